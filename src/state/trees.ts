import type { StateCreator } from 'zustand/vanilla';
import type { ClusterMethod } from '../core/cluster/tree.ts';
import { SEMSCAPE_VERSION } from '../core/version.ts';
import type { LinkSettings } from '../protocol/analysis.ts';
import type { AppState } from './app-state.ts';
import type { Codes } from './codes.ts';
import type { JobContext } from './jobs.ts';
import { treeKey } from './keys.ts';
import type { Services } from './services.ts';
import { areStillShown, trainedCodes } from './stage-inputs.ts';
import { readTree, type StoredTree, storeTree } from './tree-artefact.ts';

export type PerMethod<T> = Readonly<Partial<Record<ClusterMethod, T>>>;

export interface GrownTree extends StoredTree {
  readonly key: string;
  /** Those that shaped it beside its method: of density peaks all, of the others none. */
  readonly settings: Partial<LinkSettings>;
}

/** All of a tree but what an artefact holds. */
export type TreeFace = Pick<GrownTree, 'key' | 'settings'>;

export interface TreesSlice {
  readonly trees: PerMethod<GrownTree>;
  /** Scores each tree when it is grown. Resolves to whether all that the recipe names are there. */
  growTrees(): Promise<boolean>;
  /** From disk; without faces, those of the recipe that were grown before. */
  restoreTrees(faces: PerMethod<TreeFace> | undefined): Promise<void>;
}

export function linkSettings({ recipe }: AppState, method: ClusterMethod): LinkSettings {
  const { cutoffShare, cutoffDistance, parentRule, seed } = recipe.clustering;
  return { method, cutoffShare, cutoff: cutoffDistance ?? undefined, parentRule, seed };
}

export const createTreesSlice =
  ({ analysis, storage }: Services): StateCreator<AppState, [], [], TreesSlice> =>
  (set, get) => {
    const faceOf = (codes: Codes, method: ClusterMethod): TreeFace => {
      const settings = method === 'density-peaks' ? linkSettings(get(), method) : {};
      return { key: treeKey(codes.key, method, settings), settings };
    };
    const facesOf = (codes: Codes, methods: readonly ClusterMethod[]): PerMethod<TreeFace> =>
      Object.fromEntries(methods.map((method) => [method, faceOf(codes, method)]));
    const show = (codes: Codes, grown: GrownTree) => {
      if (!areStillShown(get(), { codes })) return;
      set({ trees: { ...get().trees, [grown.tree.method]: grown } });
      get().saveSettings();
    };
    const restore = async (
      codes: Codes,
      { key, settings, method }: TreeFace & { readonly method: ClusterMethod },
      signal: AbortSignal,
    ) => {
      const known = await readTree(storage, { key, method }, signal);
      if (known) show(codes, { ...known, key, settings });
      return known !== undefined;
    };
    const grow = async (codes: Codes, method: ClusterMethod, job: JobContext) => {
      const face = faceOf(codes, method);
      const settings = linkSettings(get(), method);
      if (await restore(codes, { ...face, method }, job.signal)) return;
      const linked = await analysis.link(codes.matrix, settings, job);
      const grown = { ...linked, semscape: SEMSCAPE_VERSION };
      await storeTree(storage, face.key, grown, job.signal);
      show(codes, { ...face, ...grown });
    };

    return {
      trees: {},

      growTrees: () =>
        get().runStage('trees', 'Growing trees', async (job) => {
          const codes = trainedCodes(get());
          const { methods } = get().recipe.clustering;
          const done = new Map<ClusterMethod, number>();
          const progressOf =
            (method: ClusterMethod): JobContext['onProgress'] =>
            ({ fraction = 0 }) => {
              done.set(method, fraction);
              const sum = [...done.values()].reduce((a, b) => a + b, 0);
              job.onProgress({ stage: '', fraction: sum / methods.length });
            };
          const quietly = { signal: job.signal, onProgress: () => {} };
          await Promise.all([
            get().drawScenarios(quietly),
            ...methods.map(async (method) => {
              await grow(codes, method, { signal: job.signal, onProgress: progressOf(method) });
              progressOf(method)({ stage: '', fraction: 1 });
              await get().scoreTree(method, quietly);
            }),
          ]);
        }),
      restoreTrees: async (faces) => {
        const { signal } = new AbortController();
        const codes = trainedCodes(get());
        const wanted = faces ?? facesOf(codes, get().recipe.clustering.methods);
        const restored = Object.entries(wanted).map(([method, face]) =>
          restore(codes, { ...face, method: method as ClusterMethod }, signal),
        );
        await Promise.all(restored);
      },
    };
  };
