import type { StateCreator } from 'zustand/vanilla';
import { AppError } from '../core/app-error.ts';
import { rowOf } from '../core/arrays/matrix.ts';
import type { PictureId, PictureRecord } from '../core/dataset/picture.ts';
import { type PlateId, plateId } from '../core/dataset/plate-id.ts';
import { predictedClasses, probabilitiesOf } from '../core/metrics/accuracy.ts';
import type { TrainingRun } from '../core/training/training-run.ts';
import type { AppState } from './app-state.ts';
import type { JobContext } from './jobs.ts';
import { modelOf } from './run-start.ts';
import { labelOf, pictureById, plateIds } from './selectors.ts';
import type { Services } from './services.ts';
import { stripeShareOf } from './stripe-share.ts';

/** What a model takes a picture for. */
export interface Prediction {
  readonly label: string;
  /** Probability of the label. */
  readonly confidence: number;
  /** Below the threshold: shown as "unsure", never as a label. */
  readonly isUnsure: boolean;
}

/** Where a network looked for a class. */
export interface Explanation {
  readonly picture: PictureId;
  readonly runId: string;
  readonly label: string;
  readonly probability: number;
  /** Row-major `[rows, cols]` over the plate, in `[0, 1]`. */
  readonly heat: { readonly data: Float32Array; readonly rows: number; readonly cols: number };
  /** Share of the evidence that lies on the stripe when the picture is looked at with it; undefined without a stripe. */
  readonly stripeShare: number | undefined;
}

export interface ClassifySlice {
  /** By the model; a person's or folder's label always comes before it. */
  readonly predictions: ReadonlyMap<PictureId, Prediction>;
  /** The run that made them. */
  readonly predictedBy: string | undefined;
  readonly explanation: Explanation | undefined;

  /** Labels pictures with the best epoch of a run; those less probable than `threshold` are unsure. */
  classify(runId: string, pictures: readonly PictureId[], threshold: number): Promise<void>;
  /** From disk, those that were made last. */
  restorePredictions(): Promise<void>;
  /** One decision that can be undone: these pictures' sure predictions become a person's labels. Labelled pictures are left out. */
  acceptPredictions(pictures: readonly PictureId[]): Promise<void>;
  clearPredictions(): Promise<void>;
  /** Sets `explanation`: for the class it is taken for, or the named one. */
  explain(picture: PictureId, runId: string, label?: string): Promise<void>;
}

/** Pictures that cross to the network worker at once. */
const BATCH = 16;
const KEY = 'predictions';

interface StoredPredictions {
  readonly by: string;
  readonly predictions: readonly (readonly [PictureId, Prediction])[];
}

const quiet = { signal: new AbortController().signal };

export const createClassifySlice =
  (services: Services): StateCreator<AppState, [], [], ClassifySlice> =>
  (set, get) => {
    const { storage, network } = services;

    const trainedRun = (id: string): TrainingRun => {
      const run = get().runs.find((one) => one.id === id);
      if (run && run.bestEpoch > 0) return run;
      throw new AppError('bad-checkpoint', 'This run has no trained epoch yet. Choose another.');
    };
    const hold = async (run: TrainingRun, job: JobContext) => {
      await get().bootNetwork(job);
      await network.holdModel(await modelOf(get(), run, storage), { signal: job.signal });
    };
    const probabilities = async (
      { settings, temperature }: TrainingRun,
      ids: readonly PlateId[],
      { signal }: Pick<JobContext, 'signal'>,
    ) => {
      const plates = await storage.plates(ids, { signal });
      const logits = await network.classify(plates, settings, { signal });
      return probabilitiesOf(logits, temperature);
    };
    const keep = async () => {
      const { predictions, predictedBy } = get();
      const meta = { by: predictedBy, predictions: [...predictions] };
      await storage.putArtefact(KEY, { meta, arrays: {} }, quiet);
    };

    /** Heat of the picture with its stripe, and how much of it lies below the crop that was found. */
    const evidenceOnStripe = async (
      { crop, height, width, id }: PictureRecord,
      { settings }: TrainingRun,
      { label, signal }: { readonly label: number; readonly signal: AbortSignal },
    ) => {
      const end = (crop.y + crop.height) / height;
      if (end >= 1) return undefined;
      const whole = plateId(id, { x: 0, y: 0, width, height });
      const [plate] = await storage.plates([whole], { signal });
      if (!plate) return undefined;
      return stripeShareOf(await network.explain(plate, settings, label, { signal }), end);
    };

    return {
      predictions: new Map(),
      predictedBy: undefined,
      explanation: undefined,

      classify: async (runId, pictures, threshold) => {
        await get().runJob('classify', 'Classifying', async (job) => {
          const run = trainedRun(runId);
          await hold(run, job);
          const predictions = new Map(get().predictedBy === runId ? get().predictions : []);
          const ids = plateIds(get(), pictures);
          for (let done = 0; done < ids.length; done += BATCH) {
            const rows = await probabilities(run, ids.slice(done, done + BATCH), job);
            for (const [i, best] of predictedClasses(rows).entries()) {
              const picture = pictures[done + i];
              const label = run.classes[best];
              const confidence = rowOf(rows, i)[best] ?? 0;
              if (picture === undefined || label === undefined) continue;
              predictions.set(picture, { label, confidence, isUnsure: confidence < threshold });
            }
            job.onProgress({
              stage: `${Math.min(ids.length, done + BATCH)} of ${ids.length}`,
              fraction: Math.min(1, (done + BATCH) / ids.length),
            });
          }
          set({ predictions, predictedBy: runId });
          await keep();
        });
      },
      restorePredictions: async () => {
        const found = await storage.artefact(KEY, quiet);
        const { by, predictions } = (found?.meta ?? {}) as Partial<StoredPredictions>;
        set({ predictions: new Map(predictions), predictedBy: by, explanation: undefined });
      },
      acceptPredictions: async (pictures) => {
        const { predictions, decided } = get();
        const byId = pictureById(get());
        const accepted = pictures.filter((id) => {
          const record = byId.get(id);
          const prediction = predictions.get(id);
          return record && prediction && !prediction.isUnsure && !labelOf(record, decided.labels);
        });
        if (accepted.length === 0) return;
        await get().decide({
          kind: 'labels',
          pictures: accepted,
          labels: accepted.map((id) => predictions.get(id)?.label ?? ''),
          before: accepted.map((id) => decided.labels.get(id) ?? null),
        });
      },
      clearPredictions: async () => {
        set({ predictions: new Map(), predictedBy: undefined });
        await keep();
      },
      explain: async (picture, runId, label) => {
        await get().runJob('classify', 'Looking for the evidence', async (job) => {
          const run = trainedRun(runId);
          const record = pictureById(get()).get(picture);
          if (!record) return;
          await hold(run, job);
          const ids = plateIds(get(), [picture]);
          const rows = await probabilities(run, ids, job);
          const at =
            label === undefined ? (predictedClasses(rows)[0] ?? 0) : run.classes.indexOf(label);
          const name = run.classes[at];
          if (name === undefined) throw new AppError('bad-labels', `The run knows no "${label}".`);
          const [plate] = await storage.plates(ids, { signal: job.signal });
          if (!plate) return;
          const heat = await network.explain(plate, run.settings, at, { signal: job.signal });
          const stripeShare = await evidenceOnStripe(record, run, {
            label: at,
            signal: job.signal,
          });
          const probability = rowOf(rows, 0)[at] ?? 0;
          set({ explanation: { picture, runId, label: name, probability, heat, stripeShare } });
        });
      },
    };
  };
