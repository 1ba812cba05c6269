import type { StateCreator } from 'zustand/vanilla';
import type { DimensionPoint, DimensionSeries } from '../core/dimension/two-nn.ts';
import type { ClassDimensions } from '../core/dimension/two-nn-per-class.ts';
import type { AppState } from './app-state.ts';
import { dimensionKey } from './keys.ts';
import { rowClasses } from './selectors.ts';
import type { Services } from './services.ts';
import { copyMatrix, readFeatures, takenFeatures, trainedCodes } from './stage-inputs.ts';

/** Of the autoencoder. */
export type DimensionStage = 'before' | 'after';

export interface DimensionSlice {
  /** Live: points are added while they are computed. */
  readonly dimension: Readonly<Partial<Record<DimensionStage, DimensionSeries>>>;
  /** Of the features, class by class; names go by the `label` of its entries. */
  readonly dimensionPerClass:
    | { readonly names: readonly string[]; readonly dimensions: ClassDimensions }
    | undefined;
  estimateDimension(stage: DimensionStage): Promise<void>;
  estimateDimensionPerClass(): Promise<void>;
  /** From disk, if it was estimated before. */
  restoreDimension(stage: DimensionStage): Promise<void>;
}

const TITLES: Record<DimensionStage, string> = {
  before: 'Intrinsic dimension of the features',
  after: 'Intrinsic dimension of the codes',
};

export const createDimensionSlice =
  ({ analysis, storage }: Services): StateCreator<AppState, [], [], DimensionSlice> =>
  (set, get) => {
    const show = (stage: DimensionStage, series: DimensionSeries) =>
      set({ dimension: { ...get().dimension, [stage]: series } });
    const keyOf = (stage: DimensionStage) => {
      const isOfFeatures = stage === 'before' || !trainedCodes(get()).settings;
      const of = isOfFeatures ? takenFeatures(get()).set : trainedCodes(get()).key;
      return dimensionKey(of, get().recipe.dimension);
    };
    const stored = async (stage: DimensionStage, signal: AbortSignal) => {
      const found = await storage.artefact(keyOf(stage), { signal });
      return found?.meta as DimensionSeries | undefined;
    };

    return {
      dimension: {},
      dimensionPerClass: undefined,
      estimateDimension: async (stage) => {
        await get().runJob('dimension', TITLES[stage], async (job) => {
          const { signal } = job;
          const known = await stored(stage, signal);
          if (known) return show(stage, known);
          const key = keyOf(stage);
          const x =
            stage === 'before'
              ? await readFeatures(storage, takenFeatures(get()), job)
              : copyMatrix(trainedCodes(get()).matrix);
          const settings = get().recipe.dimension;
          const live = { fractions: settings.fractions, duplicates: 0, search: '' };
          const points: DimensionPoint[] = [];
          const series = await analysis.intrinsicDimension(x, settings, {
            signal,
            onProgress: (progress) => {
              job.onProgress(progress);
              if (!progress.detail || signal.aborted) return;
              points.push(progress.detail as DimensionPoint);
              show(stage, { ...live, points: [...points] });
            },
          });
          show(stage, series);
          await storage.putArtefact(key, { meta: series, arrays: {} }, { signal });
        });
      },
      estimateDimensionPerClass: async () => {
        await get().runJob('dimension', 'Intrinsic dimension of each category', async (job) => {
          const features = takenFeatures(get());
          const { names, rows } = rowClasses(get(), features.pictures);
          const x = await readFeatures(storage, features, job);
          const { fractions } = get().recipe.dimension;
          const dimensions = await analysis.dimensionPerClass(x, rows, fractions, job);
          set({ dimensionPerClass: { names, dimensions } });
        });
      },
      restoreDimension: async (stage) => {
        const known = await stored(stage, new AbortController().signal);
        if (known) show(stage, known);
      },
    };
  };
