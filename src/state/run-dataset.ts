import { AppError } from '../core/app-error.ts';
import { fingerprint } from '../core/dataset/fingerprint.ts';
import type { PlateId } from '../core/dataset/plate-id.ts';
import { type Split, splitDataset } from '../core/dataset/split.ts';
import { splitGroups } from '../core/dataset/split-groups.ts';
import { PART, type RunData } from '../core/training/training-run.ts';
import type { TrainingSettings } from '../core/training/training-settings.ts';
import type { AppState } from './app-state.ts';
import type { JobContext } from './jobs.ts';
import { readTestSet } from './run-artefacts.ts';
import { plateIds, rowClasses, subsetPictures } from './selectors.ts';
import type { Services } from './services.ts';
import { slicedHooks } from './sliced-hooks.ts';

/** The labelled pictures of the project, split; all lists in the same order. */
export interface RunDataset extends RunData {
  readonly classes: readonly string[];
  /** As `splitGroups` gives it. */
  readonly groupOf: Int32Array<ArrayBuffer>;
  readonly unlabelled: number;
  /** Sentences for a person. */
  readonly remarks: readonly string[];
  /** Names the settings that chose the test set. */
  readonly splitName: string;
}

const FEWEST_A_CLASS = 5;

const plural = (n: number) => (n === 1 ? '1 picture' : `${n} pictures`);

function remarksOn(
  { untested }: Split,
  classes: readonly string[],
  labels: Int32Array,
): readonly string[] {
  const count = (label: number) => labels.reduce((sum, l) => sum + (l === label ? 1 : 0), 0);
  const alone = untested.map(
    (label) =>
      `${classes[label]} has pictures of a single session only, so it can't be tested honestly: its ${plural(count(label))} train and are in no test.`,
  );
  const few = classes.flatMap((name, label) => {
    const pictures = count(label);
    return pictures < FEWEST_A_CLASS && !untested.includes(label)
      ? [`${name} has ${plural(pictures)} only; what is said of it is uncertain.`]
      : [];
  });
  return [...alone, ...few];
}

/**
 * Splits what a person or a folder labelled; a model's predictions are no labels.
 * @throws {AppError} `too-few-pictures` with fewer than two classes.
 */
export async function runDataset(
  state: AppState,
  settings: TrainingSettings,
  { storage, job }: { readonly storage: Services['storage']; readonly job?: JobContext },
): Promise<RunDataset> {
  const signal = job?.signal ?? new AbortController().signal;
  const hooks = slicedHooks(signal);
  const all = subsetPictures(state);
  const { names: classes, rows } = rowClasses(
    state,
    all.map(({ id }) => id),
  );
  const records = all.filter((_, i) => (rows[i] ?? -1) >= 0);
  const labels = rows.filter((row) => row >= 0);
  if (classes.length < 2) {
    throw new AppError(
      'too-few-pictures',
      'A network learns to tell at least two categories apart. Label pictures of two or more.',
    );
  }
  const pictures = plateIds(
    state,
    records.map(({ id }) => id),
  );
  await hooks.checkpoint?.(0);
  const groupOf = await splitGroups(records, hooks);
  await hooks.checkpoint?.(1);
  const { by, validation, test } = settings.split;
  const splitName = [by, test, settings.seed].join('/');
  const known = await readTestSet(storage, splitName);
  const input = {
    labels,
    groupOf: by === 'group' ? groupOf : Int32Array.from(labels.keys()),
    validation,
    test,
    seed: settings.seed,
    fixedTest: rowsAmong(pictures, known),
  };
  const split = await splitDataset(input, hooks);
  await hooks.checkpoint?.(1);
  return {
    pictures,
    labels,
    parts: split.parts,
    classes,
    groupOf,
    unlabelled: all.length - records.length,
    remarks: remarksOn(split, classes, labels),
    splitName,
  };
}

function rowsAmong(pictures: readonly PlateId[], known: ReadonlySet<PlateId>): ReadonlySet<number> {
  const rows = new Set<number>();
  if (known.size === 0) return rows;
  for (const [row, id] of pictures.entries()) if (known.has(id)) rows.add(row);
  return rows;
}

/** How many pictures of each class, or of all, are in a part. */
export function countsOf({ parts }: RunData) {
  const count = (part: number) => parts.reduce((sum, p) => sum + (p === part ? 1 : 0), 0);
  return {
    train: count(PART.train),
    validation: count(PART.validation),
    test: count(PART.test),
  };
}

export function dataFingerprint({ pictures, labels, parts, classes }: RunDataset): string {
  return fingerprint([...classes, ...pictures.map((id, i) => `${id} ${labels[i]} ${parts[i]}`)]);
}

/** Rows of a part, in the order of the pictures. */
export function rowsOf({ parts }: RunData, part: number): Int32Array<ArrayBuffer> {
  const rows: number[] = [];
  for (const [row, p] of parts.entries()) if (p === part) rows.push(row);
  return Int32Array.from(rows);
}
