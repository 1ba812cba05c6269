import type { StateCreator } from 'zustand/vanilla';
import { AppError } from '../core/app-error.ts';
import type { Matrix } from '../core/arrays/matrix.ts';
import type { PictureId } from '../core/dataset/picture.ts';
import { parsePlateId } from '../core/dataset/plate-id.ts';
import { predictedClasses, probabilitiesOf } from '../core/metrics/accuracy.ts';
import {
  PART,
  type RunForecast,
  type TrainedBatch,
  type TrainingRun,
} from '../core/training/training-run.ts';
import {
  defaultTraining,
  parseTraining,
  type TrainingSettings,
  type TrainingWay,
  wayOf,
} from '../core/training/training-settings.ts';
import { SEMSCAPE_VERSION } from '../core/version.ts';
import type { AppState } from './app-state.ts';
import { executeRun, feedOf, type RunContext, taskOf, withNote } from './execute-run.ts';
import { type JobContext, sentenceOf } from './jobs.ts';
import { measureLeakage } from './measure-leakage.ts';
import {
  readBest,
  readRunData,
  readRuns,
  removeStoredRun,
  storeRun,
  storeRunData,
  storeTestSet,
} from './run-artefacts.ts';
import { countsOf, dataFingerprint, type RunDataset, rowsOf, runDataset } from './run-dataset.ts';
import { resolveStart } from './run-start.ts';
import type { Services } from './services.ts';

/** A run that is under way: what its record does not have yet. */
export interface LiveRun {
  readonly id: string;
  /** Of the epoch under way, in order. */
  readonly batches: readonly TrainedBatch[];
}

/** How the pictures would be split, for a person to see before a run. */
export interface SplitSummary {
  readonly classes: readonly string[];
  /** Per class, in the order of `classes`. */
  readonly train: readonly number[];
  readonly validation: readonly number[];
  readonly test: readonly number[];
  readonly unlabelled: number;
  /** Sentences: classes that can't be tested, or have too few pictures. */
  readonly remarks: readonly string[];
}

/** What a finished run says of the pictures it was tested on; all in the same order. */
export interface RunResults {
  readonly runId: string;
  readonly classes: readonly string[];
  readonly pictures: readonly PictureId[];
  /** Index into `classes`. */
  readonly labels: Int32Array;
  readonly predicted: Int32Array;
  /** `[pictures, classes]`, scaled by the run's temperature. */
  readonly probabilities: Matrix;
}

export interface TrainingSlice {
  /** Of the project, oldest first; one that was interrupted is `paused`. */
  readonly runs: readonly TrainingRun[];
  readonly liveRun: LiveRun | undefined;
  /** Of the settings that were asked for last. */
  readonly forecast: RunForecast | undefined;
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
   * Starts a new run, pausing the one under way. Resolves when it has ended: to its id, or to undefined where it was
   * paused or failed, which its record then says.
   */
  startRun(settings: TrainingSettings, name?: string): Promise<string | undefined>;
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

const WAY_NAMES: Readonly<Record<TrainingWay, string>> = {
  scratch: 'from scratch',
  'feature-extraction': 'feature extraction',
  'fine-tuning': 'fine tuning',
};

export const createTrainingSlice =
  (services: Services): StateCreator<AppState, [], [], TrainingSlice> =>
  (set, get) => {
    const { storage, network } = services;

    const runById = (id: string): TrainingRun => {
      const run = get().runs.find((one) => one.id === id);
      if (run) return run;
      throw new AppError('bad-checkpoint', 'This run is gone. Choose another.');
    };
    const show = (run: TrainingRun) => {
      const runs = get().runs.filter(({ id }) => id !== run.id);
      set({ runs: [...runs, run].sort((a, b) => a.createdAt - b.createdAt) });
      return run;
    };
    const change = (id: string, by: (run: TrainingRun) => TrainingRun) => show(by(runById(id)));
    const store = (id: string) => storeRun(storage, runById(id));
    /** False once the run was removed or another project is open. */
    const isHere = (id: string) => get().runs.some((run) => run.id === id);

    const onBatch = (id: string, batch: TrainedBatch) => {
      const before = get().liveRun;
      const isSameEpoch = before?.id === id && before.batches.at(-1)?.epoch === batch.epoch;
      set({ liveRun: { id, batches: isSameEpoch ? [...before.batches, batch] : [batch] } });
    };
    const contextOf = (id: string, job: JobContext): RunContext => ({
      services,
      job,
      get,
      onBatch: (batch) => onBatch(id, batch),
      change: (by) => change(id, by),
      setBackend: (backend) => {
        set({ backend });
        change(id, (run) => ({ ...run, backend }));
      },
    });

    /** Settles the record however the run ends. */
    const train = async (id: string, job: JobContext, data: RunDataset | undefined) => {
      const context = contextOf(id, job);
      const stored = data ?? (await readRunData(storage, id));
      if (!stored) throw new AppError('bad-checkpoint', "This run's pictures are gone. Repeat it.");
      set({ liveRun: { id, batches: [] } });
      try {
        await executeRun(id, stored, context);
        const leakage = data && (await measureLeakage(runById(id), data, context));
        change(id, (run) => ({ ...run, status: 'finished', leakage: leakage ?? run.leakage }));
      } catch (error) {
        const isPaused = job.signal.aborted;
        if (isHere(id)) {
          change(id, (run) =>
            isPaused
              ? { ...run, status: 'paused' }
              : withNote({ ...run, status: 'failed' }, sentenceOf(error)),
          );
        }
        throw error;
      } finally {
        set({ liveRun: undefined });
        if (isHere(id)) await store(id);
      }
    };

    const create = async (
      settings: TrainingSettings,
      data: RunDataset,
      { job, name }: { readonly job: JobContext; readonly name: string | undefined },
    ): Promise<string> => {
      const backend = await get().bootNetwork(job);
      const way = wayOf(settings);
      const { network: title, checkpoint } = await resolveStart(get(), settings, storage);
      const id = crypto.randomUUID();
      show({
        schemaVersion: 1,
        id,
        name: name ?? `${title}, ${WAY_NAMES[way]}`,
        createdAt: Date.now(),
        status: 'running',
        way,
        settings,
        network: title,
        checkpoint,
        semscapeVersion: SEMSCAPE_VERSION,
        backend,
        microBatch: settings.microBatch === 'auto' ? settings.batchSize : settings.microBatch,
        classes: data.classes,
        dataFingerprint: dataFingerprint(data),
        counts: countsOf(data),
        epochs: [],
        bestEpoch: 0,
        temperature: 1,
        testScore: undefined,
        leakage: undefined,
        notes: data.remarks.map((text) => ({ at: Date.now(), text })),
      });
      await storeRunData(storage, id, data);
      await storeTestSet(
        storage,
        data.splitName,
        Array.from(rowsOf(data, PART.test), (row) => data.pictures[row]).filter(
          (p) => p !== undefined,
        ),
      );
      await store(id);
      return id;
    };

    const forecastOf = async (
      settings: TrainingSettings,
      data: RunDataset,
      job: JobContext,
    ): Promise<RunForecast> => {
      const microBatch = settings.microBatch === 'auto' ? settings.batchSize : settings.microBatch;
      const context = { services, job, get };
      const task = await taskOf(context, { settings, classes: data.classes, microBatch }, data);
      const feed = feedOf(context, data);
      try {
        return await network.predictRun(task, feed.port, { signal: job.signal });
      } finally {
        feed.close();
      }
    };
    /** A batch that would not fit is made smaller before the run begins. */
    const chooseMicroBatch = async (id: string, data: RunDataset, job: JobContext) => {
      const { settings } = runById(id);
      if (settings.microBatch !== 'auto') return;
      job.onProgress({ stage: 'trying a step' });
      const forecast = await forecastOf(settings, data, job);
      set({ forecast });
      const { microBatch, remark } = forecast;
      change(id, (run) =>
        remark ? withNote({ ...run, microBatch }, remark) : { ...run, microBatch },
      );
    };

    const start = (settings: TrainingSettings, name?: string) =>
      get().runJob('training', 'Training', async (job) => {
        const checked = parseTraining(settings);
        await get().bootNetwork(job);
        const data = await runDataset(get(), checked, { storage, job });
        const id = await create(checked, data, { job, name });
        await chooseMicroBatch(id, data, job);
        await train(id, job, data);
        return id;
      });

    return {
      runs: [],
      liveRun: undefined,
      forecast: undefined,
      runResults: undefined,

      listRuns: async () => {
        const live = get().liveRun?.id;
        const runs = await readRuns(storage);
        set({
          runs: runs.map((run) =>
            run.id === live
              ? (get().runs.find(({ id }) => id === live) ?? run)
              : { ...run, status: run.status === 'running' ? 'paused' : run.status },
          ),
        });
      },
      suggestTraining: (way, architecture) => {
        const { checkpoints, recipe } = get();
        const id = recipe.features.checkpointId;
        const { inputSide } = checkpoints.find((one) => one.id === id) ?? recipe.features;
        return defaultTraining(way, {
          start:
            way === 'scratch'
              ? { kind: 'scratch', network: architecture ?? 'inception_v3' }
              : { kind: 'checkpoint', id },
          inputSide,
        });
      },
      summariseSplit: async (settings) => {
        const data = await runDataset(get(), settings, { storage });
        const perClass = (part: number) => {
          const counts = data.classes.map(() => 0);
          for (const row of rowsOf(data, part)) {
            const label = data.labels[row] ?? 0;
            counts[label] = (counts[label] ?? 0) + 1;
          }
          return counts;
        };
        return {
          classes: data.classes,
          train: perClass(PART.train),
          validation: perClass(PART.validation),
          test: perClass(PART.test),
          unlabelled: data.unlabelled,
          remarks: data.remarks,
        };
      },
      predictRun: async (settings) => {
        if (get().liveRun) return;
        await get().runJob('training', 'Trying a step', async (job) => {
          await get().bootNetwork(job);
          const data = await runDataset(get(), settings, { storage, job });
          set({ forecast: await forecastOf(parseTraining(settings), data, job) });
        });
      },
      startRun: async (settings, name) => {
        if (get().refuseToChange()) return undefined;
        return start(settings, name);
      },
      pauseRun: () => {
        for (const { id, kind } of get().jobs) if (kind === 'training') get().cancelJob(id);
      },
      resumeRun: async (id) => {
        if (get().refuseToChange()) return;
        await get().runJob('training', 'Training', async (job) => {
          const backend = await get().bootNetwork(job);
          const before = runById(id);
          if (before.backend.name !== backend.name) {
            const note = `The run goes on on ${backend.name}; it began on ${before.backend.name}, so its curve may differ in the last digits.`;
            change(id, (run) => withNote({ ...run, backend }, note));
          }
          await train(id, job, undefined);
        });
      },
      repeatRun: async (id) => {
        const { settings, name } = runById(id);
        return get().startRun(settings, `${name}, again`);
      },
      renameRun: async (id, name) => {
        change(id, (run) => ({ ...run, name }));
        await store(id);
      },
      removeRun: async (id) => {
        if (get().liveRun?.id === id) {
          get().notify('problem', 'This run is under way. Pause it first, then remove it.');
          return;
        }
        set({ runs: get().runs.filter((run) => run.id !== id) });
        await removeStoredRun(storage, id);
      },
      openRun: async (id) => {
        const run = runById(id);
        const [data, best] = await Promise.all([readRunData(storage, id), readBest(storage, id)]);
        if (!data || !best) return set({ runResults: undefined });
        const rows = rowsOf(data, PART.test);
        set({
          runResults: {
            runId: id,
            classes: run.classes,
            pictures: Array.from(rows, (row) => {
              const plate = data.pictures[row];
              if (!plate) throw new RangeError(`row ${row} has no picture`);
              return parsePlateId(plate).picture;
            }),
            labels: rows.map((row) => data.labels[row] ?? -1),
            predicted: predictedClasses(best.testLogits),
            probabilities: probabilitiesOf(best.testLogits, run.temperature),
          },
        });
      },
    };
  };
