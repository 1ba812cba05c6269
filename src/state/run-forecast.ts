import type { RunForecast } from '../core/training/training-run.ts';
import type { TrainingSettings } from '../core/training/training-settings.ts';
import { feedOf, type RunContext, taskOf } from './execute-run.ts';
import type { RunDataset } from './run-dataset.ts';

/** Time and memory of a run on these pictures, by a step or two of it. */
export async function forecastOf(
  settings: TrainingSettings,
  data: RunDataset,
  context: Pick<RunContext, 'services' | 'job' | 'get'>,
): Promise<RunForecast> {
  const microBatch = settings.microBatch === 'auto' ? settings.batchSize : settings.microBatch;
  const task = await taskOf(context, { settings, classes: data.classes, microBatch }, data);
  const feed = feedOf(context, data);
  try {
    const { signal } = context.job;
    return await context.services.network.predictRun(task, feed.port, { signal });
  } finally {
    feed.close();
  }
}
