import type { StateCreator } from 'zustand/vanilla';
import type { PictureId } from '../core/dataset/picture.ts';
import type { AppState } from './app-state.ts';
import type { TakenFeatures } from './features.ts';
import { neighboursKey } from './keys.ts';
import type { Services } from './services.ts';
import { readFeatures, takenFeatures } from './stage-inputs.ts';

/** The nearest others of every picture whose features were taken. */
export interface SimilarPictures {
  /** The features they are near in. */
  readonly set: string;
  readonly k: number;
  /** Rows of the features, nearest first, row-major `[pictures, k]`. */
  readonly indices: Int32Array<ArrayBuffer>;
}

export interface SimilarSlice {
  readonly similar: SimilarPictures | undefined;
  /** Finds the nearest pictures of every picture at once; later look-ups are instant. */
  findSimilar(): Promise<void>;
}

const NEAREST = 24;

export const createSimilarSlice =
  ({ analysis, storage }: Services): StateCreator<AppState, [], [], SimilarSlice> =>
  (set, get) => ({
    similar: undefined,
    findSimilar: async () => {
      await get().runJob('similar', 'Finding similar pictures', async (job) => {
        const { signal } = job;
        const features = takenFeatures(get());
        const key = neighboursKey(features.set);
        const stored = await storage.artefact(key, { signal });
        const show = (k: number, indices: Int32Array<ArrayBuffer>) =>
          set({ similar: { set: features.set, k, indices } });
        if (stored) {
          const { k } = stored.meta as { k: number };
          return show(k, stored.arrays.indices as Int32Array<ArrayBuffer>);
        }
        const x = await readFeatures(storage, features, job);
        const { k, indices } = await analysis.nearest(x, NEAREST, job);
        await storage.putArtefact(key, { meta: { k }, arrays: { indices } }, { signal });
        show(k, indices);
      });
    },
  });

/** The pictures most like `picture`, nearest first; undefined until they are found for these features. */
export function similarTo(
  similar: SimilarPictures | undefined,
  features: TakenFeatures | undefined,
  picture: PictureId,
): readonly PictureId[] | undefined {
  if (!similar || !features || similar.set !== features.set) return undefined;
  const row = features.pictures.indexOf(picture);
  if (row < 0) return undefined;
  const { k, indices } = similar;
  return Array.from(
    indices.subarray(row * k, (row + 1) * k),
    (other) => features.pictures[other] as PictureId,
  );
}
