import { AppError } from '../core/app-error.ts';
import { BatchRecorder } from '../core/training/batch-curve.ts';
import { PART, type RunData } from '../core/training/training-run.ts';
import { parseTraining, type TrainingSettings } from '../core/training/training-settings.ts';
import type { AppState } from './app-state.ts';
import { executeRun, type RunContext, withNote } from './execute-run.ts';
import { type JobContext, sentenceOf } from './jobs.ts';
import { measureLeakage } from './measure-leakage.ts';
import { newRun } from './new-run.ts';
import { readBatches, readRunData, storeRunData, storeTestSet } from './run-artefacts.ts';
import { type RunDataset, rowsOf, runDataset } from './run-dataset.ts';
import { forecastOf } from './run-forecast.ts';
import type { RunRecords } from './run-records.ts';
import { resolveStart } from './run-start.ts';
import type { Services } from './services.ts';

interface Stage {
  readonly services: Services;
  readonly records: RunRecords;
  get(): AppState;
  set(patch: Partial<Pick<AppState, 'liveRun' | 'batchCurves' | 'backend'>>): void;
}

/** Steps of a small classifier come by the hundred a second. */
const SHOW_EVERY_MS = 250;

async function contextOf(
  id: string,
  job: JobContext,
  { services, records, get, set }: Stage,
): Promise<RunContext> {
  const batches = new BatchRecorder(await readBatches(services.storage, id));
  let shownAt = Number.NEGATIVE_INFINITY;
  return {
    services,
    job,
    batches,
    get,
    onBatch: () => {
      if (performance.now() - shownAt < SHOW_EVERY_MS) return;
      shownAt = performance.now();
      set({ batchCurves: new Map([...get().batchCurves, [id, batches.curve()]]) });
    },
    change: (by) => records.change(id, by),
    setBackend: (backend) => {
      set({ backend });
      records.change(id, (run) => ({ ...run, backend }));
    },
  };
}

/** Trains to the end and adds the time to the record, however it ends. */
async function timedRun(
  id: string,
  data: RunData,
  context: RunContext,
  { records, get, set }: Stage,
) {
  const startedAt = performance.now();
  try {
    await executeRun(id, data, context);
  } finally {
    const seconds = (performance.now() - startedAt) / 1000;
    if (records.isHere(id)) {
      context.change((run) => ({ ...run, spentSeconds: (run.spentSeconds ?? 0) + seconds }));
      set({ batchCurves: new Map([...get().batchCurves, [id, context.batches.curve()]]) });
    }
  }
}

/** Settles the record however `work` ends. */
async function settled(context: RunContext, id: string, stage: Stage, work: () => Promise<void>) {
  const { records, set } = stage;
  set({ liveRun: { id } });
  try {
    await work();
    context.change((run) => ({ ...run, status: 'finished' }));
  } catch (error) {
    if (records.isHere(id)) {
      context.change((run) =>
        context.job.signal.aborted
          ? { ...run, status: 'paused' }
          : withNote({ ...run, status: 'failed' }, sentenceOf(error)),
      );
    }
    throw error;
  } finally {
    set({ liveRun: undefined });
    if (records.isHere(id)) await records.store(id);
  }
}

/** Time and memory go into the record; a batch that would not fit is made smaller before the run begins. */
async function foresee(settings: TrainingSettings, data: RunDataset, context: RunContext) {
  context.job.onProgress({ stage: 'trying a step' });
  const forecast = await forecastOf(settings, data, context);
  const { microBatch, remark } = forecast;
  context.change((run) => {
    const fitting =
      settings.microBatch === 'auto' ? { ...run, forecast, microBatch } : { ...run, forecast };
    return remark ? withNote(fitting, remark) : fitting;
  });
}

/** A new run from its record to its end; gives its id. */
export async function beginRun(
  settings: TrainingSettings,
  name: string | undefined,
  job: JobContext,
  stage: Stage,
): Promise<string> {
  const { services, records, get } = stage;
  const { storage } = services;
  const checked = parseTraining(settings);
  const backend = await get().bootNetwork(job);
  await get().cutCrops();
  const data = await runDataset(get(), checked, { storage, job });
  const start = await resolveStart(get(), checked, storage);
  const names = new Set(get().runs.map((run) => run.name));
  const run = newRun({ settings: checked, data, start, backend, name, names });
  const { id } = records.show(run);
  await storeRunData(storage, id, data);
  const tested = Array.from(rowsOf(data, PART.test), (row) => data.pictures[row]);
  await storeTestSet(
    storage,
    data.splitName,
    tested.filter((picture) => picture !== undefined),
  );
  await records.store(id);
  const context = await contextOf(id, job, stage);
  await settled(context, id, stage, async () => {
    await foresee(checked, data, context);
    await timedRun(id, data, context, stage);
    const leakage = await measureLeakage(records.byId(id), data, context);
    context.change((run) => ({ ...run, leakage }));
  });
  return id;
}

/** From the last epoch on disk to the end. */
export async function continueRun(id: string, job: JobContext, stage: Stage): Promise<void> {
  const { services, records, get } = stage;
  const backend = await get().bootNetwork(job);
  const context = await contextOf(id, job, stage);
  const before = records.byId(id);
  if (before.backend.name !== backend.name) {
    const note = `The run goes on on ${backend.name}; it began on ${before.backend.name}, so its curve may differ in the last digits.`;
    context.change((run) => withNote({ ...run, backend }, note));
  }
  await settled(context, id, stage, async () => {
    const data = await readRunData(services.storage, id);
    if (!data) throw new AppError('bad-checkpoint', "This run's pictures are gone. Repeat it.");
    await timedRun(id, data, context, stage);
  });
}
