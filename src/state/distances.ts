import type { StateCreator } from 'zustand/vanilla';
import { type Matrix, takeRows } from '../core/arrays/matrix.ts';
import { leafOrder } from '../core/cluster/leaf-order.ts';
import type { PictureId } from '../core/dataset/picture.ts';
import type { PlateId } from '../core/dataset/plate-id.ts';
import { stratifiedSample } from '../core/distance/stratified-sample.ts';
import { createRandom, sampleIndices } from '../core/random/random.ts';
import type { DistanceRecipe } from '../core/recipe/recipe.ts';
import type { DistanceComparison } from '../protocol/analysis.ts';
import type { AppState } from './app-state.ts';
import { rowClasses } from './selectors.ts';
import type { Services } from './services.ts';
import { areStillShown, takenFeatures } from './stage-inputs.ts';

/** Up to 400 pictures sorted by category, and their distances before and after the autoencoder. */
export interface DistanceSample {
  readonly pictures: readonly PictureId[];
  readonly classNames: readonly string[];
  /** Class of each sampled picture, -1 without a label. */
  readonly classes: Int32Array<ArrayBuffer>;
  readonly settings: DistanceRecipe;
  readonly before: DistanceComparison;
  readonly after: DistanceComparison | undefined;
}

export interface DistancesSlice {
  readonly distances: DistanceSample | undefined;
  /** Resolves to whether it finished. */
  compareDistances(): Promise<boolean>;
}

export const createDistancesSlice =
  ({ analysis, storage }: Services): StateCreator<AppState, [], [], DistancesSlice> =>
  (set, get) => {
    /** With labels, evenly from the categories and sorted by them; without, evenly from all, in the order of the tree. */
    const sampleRows = (classes: Int32Array<ArrayBuffer>): Int32Array => {
      const { recipe, trees } = get();
      const { sample, seed } = recipe.distances;
      const labelled = classes.filter((c) => c >= 0).length;
      if (labelled >= 2) return stratifiedSample(classes, Math.min(sample, labelled), seed);
      const count = Math.min(sample, classes.length);
      const rows = sampleIndices(classes.length, count, createRandom(seed));
      const tree = trees[recipe.cut.method]?.tree;
      if (!tree) return rows;
      const place = new Int32Array(tree.leaves);
      for (const [at, leaf] of leafOrder(tree).entries()) place[leaf] = at;
      return rows.sort((a, b) => (place[a] ?? 0) - (place[b] ?? 0));
    };

    return {
      distances: undefined,
      compareDistances: () =>
        get().runStage('distances', 'Comparing distances', async (job) => {
          const features = takenFeatures(get());
          const { codes, recipe } = get();
          const all = rowClasses(get(), features.pictures);
          const rows = sampleRows(all.rows);
          const pictures = Array.from(rows, (row) => features.pictures[row] as PictureId);
          const classes = Int32Array.from(rows, (row) => all.rows[row] ?? -1);
          const { permutations, seed } = recipe.distances;
          const compare = (x: Matrix) =>
            analysis.compareDistances(x, classes.slice(), { permutations, seed }, job);
          const { key } = features;
          const wanted = Array.from(rows, (row) => features.rows[row] as PlateId);
          const x = await storage.features(key, wanted, { signal: job.signal });
          const before = await compare(x);
          const show = (after: DistanceComparison | undefined) => {
            if (!areStillShown(get(), { features, codes })) return;
            const about = { pictures, classNames: all.names, classes, settings: recipe.distances };
            set({ distances: { ...about, before, after } });
          };
          show(undefined);
          if (codes) show(await compare(takeRows(codes.matrix, rows)));
        }),
    };
  };
