import type { BatchCurve } from '../training/batch-curve.ts';
import type { TrainingRun } from '../training/training-run.ts';
import { type CsvCell, writeCsv } from './csv.ts';

/**
 * Columns `run,epoch,part,accuracy,loss,learning_rate,seconds`; `part` is train, validation or test, or batch where the
 * steps of a run are given: `epoch` is then how many had gone by, and the last two columns are empty.
 */
export function trainingCsv(
  runs: readonly TrainingRun[],
  batches: ReadonlyMap<string, BatchCurve> = new Map(),
): string {
  return writeCsv(trainingRows(runs, batches));
}

function* trainingRows(
  runs: readonly TrainingRun[],
  batches: ReadonlyMap<string, BatchCurve>,
): Generator<readonly CsvCell[]> {
  yield ['run', 'epoch', 'part', 'accuracy', 'loss', 'learning_rate', 'seconds'];
  for (const { id, name, epochs } of runs) {
    for (const { epoch, learningRate, seconds, ...scores } of epochs) {
      for (const part of ['train', 'validation', 'test'] as const) {
        const score = scores[part];
        if (score) {
          yield [name, epoch, part, score.accuracy, score.loss, learningRate, seconds];
        }
      }
    }
    const steps = batches.get(id);
    for (const [i, at] of steps?.at.entries() ?? []) {
      yield [name, at, 'batch', steps?.accuracy[i], steps?.loss[i], undefined, undefined];
    }
  }
}
