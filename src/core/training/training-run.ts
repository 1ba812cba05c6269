import type { PlateId } from '../dataset/plate-id.ts';
import type { Backend } from '../network/backend.ts';
import type { TrainingSettings, TrainingWay } from './training-settings.ts';

/** Mean loss and share of right answers over some pictures. */
export interface Score {
  readonly loss: number;
  readonly accuracy: number;
}

/** One step of the optimiser; its score is on the pictures it learnt from, before it moved. */
export interface TrainedBatch extends Score {
  /** From 1. */
  readonly epoch: number;
  /** From 1, within the epoch. */
  readonly batch: number;
  readonly batches: number;
  readonly learningRate: number;
}

export interface TrainedEpoch {
  /** From 1; 0 is what fine tuning began with, before its first step. */
  readonly epoch: number;
  /** Running mean over the epoch's batches; of the start, that on the pictures as they are. */
  readonly train: Score;
  /** Undefined where the split has none. */
  readonly validation: Score | undefined;
  readonly test: Score | undefined;
  readonly learningRate: number;
  readonly seconds: number;
}

export type RunStatus = 'running' | 'paused' | 'finished' | 'failed';

/** Something that happened in a run that a person should know. */
export interface RunNote {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly text: string;
}

/** The record of a run: all that is needed to judge it and to repeat it, and how far it has come. */
export interface TrainingRun {
  readonly schemaVersion: 1;
  readonly id: string;
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly status: RunStatus;
  readonly way: TrainingWay;
  readonly settings: TrainingSettings;
  /** The architecture's id. */
  readonly network: string;
  /** What it began with, at the root of all runs before it; undefined from scratch. */
  readonly checkpoint:
    | { readonly id: string; readonly title: string; readonly sha256: string }
    | undefined;
  readonly semscapeVersion: string;
  readonly backend: Backend;
  readonly microBatch: number;
  /** In the order of the classifier's outputs. */
  readonly classes: readonly string[];
  /** Of pictures, labels and split. */
  readonly dataFingerprint: string;
  /** How many pictures train, validate and test. */
  readonly counts: { readonly train: number; readonly validation: number; readonly test: number };
  readonly epochs: readonly TrainedEpoch[];
  /** As `bestEpochOf` says; 0 before the first, and where fine tuning was never better than its start. */
  readonly bestEpoch: number;
  /** Divides the logits before they become probabilities; fitted on the validation part, 1 where that failed. */
  readonly temperature: number;
  /** Of the best epoch, on the test part. */
  readonly testScore: Score | undefined;
  /** Test accuracy by the split that ignores groups, and how much it flatters. */
  readonly leakage: { readonly randomAccuracy: number; readonly gap: number } | undefined;
  readonly notes: readonly RunNote[];
  /** As it was made when the run began; absent from records of former versions. */
  readonly forecast?: RunForecast;
  /** That it has worked, over all its pauses: taking features that were missing, training and testing. */
  readonly spentSeconds?: number;
}

/** Parts of a split, as numbers in `RunData.parts`. */
export const PART = { train: 0, validation: 1, test: 2, none: 3 } as const;

/** The pictures of a run; all in the same order. */
export interface RunData {
  readonly pictures: readonly PlateId[];
  /** Index into the run's classes. */
  readonly labels: Int32Array<ArrayBuffer>;
  /** One of `PART`. */
  readonly parts: Uint8Array<ArrayBuffer>;
}

/** Time and memory that a run will take here, from a short probe. */
export interface RunForecast {
  readonly seconds: number;
  readonly secondsPerEpoch: number;
  /** Before the first epoch: taking features that are kept. */
  readonly secondsBefore: number;
  /** Largest number of bytes in tensors at once. */
  readonly tensorBytes: number;
  /** Of plates and kept features in memory. */
  readonly dataBytes: number;
  /** On disk, for the best and the last epoch. */
  readonly diskBytes: number;
  readonly microBatch: number;
  /** What was made smaller so that it fits, in a sentence; undefined where nothing was. */
  readonly remark: string | undefined;
}
