import type { StateCreator } from 'zustand/vanilla';
import type { BatchCurve } from '../core/training/batch-curve.ts';
import type { RunForecast, TrainingRun } from '../core/training/training-run.ts';
import {
  defaultTraining,
  parseTraining,
  type TrainingSettings,
  type TrainingWay,
} from '../core/training/training-settings.ts';
import type { AppState } from './app-state.ts';
import { beginRun, continueRun } from './carry-out-run.ts';
import { readBatches, removeStoredRun } from './run-artefacts.ts';
import { runDataset } from './run-dataset.ts';
import { forecastOf } from './run-forecast.ts';
import { runRecords } from './run-records.ts';
import { type RunResults, readRunResults } from './run-results.ts';
import type { Services } from './services.ts';
import { type SplitSummary, splitSummary } from './split-summary.ts';

/** Time and memory of a run that was not started yet. */
export interface AskedForecast extends RunForecast {
  readonly settings: TrainingSettings;
}

export interface TrainingSlice {
  /** Of the project, oldest first; one that was interrupted is `paused`. */
  readonly runs: readonly TrainingRun[];
  /** The run that is under way. */
  readonly liveRun: { readonly id: string } | undefined;
  /** Of the settings that were asked for last. */
  readonly forecast: AskedForecast | undefined;
  /** Of the run that is under way, and of those that were read, by the run's id. */
  readonly batchCurves: ReadonlyMap<string, BatchCurve>;
  /** Of the run that was opened last; confusion, class scores and calibration come from `core/metrics`. */
  readonly runResults: RunResults | undefined;

  /** Reads the project's runs from disk. */
  listRuns(): Promise<void>;
  /** Settings that suit a way of training, from the chosen checkpoint or for the named architecture. */
  suggestTraining(way: TrainingWay, network?: string): TrainingSettings;
  /** How the labelled pictures would be split. */
  summariseSplit(settings: TrainingSettings): Promise<SplitSummary>;
  /** Runs a step or two and sets `forecast`; does nothing while a run is under way. */
  predictRun(settings: TrainingSettings): Promise<void>;
  /**
   * Starts a new run, pausing the one under way. Resolves when it has ended: to its id, with its results opened, or to
   * undefined where it was paused or failed, which its record then says.
   */
  startRun(settings: TrainingSettings, name?: string): Promise<string | undefined>;
  /** Reads the batch curves of all runs that are not known yet. */
  readBatchCurves(): Promise<void>;
  /** Stops the run under way; it can be resumed from its last epoch. */
  pauseRun(): void;
  /** Goes on from the last epoch on disk as if it had not stopped. */
  resumeRun(id: string): Promise<void>;
  /** Starts a run with another's settings: with the same pictures and labels, its split and its curve too. */
  repeatRun(id: string): Promise<string | undefined>;
  renameRun(id: string, name: string): Promise<void>;
  removeRun(id: string): Promise<void>;
  /** Reads a finished run's predictions on its test pictures into `runResults`. */
  openRun(id: string): Promise<void>;
}

export const createTrainingSlice =
  (services: Services): StateCreator<AppState, [], [], TrainingSlice> =>
  (set, get) => {
    const { storage } = services;
    const records = runRecords(storage, get, set);
    const stage = { services, records, get, set };

    return {
      runs: [],
      liveRun: undefined,
      forecast: undefined,
      batchCurves: new Map(),
      runResults: undefined,

      listRuns: () => records.read(),
      suggestTraining: (way, architecture) => {
        const { checkpoints, recipe } = get();
        const id = recipe.features.checkpointId;
        const checkpoint = checkpoints.find((one) => one.id === id);
        const { inputSide } = checkpoint ?? recipe.features;
        if (way === 'scratch') {
          const start = { kind: 'scratch', network: architecture ?? 'inception_v3' } as const;
          return defaultTraining(way, { start, inputSide });
        }
        const at = checkpoint?.classifierAt;
        const start = { kind: 'checkpoint', id } as const;
        return defaultTraining(way, { start, inputSide, ...(at ? { endpoint: at } : {}) });
      },
      summariseSplit: async (settings) =>
        splitSummary(await runDataset(get(), settings, { storage })),
      predictRun: async (settings) => {
        if (get().liveRun) return;
        await get().runJob('training', 'Trying a step', async (job) => {
          await get().bootNetwork(job);
          const data = await runDataset(get(), settings, { storage, job });
          const forecast = await forecastOf(parseTraining(settings), data, { services, job, get });
          set({ forecast: { ...forecast, settings } });
        });
      },
      readBatchCurves: async () => {
        const unknown = get().runs.filter(({ id }) => !get().batchCurves.has(id));
        const read = await Promise.all(
          unknown.map(async ({ id }) => [id, await readBatches(storage, id)] as const),
        );
        const found = read.flatMap(([id, curve]) => (curve ? [[id, curve] as const] : []));
        if (found.length > 0) set({ batchCurves: new Map([...found, ...get().batchCurves]) });
      },
      startRun: async (settings, name) => {
        if (get().refuseToChange()) return undefined;
        const id = await get().runJob('training', 'Training', (job) =>
          beginRun(settings, name, job, stage),
        );
        if (id !== undefined) await get().openRun(id);
        return id;
      },
      pauseRun: () => {
        for (const { id, kind } of get().jobs) if (kind === 'training') get().cancelJob(id);
      },
      resumeRun: async (id) => {
        if (get().refuseToChange()) return;
        await get().runJob('training', 'Training', (job) => continueRun(id, job, stage));
      },
      repeatRun: async (id) => {
        const { settings, name } = records.byId(id);
        return get().startRun(settings, `${name}, again`);
      },
      renameRun: async (id, name) => {
        records.change(id, (run) => ({ ...run, name }));
        await records.store(id);
      },
      removeRun: async (id) => {
        if (get().liveRun?.id === id) {
          get().notify('problem', 'This run is under way. Pause it first, then remove it.');
          return;
        }
        set({ runs: get().runs.filter((run) => run.id !== id) });
        if (get().predictedBy === id) await get().clearPredictions();
        await removeStoredRun(storage, id);
      },
      openRun: async (id) => set({ runResults: await readRunResults(storage, records.byId(id)) }),
    };
  };
