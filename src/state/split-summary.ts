import { PART } from '../core/training/training-run.ts';
import { type RunDataset, rowsOf } from './run-dataset.ts';

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

export function splitSummary(data: RunDataset): SplitSummary {
  const perClass = (part: number) => {
    const counts = data.classes.map(() => 0);
    for (const row of rowsOf(data, part)) {
      const label = data.labels[row] ?? 0;
      counts[label] = (counts[label] ?? 0) + 1;
    }
    return counts;
  };
  return {
    classes: data.classes,
    train: perClass(PART.train),
    validation: perClass(PART.validation),
    test: perClass(PART.test),
    unlabelled: data.unlabelled,
    remarks: data.remarks,
  };
}
