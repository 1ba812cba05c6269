import { PART } from '../core/training/training-run.ts';
import type { RunDataset } from './run-dataset.ts';

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

export function splitSummary({
  classes,
  labels,
  parts,
  unlabelled,
  remarks,
}: RunDataset): SplitSummary {
  const perPart = new Map(PARTS.map((part) => [part, classes.map(() => 0)]));
  for (const [row, part] of parts.entries()) {
    const counts = perPart.get(part);
    const label = labels[row] ?? 0;
    if (counts) counts[label] = (counts[label] ?? 0) + 1;
  }
  const [train = [], validation = [], test = []] = perPart.values();
  return { classes, train, validation, test, unlabelled, remarks };
}

const PARTS: readonly number[] = [PART.train, PART.validation, PART.test];
