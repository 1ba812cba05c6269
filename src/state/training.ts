import type { Matrix } from '../core/arrays/matrix.ts';
import type { PictureId } from '../core/dataset/picture.ts';
import type { RunForecast, TrainedBatch, TrainingRun } from '../core/training/training-run.ts';
import type { TrainingSettings, TrainingWay } from '../core/training/training-settings.ts';

/** A run that is under way: what its record does not have yet. */
export interface LiveRun {
  readonly id: string;
  /** Of the epoch under way, in order. */
  readonly batches: readonly TrainedBatch[];
}

/** How the pictures would be split, for a person to see before a run. */
export interface SplitSummary {
  readonly classes: readonly string[];
  /** Per class, in the order of `classes`. */
  readonly train: readonly number[];
  readonly validation: readonly number[];
  readonly test: readonly number[];
  readonly unlabelled: number;
  /** Sentences: classes that can't be tested, or have too few pictures. */
  readonly remarks: readonly string[];
}

/** What a finished run says of the pictures it was tested on; all in the same order. */
export interface RunResults {
  readonly runId: string;
  readonly classes: readonly string[];
  readonly pictures: readonly PictureId[];
  /** Index into `classes`. */
  readonly labels: Int32Array;
  readonly predicted: Int32Array;
  /** `[pictures, classes]`, scaled by the run's temperature. */
  readonly probabilities: Matrix;
}

export interface TrainingSlice {
  /** Of the project, oldest first; one that was interrupted is `paused`. */
  readonly runs: readonly TrainingRun[];
  readonly liveRun: LiveRun | undefined;
  /** Of the settings that were asked for last. */
  readonly forecast: RunForecast | undefined;
  /** Of the run that was opened last; confusion, class scores and calibration come from `core/metrics`. */
  readonly runResults: RunResults | undefined;

  /** Reads the project's runs from disk. */
  listRuns(): Promise<void>;
  /** Settings that suit a way of training, from the chosen checkpoint or for the named architecture. */
  suggestTraining(way: TrainingWay, network?: string): TrainingSettings;
  /** How the labelled pictures would be split. */
  summariseSplit(settings: TrainingSettings): Promise<SplitSummary>;
  /** Runs a step or two and sets `forecast`. */
  predictRun(settings: TrainingSettings): Promise<void>;
  /** Starts a new run and resolves when it has ended, paused or failed, to its id; undefined where it could not start. */
  startRun(settings: TrainingSettings, name?: string): Promise<string | undefined>;
  /** Stops the run under way; it can be resumed from its last epoch. */
  pauseRun(): void;
  /** Goes on from the last epoch on disk as if it had not stopped. */
  resumeRun(id: string): Promise<void>;
  /** Starts a run with the settings and the split of another. */
  repeatRun(id: string): Promise<string | undefined>;
  renameRun(id: string, name: string): Promise<void>;
  removeRun(id: string): Promise<void>;
  /** Reads a finished run's predictions on its test pictures into `runResults`. */
  openRun(id: string): Promise<void>;
}
