import { splitDataset } from '../core/dataset/split.ts';
import { bestEpochOf } from '../core/training/early-stop.ts';
import type { TrainingRun } from '../core/training/training-run.ts';
import { feedOf, type RunContext, taskOf } from './execute-run.ts';
import type { RunDataset } from './run-dataset.ts';
import { slicedHooks } from './sliced-hooks.ts';

/**
 * Trains the classifier once more on a split that ignores groups: what its test accuracy is above the honest one comes
 * from near copies on both sides. Undefined where the run is more than a classifier, or where every group is one picture.
 */
export async function measureLeakage(
  run: TrainingRun,
  data: RunDataset,
  context: Pick<RunContext, 'services' | 'job' | 'get'>,
): Promise<TrainingRun['leakage']> {
  const { settings, testScore } = run;
  const hasGroups = data.groupOf.some((group, i) => group !== i);
  if (settings.split.by !== 'group' || !testScore || !hasGroups) return undefined;
  const { validation, test } = settings.split;
  const { signal } = context.job;
  const split = {
    labels: data.labels,
    groupOf: Int32Array.from(data.labels.keys()),
    validation,
    test,
    seed: settings.seed,
  };
  const { parts } = await splitDataset(split, slicedHooks(signal));
  const task = await taskOf(context, run, { ...data, parts });
  if (!task.features) return undefined;
  const feed = feedOf(context, data);
  try {
    const epochs = await context.services.network.trainNetwork(task, feed.port, { signal });
    const bestEpoch = bestEpochOf(epochs);
    const best = epochs.find(({ epoch }) => epoch === bestEpoch)?.test?.accuracy;
    if (best === undefined) return undefined;
    return { randomAccuracy: best, gap: best - testScore.accuracy };
  } finally {
    feed.close();
  }
}
