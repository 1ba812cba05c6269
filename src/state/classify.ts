import type { StateCreator } from 'zustand/vanilla';
import { rowOf } from '../core/arrays/matrix.ts';
import type { PictureId } from '../core/dataset/picture.ts';
import { predictedClasses } from '../core/metrics/accuracy.ts';
import type { AppState } from './app-state.ts';
import { classProbabilities, holdClassifier } from './classifier.ts';
import { pictureById, plateIds, predictionOf } from './selectors.ts';
import type { Services } from './services.ts';

/** What a model takes a picture for. */
export interface Prediction {
  readonly label: string;
  /** Probability of the label. */
  readonly confidence: number;
  /** Below the threshold: shown as "unsure", never as a label. */
  readonly isUnsure: boolean;
}

export interface ClassifySlice {
  /** By the model; a person's or folder's label always comes before it. */
  readonly predictions: ReadonlyMap<PictureId, Prediction>;
  /** The run or checkpoint that made them. */
  readonly predictedBy: string | undefined;
  /** A prediction that is less probable is unsure. */
  readonly surenessThreshold: number;

  /** Names the category of pictures by a run's best epoch or by a checkpoint that is a classifier. */
  classify(classifierId: string, pictures: readonly PictureId[]): Promise<void>;
  /** Also for the predictions that were made. */
  setSurenessThreshold(threshold: number): Promise<void>;
  /** From disk, those that were made last. */
  restorePredictions(): Promise<void>;
  /** One decision that can be undone: these pictures' sure predictions become a person's labels. Labelled pictures are left out. */
  acceptPredictions(pictures: readonly PictureId[]): Promise<void>;
  clearPredictions(): Promise<void>;
}

/** Pictures that cross to the network worker at once. */
const BATCH = 16;
const KEY = 'predictions';
const FIRST_THRESHOLD = 0.7;

interface StoredPredictions {
  readonly by: string;
  readonly threshold: number;
  readonly predictions: readonly (readonly [PictureId, Prediction])[];
}

const quiet = { signal: new AbortController().signal };

export const createClassifySlice =
  (services: Services): StateCreator<AppState, [], [], ClassifySlice> =>
  (set, get) => {
    const { storage } = services;
    const keep = async () => {
      const { predictions, predictedBy: by, surenessThreshold: threshold } = get();
      const meta = { by, threshold, predictions: [...predictions] };
      await storage.putArtefact(KEY, { meta, arrays: {} }, quiet);
    };

    return {
      predictions: new Map(),
      predictedBy: undefined,
      surenessThreshold: FIRST_THRESHOLD,

      classify: async (classifierId, pictures) => {
        await get().runJob('classify', 'Classifying', async (job) => {
          await get().cutCrops();
          const classifier = await holdClassifier(classifierId, { services, job, get });
          const known = get().predictedBy === classifierId ? get().predictions : [];
          const predictions = new Map(known);
          const ids = plateIds(get(), pictures);
          for (let done = 0; done < ids.length; done += BATCH) {
            const batch = ids.slice(done, done + BATCH);
            const rows = await classProbabilities(classifier, batch, { services, job });
            for (const [i, best] of predictedClasses(rows).entries()) {
              const picture = pictures[done + i];
              const label = classifier.classes[best];
              const confidence = rowOf(rows, i)[best] ?? 0;
              if (picture === undefined || label === undefined) continue;
              const isUnsure = confidence < get().surenessThreshold;
              predictions.set(picture, { label, confidence, isUnsure });
            }
            job.onProgress({
              stage: `${Math.min(ids.length, done + BATCH)} of ${ids.length}`,
              fraction: Math.min(1, (done + BATCH) / ids.length),
            });
          }
          set({ predictions, predictedBy: classifierId });
          await keep();
        });
      },
      setSurenessThreshold: async (surenessThreshold) => {
        const again = [...get().predictions].map(([id, prediction]) => {
          const isUnsure = prediction.confidence < surenessThreshold;
          return [id, { ...prediction, isUnsure }] as const;
        });
        set({ surenessThreshold, predictions: new Map(again) });
        await keep();
      },
      restorePredictions: async () => {
        const found = await storage.artefact(KEY, quiet);
        const stored = (found?.meta ?? {}) as Partial<StoredPredictions>;
        set({
          predictions: new Map(stored.predictions),
          predictedBy: stored.by,
          surenessThreshold: stored.threshold ?? FIRST_THRESHOLD,
        });
      },
      acceptPredictions: async (pictures) => {
        const byId = pictureById(get());
        const accepted = pictures.flatMap((id) => {
          const record = byId.get(id);
          const prediction = record && predictionOf(get(), record);
          return prediction && !prediction.isUnsure ? [{ id, label: prediction.label }] : [];
        });
        if (accepted.length === 0) return;
        await get().setLabels(
          accepted.map(({ id }) => id),
          accepted.map(({ label }) => label),
        );
      },
      clearPredictions: async () => {
        set({ predictions: new Map(), predictedBy: undefined });
        await keep();
      },
    };
  };
