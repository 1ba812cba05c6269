import type { RunForecast } from '../core/training/training-run.ts';
import type { TrainingSettings } from '../core/training/training-settings.ts';
import { feedOf, type RunContext, taskOf } from './execute-run.ts';
import { probePooledFeatures } from './pooled-features.ts';
import type { RunDataset } from './run-dataset.ts';

/** Time and memory of a run on these pictures, by a step or two of it and the features of a few. */
export async function forecastOf(
  settings: TrainingSettings,
  data: RunDataset,
  context: Pick<RunContext, 'services' | 'job' | 'get'>,
): Promise<RunForecast> {
  const { services, job, get } = context;
  const microBatch = settings.microBatch === 'auto' ? settings.batchSize : settings.microBatch;
  const probed = await probePooledFeatures(get(), settings, data.pictures, { services, job });
  const run = { settings, classes: data.classes, microBatch };
  const task = await taskOf(context, run, data, async () => probed.features);
  const feed = feedOf(context, data);
  try {
    const { signal } = job;
    const forecast = await services.network.predictRun(task, feed.port, { signal });
    return {
      ...forecast,
      seconds: forecast.seconds + probed.seconds,
      secondsBefore: forecast.secondsBefore + probed.seconds,
    };
  } finally {
    feed.close();
  }
}
