import type { Matrix } from '../core/arrays/matrix.ts';
import type { PictureId } from '../core/dataset/picture.ts';
import { parsePlateId } from '../core/dataset/plate-id.ts';
import { predictedClasses, probabilitiesOf } from '../core/metrics/accuracy.ts';
import { PART, type TrainingRun } from '../core/training/training-run.ts';
import { readBest, readRunData } from './run-artefacts.ts';
import { rowsOf } from './run-dataset.ts';
import type { Services } from './services.ts';

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

/** Undefined before the run's first epoch is on disk. */
export async function readRunResults(
  storage: Services['storage'],
  { id, classes, temperature }: TrainingRun,
): Promise<RunResults | undefined> {
  const [data, best] = await Promise.all([readRunData(storage, id), readBest(storage, id)]);
  if (!data || !best) return undefined;
  const rows = rowsOf(data, PART.test);
  return {
    runId: id,
    classes,
    pictures: Array.from(rows, (row) => {
      const plate = data.pictures[row];
      if (!plate) throw new RangeError(`row ${row} has no picture`);
      return parsePlateId(plate).picture;
    }),
    labels: rows.map((row) => data.labels[row] ?? -1),
    predicted: predictedClasses(best.testLogits),
    probabilities: probabilitiesOf(best.testLogits, temperature),
  };
}
