import type { StateCreator } from 'zustand/vanilla';
import { DEFAULT_RECIPE, parseRecipe } from '../core/recipe/recipe.ts';
import type { AppState } from './app-state.ts';
import type { TakenFeatures } from './features.ts';
import { sentenceOf } from './jobs.ts';
import { setKey } from './keys.ts';
import { featureRows } from './same-scale.ts';
import { workingSet } from './selectors.ts';
import type { Services } from './services.ts';
import { takenFeatures } from './stage-inputs.ts';

/** The least number of pictures with which dimension and clusters mean anything. */
const FEWEST_PICTURES = 4;

export interface PipelineSlice {
  /** The whole way from pictures to scored trees; what is on disk already is not computed again. */
  runAll(): Promise<void>;
  /** The rest of the way, from the features that are shown. */
  runFromFeatures(): Promise<void>;
  /** Which results of this project are on disk. */
  readonly stored: StoredResults;
  /** Brings back what was computed before for these pictures, as far as it is on disk. */
  restoreResults(): Promise<void>;
  /** Forgets the features shown, and all that was made from them. */
  dropFeatures(): void;
  /** Forgets the codes shown, and all that was made from them. */
  dropCodes(): void;
  saveSettings(): void;
  restoreSettings(settings: unknown): void;
}

interface StoredResults {
  readonly features?: Pick<TakenFeatures, 'key' | 'channels' | 'checkpoint'> | undefined;
  readonly codes?: string | undefined;
}

interface Settings {
  readonly recipe: unknown;
  readonly theme: unknown;
  readonly stored: StoredResults;
}

function areEnough(pictures: number, { notify }: AppState): boolean {
  const text = `Clustering needs at least ${FEWEST_PICTURES} pictures; add some first.`;
  if (pictures < FEWEST_PICTURES) notify('problem', text, 'too-few-pictures');
  return pictures >= FEWEST_PICTURES;
}

export const createPipelineSlice =
  (services: Services): StateCreator<AppState, [], [], PipelineSlice> =>
  (set, get) => ({
    stored: {},

    runAll: async () => {
      if (!areEnough(workingSet(get()).length, get())) return;
      await get().takeFeatures();
      if (get().features) await get().runFromFeatures();
    },
    runFromFeatures: async () => {
      if (!areEnough(takenFeatures(get()).pictures.length, get())) return;
      await get().estimateDimension('before');
      await get().trainCodes();
      if (!get().codes) return;
      await get().estimateDimension('after');
      await get().growTrees();
      await get().compareDistances();
      await get().scoreTrees();
    },

    restoreResults: async () => {
      const { stored } = get();
      if (!stored.features) return;
      const { key, channels, checkpoint } = stored.features;
      const pictures = workingSet(get()).map(({ id }) => id);
      const rows = featureRows(get(), pictures);
      const setName = await setKey(key, rows);
      const { signal } = new AbortController();
      const missing = await services.storage.missingFeatures(key, rows, { signal });
      if (missing.length > 0 || pictures.length < FEWEST_PICTURES) return;
      get().showFeatures({ key, set: setName, pictures, rows, channels, checkpoint });
      await get().restoreDimension('before');
      if (!stored.codes || !(await get().restoreCodes(stored.codes))) return;
      await Promise.all([
        get().restoreDimension('after'),
        get().restoreTrees().then(get().restoreStability),
        get().restoreMaps(),
      ]);
      await Promise.all([get().compareDistances(), get().scoreTrees()]);
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
      const { recipe, theme, features, codes, project, isReadOnly } = get();
      if (!project || isReadOnly) return;
      const stored: StoredResults = {
        features: features && {
          key: features.key,
          channels: features.channels,
          checkpoint: features.checkpoint,
        },
        codes: codes?.key,
      };
      set({ stored });
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
      set({ stored: stored ?? {}, recipe: DEFAULT_RECIPE });
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
  });
