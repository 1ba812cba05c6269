import type { Matrix } from '../core/arrays/matrix.ts';
import type { Plate } from '../core/dataset/picture.ts';
import type { AutoencoderRun, AutoencoderSettings } from '../core/network/autoencoder.ts';
import type { Backend, BackendName } from '../core/network/backend.ts';
import type { Checkpoint, EmbedSettings, InputFit } from '../core/network/checkpoint.ts';
import type { Model, ModelAbout } from '../core/network/model.ts';
import type { RunForecast, TrainedEpoch } from '../core/training/training-run.ts';
import type { CheckpointExport } from './checkpoints.ts';
import type { Job } from './job.ts';
import type { TrainingTask } from './training.ts';

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
  /** `[plates.length, channels]`; with 'same-scale' every plate has its `nmPerPixel`. Plates' and result's buffers are transferred. */
  embed(plates: readonly Plate[], settings: EmbedSettings, job: Job): Promise<Matrix>;
  /**
   * `features` is transferred, or overwritten where it is shared. Reports each epoch as `Progress.detail`, an `AutoencoderEpoch`.
   * Same features, settings and backend, same codes.
   */
  trainAutoencoder(
    features: Matrix,
    settings: AutoencoderSettings,
    job: Job,
  ): Promise<AutoencoderRun>;
  /**
   * Trains until the last epoch or until patience is exhausted, and gives all epochs. `feed` is the far end of
   * `serveFeed`; it and the task's buffers are transferred. Reports each step as `Progress.detail`, a `TrainedBatch`.
   * Same task, plates and backend, same curve. Rejects with `training-diverged`, `out-of-memory`, `device-lost`.
   */
  trainNetwork(task: TrainingTask, feed: MessagePort, job: Job): Promise<readonly TrainedEpoch[]>;
  /** What the run would cost, by one or two steps of it. Buffers and port as in `trainNetwork`. */
  predictRun(task: TrainingTask, feed: MessagePort, job: Job): Promise<RunForecast>;
  /** Makes this the model of `classify` and `explain` until another one takes its place. Its buffers are transferred. */
  holdModel(model: Model, job: Job): Promise<void>;
  /** Logits `[plates.length, classes]` by the model held. Plates' and result's buffers are transferred. */
  classify(plates: readonly Plate[], input: ModelInput, job: Job): Promise<Matrix>;
  /**
   * Where in a plate the model held sees evidence for class `label` (Grad-CAM, Selvaraju et al. 2017): `[rows, cols]`
   * in `[0, 1]` on the grid of the last block that has one. The plate's buffer and the result's are transferred.
   */
  explain(plate: Plate, input: ModelInput, label: number, job: Job): Promise<Matrix>;
  /** The model as files that other tools load. No backend is needed. The model's buffers are transferred. */
  exportModel(
    model: Model,
    about: ModelAbout,
    format: CheckpointExport,
    job: Job,
  ): Promise<readonly File[]>;
}

/** How plates become what a model was trained on. */
export interface ModelInput {
  /** Pixels. */
  readonly inputSide: number;
  readonly fit: InputFit;
}
