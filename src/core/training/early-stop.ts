import type { TrainedEpoch } from './training-run.ts';

/**
 * By validation accuracy, then by validation loss; without validation by training loss. A loss alone would prefer what is
 * less sure of itself to what names more pictures rightly.
 */
function isBetter(one: TrainedEpoch, other: TrainedEpoch): boolean {
  const [a, b] = [one.validation, other.validation];
  if (!a || !b) return one.train.loss < other.train.loss;
  return a.accuracy > b.accuracy || (a.accuracy === b.accuracy && a.loss < b.loss);
}

/**
 * The epoch of the highest validation accuracy, of equals that of the lowest validation loss, then the first; without
 * validation that of the lowest training loss. 0 where the start is the best, and of none.
 */
export function bestEpochOf(epochs: readonly TrainedEpoch[]): number {
  let best: TrainedEpoch | undefined;
  for (const epoch of epochs) if (!best || isBetter(epoch, best)) best = epoch;
  return best?.epoch ?? 0;
}

/** How many epochs were trained; the start, as epoch 0, is none. */
export function trainedEpochs(epochs: readonly TrainedEpoch[]): number {
  return epochs.at(-1)?.epoch ?? 0;
}

/** Whether `patience` epochs passed since the best one; never with a patience of 0. */
export function isExhausted(epochs: readonly TrainedEpoch[], patience: number): boolean {
  return patience > 0 && trainedEpochs(epochs) - bestEpochOf(epochs) >= patience;
}
