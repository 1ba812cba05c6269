import { AppError } from '../core/app-error.ts';
import { PART, type TrainingRun } from '../core/training/training-run.ts';
import { parseTraining, type TrainingSettings } from '../core/training/training-settings.ts';
import type { AppState } from './app-state.ts';
import { executeRun, type RunContext, withNote } from './execute-run.ts';
import { type JobContext, sentenceOf } from './jobs.ts';
import { measureLeakage } from './measure-leakage.ts';
import { newRun } from './new-run.ts';
import { readRunData, storeRunData, storeTestSet } from './run-artefacts.ts';
import { type RunDataset, rowsOf, runDataset } from './run-dataset.ts';
import { forecastOf } from './run-forecast.ts';
import type { RunRecords } from './run-records.ts';
import { resolveStart } from './run-start.ts';
import type { Services } from './services.ts';

interface Stage {
  readonly services: Services;
  readonly records: RunRecords;
  get(): AppState;
  set(patch: Partial<Pick<AppState, 'liveRun' | 'forecast' | 'backend'>>): void;
}

function contextOf(
  id: string,
  job: JobContext,
  { services, records, get, set }: Stage,
): RunContext {
  return {
    services,
    job,
    get,
    onBatch: (batch) => {
      const before = get().liveRun;
      const isSameEpoch = before?.id === id && before.batches.at(-1)?.epoch === batch.epoch;
      set({ liveRun: { id, batches: isSameEpoch ? [...before.batches, batch] : [batch] } });
    },
    change: (by) => records.change(id, by),
    setBackend: (backend) => {
      set({ backend });
      records.change(id, (run) => ({ ...run, backend }));
    },
  };
}

/** Settles the record however the run ends. `data` is that of a run that begins; one that goes on reads its own. */
async function train(id: string, data: RunDataset | undefined, context: RunContext, stage: Stage) {
  const { services, records, set } = stage;
  const stored = data ?? (await readRunData(services.storage, id));
  if (!stored) throw new AppError('bad-checkpoint', "This run's pictures are gone. Repeat it.");
  set({ liveRun: { id, batches: [] } });
  try {
    await executeRun(id, stored, context);
    const leakage = data && (await measureLeakage(records.byId(id), data, context));
    const finished = (run: TrainingRun): TrainingRun => ({
      ...run,
      status: 'finished',
      leakage: leakage ?? run.leakage,
    });
    context.change(finished);
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

/** A batch that would not fit is made smaller before the run begins. */
async function chooseMicroBatch(
  data: RunDataset,
  context: RunContext,
  { set }: Stage,
  run: TrainingRun,
) {
  const { settings } = run;
  if (settings.microBatch !== 'auto') return;
  context.job.onProgress({ stage: 'trying a step' });
  const forecast = await forecastOf(settings, data, context);
  set({ forecast });
  const { microBatch, remark } = forecast;
  context.change((before) => {
    const fitting = { ...before, microBatch };
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
  const data = await runDataset(get(), checked, { storage, job });
  const start = await resolveStart(get(), checked, storage);
  const run = records.show(newRun({ settings: checked, data, start, backend, name }));
  const { id } = run;
  await storeRunData(storage, id, data);
  const tested = Array.from(rowsOf(data, PART.test), (row) => data.pictures[row]);
  await storeTestSet(
    storage,
    data.splitName,
    tested.filter((picture) => picture !== undefined),
  );
  await records.store(id);
  const context = contextOf(id, job, stage);
  await chooseMicroBatch(data, context, stage, run);
  await train(id, data, context, stage);
  return id;
}

/** From the last epoch on disk to the end. */
export async function continueRun(id: string, job: JobContext, stage: Stage): Promise<void> {
  const backend = await stage.get().bootNetwork(job);
  const context = contextOf(id, job, stage);
  const before = stage.records.byId(id);
  if (before.backend.name !== backend.name) {
    const note = `The run goes on on ${backend.name}; it began on ${before.backend.name}, so its curve may differ in the last digits.`;
    context.change((run) => withNote({ ...run, backend }, note));
  }
  await train(id, undefined, context, stage);
}
