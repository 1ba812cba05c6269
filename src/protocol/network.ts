import type { Matrix } from '../core/arrays/matrix.ts';
import type { Plate } from '../core/dataset/picture.ts';
import type { AutoencoderRun, AutoencoderSettings } from '../core/network/autoencoder.ts';
import type { Backend, BackendName } from '../core/network/backend.ts';
import type { Checkpoint, EmbedSettings } from '../core/network/checkpoint.ts';
import type { Job } from './job.ts';

export type {
  AutoencoderEpoch,
  AutoencoderRun,
  AutoencoderSettings,
} from '../core/network/autoencoder.ts';
export type { Backend, BackendName } from '../core/network/backend.ts';
export type { Checkpoint, EmbedSettings } from '../core/network/checkpoint.ts';

export interface NetworkApi {
  /** Starts the wanted backend, or the best there is. Asking again for the same is instant. */
  boot(wanted: BackendName | 'auto', job: Job): Promise<Backend>;
  checkpoints(job: Job): Promise<readonly Checkpoint[]>;
  /** `[plates.length, channels]`. Plates' and result's buffers are transferred. */
  embed(plates: readonly Plate[], settings: EmbedSettings, job: Job): Promise<Matrix>;
  /**
   * `features` is transferred. Reports each epoch as `Progress.detail`, an `AutoencoderEpoch`.
   * Same features, settings and backend, same codes.
   */
  trainAutoencoder(
    features: Matrix,
    settings: AutoencoderSettings,
    job: Job,
  ): Promise<AutoencoderRun>;
}
