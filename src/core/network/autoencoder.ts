import type { Matrix } from '../arrays/matrix.ts';

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
