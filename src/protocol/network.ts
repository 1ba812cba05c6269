import type { Matrix } from '../core/arrays/matrix.ts';
import type { Plate } from '../core/dataset/picture.ts';
import type { Job } from './job.ts';

export type BackendName = 'webgpu' | 'wasm' | 'cpu';

/** What the networks run on, and why that was chosen, in a sentence for a person. */
export interface Backend {
  readonly name: BackendName;
  readonly threads: number;
  readonly reason: string;
}

/** A named place in a network from which features can be taken, pooled to `channels` numbers. */
export interface Endpoint {
  readonly name: string;
  readonly channels: number;
  /** Side of its grid at the checkpoint's default input size; 1 after global pooling. */
  readonly gridSide: number;
  readonly recommended: boolean;
}

export interface Checkpoint {
  readonly id: string;
  readonly title: string;
  readonly network: string;
  /** Of the weights as loaded, lower-case hexadecimal. */
  readonly sha256: string;
  readonly provenance: string;
  readonly licence: string;
  readonly inputSide: number;
  readonly endpoints: readonly Endpoint[];
}

/** How a plate becomes the network's square input. */
export type InputFit = 'squash' | 'crop';

export interface EmbedSettings {
  readonly checkpointId: string;
  readonly endpoint: string;
  /** Pixels; at least 75 for the Inceptions. */
  readonly inputSide: number;
  readonly fit: InputFit;
}

export interface AutoencoderSettings {
  readonly codeSize: number;
  /** Widths of the encoder's hidden layers; the decoder mirrors them. */
  readonly hidden: readonly number[];
  readonly epochs: number;
  readonly batchSize: number;
  readonly learningRate: number;
  readonly seed: number;
}

export interface AutoencoderEpoch {
  /** From 1. */
  readonly epoch: number;
  /** Mean squared error on standardised features, on the training and the held-out rows. */
  readonly trainLoss: number;
  readonly testLoss: number;
}

export interface AutoencoderRun {
  /** `[rows, codeSize]`, in the order of the features. */
  readonly codes: Matrix;
  readonly epochs: readonly AutoencoderEpoch[];
}

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
