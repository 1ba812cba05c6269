import type { TrainedEpoch } from './training-run.ts';

/** What the best epoch has least of. */
function judged({ validation, train }: TrainedEpoch): number {
  return validation?.loss ?? train.loss;
}

/** The epoch of the lowest validation loss, the first of equals; without validation of the lowest training loss. 0 of none. */
export function bestEpochOf(epochs: readonly TrainedEpoch[]): number {
  let best: TrainedEpoch | undefined;
  for (const epoch of epochs) if (!best || judged(epoch) < judged(best)) best = epoch;
  return best?.epoch ?? 0;
}

/** Whether `patience` epochs passed since the best one; never with a patience of 0. */
export function isExhausted(epochs: readonly TrainedEpoch[], patience: number): boolean {
  const last = epochs.at(-1)?.epoch ?? 0;
  return patience > 0 && last - bestEpochOf(epochs) >= patience;
}
