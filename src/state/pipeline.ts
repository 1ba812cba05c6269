import type { StateCreator } from 'zustand/vanilla';
import { DEFAULT_RECIPE, parseRecipe } from '../core/recipe/recipe.ts';
import type { AppState } from './app-state.ts';
import type { TakenFeatures } from './features.ts';
import { sentenceOf } from './jobs.ts';
import { workingSet } from './selectors.ts';
import type { Services } from './services.ts';
import { takenFeatures } from './stage-inputs.ts';
import { type StoredResults, shownResults, storedFeatures } from './stored-results.ts';

/** The least number of pictures with which dimension and clusters mean anything. */
export const FEWEST_PICTURES = 4;

export interface PipelineSlice {
  /**
   * The whole way from pictures to scored trees; what is on disk already is not computed again. Ends with the first
   * stage that is cancelled or fails.
   */
  runAll(): Promise<void>;
  /** The rest of the way, from the features that are shown. */
  runFromFeatures(): Promise<void>;
  /** The results of this project that are still to be brought back; undefined once that is done, or others are there. */
  readonly stored: StoredResults | undefined;
  /** Brings back the results that were shown last, as far as they are on disk, whatever became of the pictures. */
  restoreResults(): Promise<void>;
  /** Forgets the features shown, and all that was made from them. */
  dropFeatures(): void;
  /** Forgets the codes shown, and all that was made from them. */
  dropCodes(): void;
  saveSettings(): void;
  restoreSettings(settings: unknown): void;
}

interface Settings {
  readonly recipe: unknown;
  readonly theme: unknown;
  readonly stored: StoredResults | undefined;
}

function areEnough(pictures: number, { notify }: AppState): boolean {
  const text = `Clustering needs at least ${FEWEST_PICTURES} pictures; add some first.`;
  if (pictures < FEWEST_PICTURES) notify('problem', text, 'too-few-pictures');
  return pictures >= FEWEST_PICTURES;
}

export const createPipelineSlice =
  (services: Services): StateCreator<AppState, [], [], PipelineSlice> =>
  (set, get) => {
    /** Each step only while nothing else took the place of what is brought back. */
    const restoreFrom = async (
      features: TakenFeatures,
      { codes, dimension, trees, stability }: StoredResults,
      areWanted: () => boolean,
    ) => {
      set({ features });
      await get().restoreDimension('before', dimension);
      if (!codes || !areWanted() || !(await get().restoreCodes(codes))) return;
      const { restoreDimension, restoreTrees, restoreMaps } = get();
      await Promise.all([restoreDimension('after', dimension), restoreTrees(trees), restoreMaps()]);
      if (areWanted()) await get().restoreStability(stability);
    };

    return {
      stored: undefined,

      runAll: async () => {
        if (!areEnough(workingSet(get()).length, get())) return;
        if (await get().takeFeatures()) await get().runFromFeatures();
      },
      runFromFeatures: async () => {
        if (!areEnough(takenFeatures(get()).pictures.length, get())) return;
        const { estimateDimension, trainCodes, growTrees, compareDistances } = get();
        const stages = [
          () => estimateDimension('before'),
          trainCodes,
          () => estimateDimension('after'),
          growTrees,
          compareDistances,
        ];
        for (const stage of stages) if (!(await stage())) return;
      },

      restoreResults: async () => {
        const { stored } = get();
        if (!stored) return;
        const areWanted = () => get().stored === stored;
        const features = await storedFeatures(get(), stored, services.storage);
        if (!areWanted()) return;
        if (features) await restoreFrom(features, stored, areWanted);
        if (!areWanted()) return;
        set({ stored: undefined });
        get().saveSettings();
        if (get().codes) await Promise.all([get().compareDistances(), get().scoreTrees()]);
      },

      dropCodes: () =>
        set(({ dimension: { before } }) => ({
          codes: undefined,
          dimension: before ? { before } : {},
          distances: undefined,
          trees: {},
          scores: {},
          stability: {},
          maps: {},
          settling: undefined,
          openCluster: undefined,
        })),
      dropFeatures: () => {
        get().dropCodes();
        set({
          features: undefined,
          dimension: {},
          dimensionPerClass: undefined,
          autoencoderEpochs: [],
          scenarios: undefined,
        });
      },

      saveSettings: () => {
        const { recipe, theme, project, isReadOnly } = get();
        if (!project || isReadOnly) return;
        const stored = get().stored ?? shownResults(get());
        const { signal } = new AbortController();
        services.storage
          .putSettings({ recipe, theme, stored }, project.id, { signal })
          .catch((error: unknown) => {
            get().notify('problem', `The settings could not be saved: ${sentenceOf(error)}`);
          });
      },

      restoreSettings: (settings) => {
        const { recipe, theme, stored } = (settings ?? {}) as Partial<Settings>;
        if (theme === 'dark' || theme === 'light') set({ theme });
        set({ stored, recipe: DEFAULT_RECIPE });
        if (recipe === undefined) return;
        try {
          set({ recipe: parseRecipe(recipe) });
        } catch (error) {
          get().notify(
            'problem',
            `The stored recipe could not be read, so the default one is used: ${sentenceOf(error)}`,
          );
        }
      },
    };
  };
