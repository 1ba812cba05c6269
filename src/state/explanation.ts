import type { StateCreator } from 'zustand/vanilla';
import { AppError } from '../core/app-error.ts';
import { type Matrix, rowOf } from '../core/arrays/matrix.ts';
import type { PictureId, PictureRecord } from '../core/dataset/picture.ts';
import { plateId } from '../core/dataset/plate-id.ts';
import { predictedClasses } from '../core/metrics/accuracy.ts';
import type { AppState } from './app-state.ts';
import { type Classifier, classProbabilities, holdClassifier } from './classifier.ts';
import { pictureById, plateIds } from './selectors.ts';
import type { Services } from './services.ts';
import { stripeShareOf } from './stripe-share.ts';

/** Where a network looked for a class. */
export interface Explanation {
  readonly picture: PictureId;
  readonly by: Classifier;
  readonly label: string;
  readonly probability: number;
  /** Over what the classifier saw of the plate, in `[0, 1]`. */
  readonly heat: Matrix;
  /** Of the evidence when the picture is looked at with its stripe; undefined without a stripe. */
  readonly stripe: { readonly evidence: number; readonly area: number } | undefined;
}

export interface ExplanationSlice {
  readonly explanation: Explanation | undefined;
  /** Sets `explanation`: for the class it is taken for, or the named one. */
  explain(picture: PictureId, classifierId: string, label?: string): Promise<void>;
  hideExplanation(): void;
}

export const createExplanationSlice =
  (services: Services): StateCreator<AppState, [], [], ExplanationSlice> =>
  (set, get) => {
    const { storage, network } = services;

    /** What of the heat lies below the crop that was found, and what of the picture. */
    const onStripe = async (
      { crop, height, width, id }: PictureRecord,
      { input }: Classifier,
      { label, signal }: { readonly label: number; readonly signal: AbortSignal },
    ) => {
      const end = (crop.y + crop.height) / height;
      if (end >= 1) return undefined;
      const whole = plateId(id, { x: 0, y: 0, width, height });
      const [plate] = await storage.plates([whole], { signal });
      if (!plate) return undefined;
      const heat = await network.explain(plate, { ...input, fit: 'squash' }, label, { signal });
      return { evidence: stripeShareOf(heat, end), area: 1 - end };
    };

    return {
      explanation: undefined,
      explain: async (picture, classifierId, label) => {
        await get().runJob('classify', 'Looking for the evidence', async (job) => {
          const record = pictureById(get()).get(picture);
          if (!record) return;
          const by = await holdClassifier(classifierId, { services, job, get });
          const ids = plateIds(get(), [picture]);
          const rows = await classProbabilities(by, ids, { services, job });
          const at =
            label === undefined ? (predictedClasses(rows)[0] ?? 0) : by.classes.indexOf(label);
          const name = by.classes[at];
          if (name === undefined) {
            throw new AppError('bad-labels', `${by.title} knows no "${label}". Choose another.`);
          }
          const { signal } = job;
          const [plate] = await storage.plates(ids, { signal });
          if (!plate) return;
          const heat = await network.explain(plate, by.input, at, { signal });
          const stripe = await onStripe(record, by, { label: at, signal });
          const probability = rowOf(rows, 0)[at] ?? 0;
          set({ explanation: { picture, by, label: name, probability, heat, stripe } });
        });
      },
      hideExplanation: () => set({ explanation: undefined }),
    };
  };
