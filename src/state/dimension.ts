import type { StateCreator } from 'zustand/vanilla';
import type {
  DimensionPoint,
  DimensionSeries,
  DimensionSettings,
} from '../core/dimension/two-nn.ts';
import type { ClassDimensions } from '../core/dimension/two-nn-per-class.ts';
import type { AppState } from './app-state.ts';
import { codeOf, type JobContext, sentenceOf } from './jobs.ts';
import { dimensionKey } from './keys.ts';
import { rowClasses } from './selectors.ts';
import type { Services } from './services.ts';
import { areStillShown, readFeatures, takenFeatures, trainedCodes } from './stage-inputs.ts';

/** Of the autoencoder. */
export type DimensionStage = 'before' | 'after';

export type PerStage<T> = Readonly<Partial<Record<DimensionStage, T>>>;

export interface EstimatedDimension extends DimensionSeries {
  readonly key: string;
  readonly settings: DimensionSettings;
}

/** All of an estimate but what an artefact holds. */
export type DimensionFace = Pick<EstimatedDimension, 'key' | 'settings'>;

export interface DimensionSlice {
  /** Live: points are added while they are computed. */
  readonly dimension: PerStage<EstimatedDimension>;
  /** Of the features, class by class; names go by the `label` of its entries. */
  readonly dimensionPerClass:
    | { readonly names: readonly string[]; readonly dimensions: ClassDimensions }
    | undefined;
  /** Resolves to whether it finished, with an estimate or with the notice that so few pictures allow none. */
  estimateDimension(stage: DimensionStage): Promise<boolean>;
  estimateDimensionPerClass(): Promise<void>;
  /** From disk, if it was estimated before; without faces, with the recipe's settings. */
  restoreDimension(
    stage: DimensionStage,
    faces: PerStage<DimensionFace> | undefined,
  ): Promise<void>;
}

const TITLES: Record<DimensionStage, string> = {
  before: 'Intrinsic dimension of the features',
  after: 'Intrinsic dimension of the codes',
};

export const createDimensionSlice =
  ({ analysis, storage }: Services): StateCreator<AppState, [], [], DimensionSlice> =>
  (set, get) => {
    /** What a stage would estimate as things stand. */
    const taskOf = (stage: DimensionStage, face?: DimensionFace) => {
      const features = takenFeatures(get());
      const codes = stage === 'after' ? trainedCodes(get()) : undefined;
      const { perCategory: _, ...own } = get().recipe.dimension;
      const { settings } = face ?? { settings: own };
      const key = face?.key ?? dimensionKey(codes?.settings ? codes.key : features.set, settings);
      return {
        key,
        settings,
        read: (job: Pick<JobContext, 'signal'>) =>
          codes ? codes.matrix : readFeatures(storage, features, job),
        show: (series: DimensionSeries) => {
          if (!areStillShown(get(), { features, codes })) return;
          set({ dimension: { ...get().dimension, [stage]: { ...series, key, settings } } });
          get().saveSettings();
        },
      };
    };
    type Task = ReturnType<typeof taskOf>;
    const restore = async ({ key, show }: Task, signal: AbortSignal) => {
      const found = await storage.artefact(key, { signal });
      if (found) show(found.meta as DimensionSeries);
      return found !== undefined;
    };
    const estimate = async ({ key, settings, read, show }: Task, job: JobContext) => {
      const live = { fractions: settings.fractions, duplicates: 0, search: '' };
      const points: DimensionPoint[] = [];
      const series = await analysis.intrinsicDimension(await read(job), settings, {
        signal: job.signal,
        onProgress: (progress) => {
          job.onProgress(progress);
          if (!progress.detail || job.signal.aborted) return;
          points.unshift(progress.detail as DimensionPoint);
          show({ ...live, points: [...points] });
        },
      });
      show(series);
      await storage.putArtefact(key, { meta: series, arrays: {} }, { signal: job.signal });
    };

    return {
      dimension: {},
      dimensionPerClass: undefined,
      estimateDimension: (stage) =>
        get().runStage('dimension', TITLES[stage], async (job) => {
          const task = taskOf(stage);
          if (await restore(task, job.signal)) return;
          try {
            await estimate(task, job);
          } catch (error) {
            if (codeOf(error) !== 'too-few-pictures') throw error;
            get().notify('information', `${TITLES[stage]}: no estimate. ${sentenceOf(error)}`);
          }
        }),
      estimateDimensionPerClass: async () => {
        await get().runJob('dimension', 'Intrinsic dimension of each category', async (job) => {
          const features = takenFeatures(get());
          const { names, rows } = rowClasses(get(), features.pictures);
          const x = await readFeatures(storage, features, job);
          const { fractions } = get().recipe.dimension;
          const dimensions = await analysis.dimensionPerClass(x, rows, fractions, job);
          if (areStillShown(get(), { features })) set({ dimensionPerClass: { names, dimensions } });
        });
      },
      restoreDimension: async (stage, faces) => {
        if (faces && !faces[stage]) return;
        await restore(taskOf(stage, faces?.[stage]), new AbortController().signal);
      },
    };
  };
