import type { StateCreator } from 'zustand/vanilla';
import type { StabilityCurve } from '../core/cluster/stability.ts';
import type { ClusterMethod, Tree } from '../core/cluster/tree.ts';
import type { ReferenceScenarios, ScoreCurve } from '../core/metrics/score-curve.ts';
import type { LinkedTree } from '../protocol/analysis.ts';
import type { AppState } from './app-state.ts';
import type { JobContext } from './jobs.ts';
import { treeKey } from './keys.ts';
import { rowClasses } from './selectors.ts';
import type { Services } from './services.ts';
import { copyMatrix, takenFeatures, trainedCodes } from './stage-inputs.ts';
import { readTree, storeTree } from './tree-artefact.ts';

type PerMethod<T> = Readonly<Partial<Record<ClusterMethod, T>>>;

export interface GrownTree extends LinkedTree {
  readonly key: string;
}

export interface TreesSlice {
  readonly trees: PerMethod<GrownTree>;
  readonly scores: PerMethod<ScoreCurve>;
  readonly scenarios: ReferenceScenarios | undefined;
  readonly stability: PerMethod<StabilityCurve>;
  growTrees(): Promise<void>;
  /** From disk, those that were grown before. */
  restoreTrees(): Promise<void>;
  /** Scores every tree against the labels as they are now. */
  scoreTrees(): Promise<void>;
  /** For the method of the cut. */
  measureStability(): Promise<void>;
}

const STABILITY_AT = [2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 30, 50, 75, 100, 150, 200];
const STABILITY_RESAMPLES = 10;
const STABILITY_SHARE = 0.8;

function copyTree(tree: Tree): Tree {
  const { left, right, height, size } = tree;
  const arrays = { left: left.slice(), right: right.slice(), height: height.slice() };
  return { ...tree, ...arrays, size: size.slice() };
}

export const createTreesSlice =
  ({ analysis, storage }: Services): StateCreator<AppState, [], [], TreesSlice> =>
  (set, get) => {
    const settingsOf = (method: ClusterMethod) => {
      const { cutoffShare, parentRule, seed } = get().recipe.clustering;
      return { method, cutoffShare, parentRule, seed };
    };
    const keyOf = (method: ClusterMethod) =>
      treeKey(
        trainedCodes(get()).key,
        method,
        method === 'density-peaks' ? settingsOf(method) : {},
      );
    const show = (method: ClusterMethod, key: string, linked: LinkedTree) =>
      set({ trees: { ...get().trees, [method]: { key, ...linked } } });
    const restore = async (method: ClusterMethod, signal: AbortSignal) => {
      const key = keyOf(method);
      const known = await readTree(storage, { key, method }, signal);
      if (known) show(method, key, known);
      return known !== undefined;
    };
    const grow = async (method: ClusterMethod, job: JobContext) => {
      if (await restore(method, job.signal)) return;
      const key = keyOf(method);
      const x = copyMatrix(trainedCodes(get()).matrix);
      const linked = await analysis.link(x, settingsOf(method), job);
      await storeTree(storage, key, linked, job.signal);
      show(method, key, linked);
    };

    return {
      trees: {},
      scores: {},
      scenarios: undefined,
      stability: {},

      growTrees: async () => {
        await get().runJob('trees', 'Growing trees', async (job) => {
          const { methods } = get().recipe.clustering;
          const done = new Map<ClusterMethod, number>();
          const progressOf =
            (method: ClusterMethod): JobContext['onProgress'] =>
            ({ fraction = 0 }) => {
              done.set(method, fraction);
              const sum = [...done.values()].reduce((a, b) => a + b, 0);
              job.onProgress({ stage: '', fraction: sum / methods.length });
            };
          await Promise.all(
            methods.map(async (method) => {
              await grow(method, { signal: job.signal, onProgress: progressOf(method) });
              progressOf(method)({ stage: '', fraction: 1 });
            }),
          );
        });
      },
      restoreTrees: async () => {
        const { signal } = new AbortController();
        await Promise.all(get().recipe.clustering.methods.map((method) => restore(method, signal)));
      },
      scoreTrees: async () => {
        await get().runJob('scores', 'Scoring against the labels', async (job) => {
          const { trees, recipe } = get();
          const { names, rows } = rowClasses(get(), takenFeatures(get()).pictures);
          if (names.length < 2) return set({ scores: {}, scenarios: undefined });
          const { scenarioSeeds: seeds, seed } = recipe.scores;
          const reference = analysis
            .scenarios(rows.slice(), { seeds, seed }, job)
            .then((scenarios) => set({ scenarios }));
          const scored = Object.values(trees).map(async ({ tree }) => {
            const curve = await analysis.score(copyTree(tree), rows.slice(), job);
            set({ scores: { ...get().scores, [tree.method]: curve } });
          });
          await Promise.all([reference, ...scored]);
        });
      },
      measureStability: async () => {
        await get().runJob('stability', 'Measuring stability', async (job) => {
          const { matrix } = trainedCodes(get());
          const { method } = get().recipe.cut;
          const ks = STABILITY_AT.filter((k) => k * 3 < matrix.rows);
          const curve = await analysis.stability(
            copyMatrix(matrix),
            { ...settingsOf(method), ks, resamples: STABILITY_RESAMPLES, share: STABILITY_SHARE },
            job,
          );
          set({ stability: { ...get().stability, [method]: curve } });
        });
      },
    };
  };
