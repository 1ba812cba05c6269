import type { StateCreator } from 'zustand/vanilla';
import { AppError } from '../core/app-error.ts';
import type { Matrix } from '../core/arrays/matrix.ts';
import type { PictureId } from '../core/dataset/picture.ts';
import type { PlateId } from '../core/dataset/plate-id.ts';
import { type Maker, makerOn } from '../core/network/maker.ts';
import { DEFAULT_RECIPE, type Recipe } from '../core/recipe/recipe.ts';
import type { Backend, BackendName, Checkpoint, EmbedSettings } from '../protocol/network.ts';
import type { AppState } from './app-state.ts';
import { featureMakers, noteFeatureMaker } from './feature-makers.ts';
import type { JobContext } from './jobs.ts';
import { featuresKey, fileFeaturesKey, setKey } from './keys.ts';
import { featureRows, withScales } from './same-scale.ts';
import { pictureById, workingSet } from './selectors.ts';
import type { Services } from './services.ts';
import { storeSet } from './set-artefact.ts';

/** Features of a set of pictures, complete and on disk. */
export interface TakenFeatures {
  /** The table they are in. */
  readonly key: string;
  /** Names the table and the pictures, in order. */
  readonly set: string;
  readonly pictures: readonly PictureId[];
  /** What of each picture the network saw, in their order: whose row of the table is whose. */
  readonly rows: readonly PlateId[];
  readonly channels: number;
  /** What chose the pictures and took the features; undefined for features that came from a file. */
  readonly recipe: Pick<Recipe, 'subset' | 'features'> | undefined;
  /** What computed the table's rows, in the order in which they first did; empty where that was not kept. */
  readonly makers: readonly Maker[];
  /** Undefined for features that came from a file. */
  readonly checkpoint: Pick<Checkpoint, 'id' | 'title' | 'sha256'> | undefined;
}

/** Features that were computed elsewhere. */
export interface FileFeatures {
  /** Its buffer is detached. */
  readonly features: Matrix;
  /** Of the file's bytes. */
  readonly sha256: string;
  /** One a row. */
  readonly labels: readonly (string | undefined)[];
}

export interface FeatureRate {
  readonly done: number;
  readonly total: number;
  readonly perSecond: number;
  readonly secondsLeft: number;
}

export interface FeaturesSlice {
  readonly recipe: Recipe;
  readonly wantedBackend: BackendName | 'auto';
  readonly backend: Backend | undefined;
  readonly checkpoints: readonly Checkpoint[];
  readonly features: TakenFeatures | undefined;
  readonly featureRate: FeatureRate | undefined;

  /** Takes the whole recipe's place; as with `setRecipe`, results stay. */
  useRecipe(recipe: Recipe): void;
  /** Results stay as they are, and say what they were made with, until their stage runs again. */
  setRecipe<Part extends RecipePart>(part: Part, patch: Partial<Recipe[Part]>): void;
  /** Starts the network within a job that is running; instant when it runs already. */
  bootNetwork(job: JobContext): Promise<Backend>;
  /** Starts the network ahead of time, so that its checkpoints can be shown. */
  prepareNetwork(): Promise<void>;
  /** Resolves to whether they are there. */
  takeFeatures(): Promise<boolean>;
  /** Shows features of a file, whose rows stand for pictures that are not here. */
  importFeatures(table: FileFeatures): Promise<void>;
  /** Shows features that are on disk, and forgets what was made from others. */
  showFeatures(features: TakenFeatures): void;
}

/** The parts of a recipe that are groups of settings. */
type RecipePart = Exclude<keyof Recipe, 'schemaVersion' | 'seed'>;

/** Pictures that cross to the network worker at once; two such batches are under way. */
const BATCH = 16;

export const createFeaturesSlice =
  (
    services: Services,
    wantedBackend: BackendName | 'auto',
  ): StateCreator<AppState, [], [], FeaturesSlice> =>
  (set, get) => {
    const { network, storage } = services;

    const chosenCheckpoint = ({ checkpointId: id }: EmbedSettings) => {
      const found = get().checkpoints.find((checkpoint) => checkpoint.id === id);
      if (found) return found;
      throw new AppError('bad-checkpoint', `There is no checkpoint "${id}"; choose another one.`);
    };
    const chosenEndpoint = ({ endpoints }: Checkpoint, { endpoint: name }: EmbedSettings) => {
      const found = endpoints.find((endpoint) => endpoint.name === name);
      if (found) return found;
      const names = endpoints.map((endpoint) => endpoint.name).join(', ');
      throw new AppError('bad-recipe', `The network has no endpoint "${name}"; it has ${names}.`);
    };
    const embedMissing = async (
      { key, settings }: { readonly key: string; readonly settings: EmbedSettings },
      missing: readonly PlateId[],
      job: JobContext,
    ) => {
      const { signal } = job;
      const total = missing.length;
      const startedAt = performance.now();
      const batches = Array.from({ length: Math.ceil(total / BATCH) }, (_, b) =>
        missing.slice(b * BATCH, (b + 1) * BATCH),
      );
      const fetch = (b: number) => {
        const plates = batches[b] && storage.plates(batches[b], { signal });
        plates?.catch(() => {});
        return plates;
      };
      let ahead = fetch(0);
      let done = 0;
      for (const [b, ids] of batches.entries()) {
        const plates = withScales((await ahead) ?? [], ids, pictureById(get()));
        ahead = fetch(b + 1);
        const rows = await network.embed(plates, settings, { signal });
        await storage.addFeatures(key, ids, rows, { signal });
        done += ids.length;
        const perSecond = (done / (performance.now() - startedAt)) * 1000;
        const secondsLeft = (total - done) / perSecond;
        set({ featureRate: { done, total, perSecond, secondsLeft } });
        job.onProgress({
          stage: `${done} of ${total}, ${perSecond.toFixed(1)} pictures/s`,
          fraction: done / total,
        });
      }
    };
    const keepAndShow = async (taken: Omit<TakenFeatures, 'set'>, { signal }: JobContext) => {
      const features = { ...taken, set: await setKey(taken.key, taken.rows) };
      await storeSet(storage, features, signal);
      signal.throwIfAborted();
      get().showFeatures(features);
    };

    return {
      recipe: DEFAULT_RECIPE,
      wantedBackend,
      backend: undefined,
      checkpoints: [],
      features: undefined,
      featureRate: undefined,

      useRecipe: (recipe) => {
        set({ recipe });
        get().saveSettings();
      },
      setRecipe: (part, patch) => {
        const { recipe } = get();
        set({ recipe: { ...recipe, [part]: { ...recipe[part], ...patch } } });
        get().saveSettings();
      },
      bootNetwork: async ({ signal, onProgress }) => {
        const known = get().backend;
        if (known) return known;
        onProgress({ stage: 'Starting the network' });
        const backend = await network.boot(get().wantedBackend, { signal });
        set({ backend, checkpoints: await network.checkpoints({ signal }) });
        return backend;
      },
      prepareNetwork: async () => {
        const { backend, jobs } = get();
        if (backend || jobs.some(({ kind }) => kind === 'features')) return;
        await get().runJob('features', 'Starting the network', (job) => get().bootNetwork(job));
      },
      takeFeatures: async () => {
        if (get().refuseToChange()) return false;
        await get().cutCrops();
        const { subset, features: settings } = get().recipe;
        const pictures = workingSet(get()).map(({ id }) => id);
        const rows = featureRows(get(), pictures);
        return get().runStage('features', 'Taking features', async (job) => {
          const { signal } = job;
          const maker = makerOn(await get().bootNetwork(job));
          const checkpoint = chosenCheckpoint(settings);
          const { channels } = chosenEndpoint(checkpoint, settings);
          const key = featuresKey(checkpoint, settings);
          const missing = await storage.missingFeatures(key, rows, { signal });
          set({ featureRate: undefined });
          if (missing.length > 0) await noteFeatureMaker(storage, { table: key, maker }, signal);
          await embedMissing({ key, settings }, missing, job);
          const { id, title, sha256 } = checkpoint;
          await keepAndShow(
            {
              key,
              pictures,
              rows,
              channels,
              recipe: { subset, features: settings },
              makers: await featureMakers(storage, key, signal),
              checkpoint: { id, title, sha256 },
            },
            job,
          );
        });
      },
      importFeatures: async ({ features, sha256, labels }) => {
        await get().runJob('features', 'Storing the features', async (job) => {
          const key = fileFeaturesKey(sha256);
          const rows = labels.map((_, row) => `${sha256}#${row}` as PictureId);
          const { cols: channels } = features;
          await storage.addFeatures(key, rows, features, { signal: job.signal });
          const about = { recipe: undefined, makers: [], checkpoint: undefined };
          await keepAndShow({ key, pictures: rows, rows, channels, ...about }, job);
          for (const label of new Set(labels)) {
            const of = rows.filter((_, row) => labels[row] === label);
            if (label !== undefined) await get().setLabel(of, label);
          }
        });
      },
      showFeatures: (features) => {
        if (get().features?.set !== features.set) get().dropFeatures();
        set({ features, stored: undefined });
        get().saveSettings();
      },
    };
  };
