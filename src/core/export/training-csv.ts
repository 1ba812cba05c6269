import type { TrainingRun } from '../training/training-run.ts';
import { type CsvCell, writeCsv } from './csv.ts';

/** Columns `run,epoch,part,accuracy,loss,learning_rate,seconds`; `part` is train, validation or test. */
export function trainingCsv(runs: readonly TrainingRun[]): string {
  return writeCsv(trainingRows(runs));
}

function* trainingRows(runs: readonly TrainingRun[]): Generator<readonly CsvCell[]> {
  yield ['run', 'epoch', 'part', 'accuracy', 'loss', 'learning_rate', 'seconds'];
  for (const { name, epochs } of runs) {
    for (const { epoch, learningRate, seconds, ...scores } of epochs) {
      for (const part of ['train', 'validation', 'test'] as const) {
        const score = scores[part];
        if (score) {
          yield [name, epoch, part, score.accuracy, score.loss, learningRate, seconds];
        }
      }
    }
  }
}
