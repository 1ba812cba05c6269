import type { StateCreator } from 'zustand/vanilla';
import type { ClusterMethod, Tree } from '../core/cluster/tree.ts';
import type { ReferenceScenarios, ScoreCurve } from '../core/metrics/score-curve.ts';
import type { LinkedTree, LinkSettings } from '../protocol/analysis.ts';
import type { AppState } from './app-state.ts';
import type { JobContext } from './jobs.ts';
import { treeKey } from './keys.ts';
import { rowClasses } from './selectors.ts';
import type { Services } from './services.ts';
import { copyMatrix, takenFeatures, trainedCodes } from './stage-inputs.ts';
import { readTree, storeTree } from './tree-artefact.ts';

export type PerMethod<T> = Readonly<Partial<Record<ClusterMethod, T>>>;

export interface GrownTree extends LinkedTree {
  readonly key: string;
}

export interface TreesSlice {
  readonly trees: PerMethod<GrownTree>;
  readonly scores: PerMethod<ScoreCurve>;
  readonly scenarios: ReferenceScenarios | undefined;
  growTrees(): Promise<void>;
  /** From disk, those that were grown before. */
  restoreTrees(): Promise<void>;
  /** Scores every tree against the labels as they are now. */
  scoreTrees(): Promise<void>;
}

export function linkSettings({ recipe }: AppState, method: ClusterMethod): LinkSettings {
  const { cutoffShare, parentRule, seed } = recipe.clustering;
  return { method, cutoffShare, parentRule, seed };
}

function copyTree(tree: Tree): Tree {
  const { left, right, height, size } = tree;
  const arrays = { left: left.slice(), right: right.slice(), height: height.slice() };
  return { ...tree, ...arrays, size: size.slice() };
}

export const createTreesSlice =
  ({ analysis, storage }: Services): StateCreator<AppState, [], [], TreesSlice> =>
  (set, get) => {
    const keyOf = (method: ClusterMethod) =>
      treeKey(
        trainedCodes(get()).key,
        method,
        method === 'density-peaks' ? linkSettings(get(), method) : {},
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
      const linked = await analysis.link(x, linkSettings(get(), method), job);
      await storeTree(storage, key, linked, job.signal);
      show(method, key, linked);
    };

    return {
      trees: {},
      scores: {},
      scenarios: undefined,

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
    };
  };
