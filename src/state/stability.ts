import type { StateCreator } from 'zustand/vanilla';
import type { StabilityCurve } from '../core/cluster/stability.ts';
import type { ClusterMethod } from '../core/cluster/tree.ts';
import type { AppState } from './app-state.ts';
import { stabilityKey } from './keys.ts';
import type { Services } from './services.ts';
import { trainedCodes } from './stage-inputs.ts';
import { linkSettings, type PerMethod } from './trees.ts';

interface MeasuredStability {
  readonly key: string;
  /** Of the tree whose cuts were compared. */
  readonly treeKey: string;
  readonly curve: StabilityCurve;
}

export interface StabilitySlice {
  /** Live: a curve grows more certain with every resample. */
  readonly stability: PerMethod<MeasuredStability>;
  /** Of a method's tree, else that of the cut's method; nothing happens where there is none yet. */
  measureStability(method?: ClusterMethod): Promise<void>;
  /** From disk, what was measured of the trees that are there; without keys, with the recipe's settings. */
  restoreStability(keys: PerMethod<string> | undefined): Promise<void>;
}

const AT = [2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 30, 50, 75, 100, 150, 200];

const TOO_FEW = 'Stability needs at least 7 pictures: add some, and take features again.';

/** Pictures in each resample. */
export function resampleSize({ recipe }: AppState, pictures: number): number {
  const { share, mostPictures } = recipe.stability;
  return Math.min(Math.round(share * pictures), mostPictures);
}

/** Of the method's tree as it is now. */
export function stabilityOf(
  { stability, trees }: AppState,
  method: ClusterMethod,
): StabilityCurve | undefined {
  const measured = stability[method];
  return measured && measured.treeKey === trees[method]?.key ? measured.curve : undefined;
}

export const createStabilitySlice =
  ({ analysis, storage }: Services): StateCreator<AppState, [], [], StabilitySlice> =>
  (set, get) => {
    const show = (method: ClusterMethod, measured: MeasuredStability) => {
      if (get().trees[method]?.key !== measured.treeKey) return;
      set({ stability: { ...get().stability, [method]: measured } });
      get().saveSettings();
    };
    /** What would be measured as things stand; undefined without a tree. */
    const taskOf = (method: ClusterMethod) => {
      const tree = get().trees[method];
      if (!tree) return undefined;
      const { matrix } = trainedCodes(get());
      const { resamples, share, mostPictures } = get().recipe.stability;
      const settings = {
        ...linkSettings(get(), method),
        cutoff: undefined,
        ...tree.settings,
        resamples,
        share: Math.min(share, mostPictures / matrix.rows),
        ks: AT.filter((k) => k * 3 < matrix.rows),
      };
      return { treeKey: tree.key, key: stabilityKey(tree.key, settings), settings, matrix };
    };
    const restore = async (
      method: ClusterMethod,
      { key, treeKey }: Omit<MeasuredStability, 'curve'>,
      signal: AbortSignal,
    ) => {
      const stored = await storage.artefact(key, { signal });
      if (!stored) return false;
      const { k, mean, low, high } = stored.arrays;
      show(method, { key, treeKey, curve: { k, mean, low, high } as StabilityCurve });
      return true;
    };

    return {
      stability: {},
      measureStability: async (method = get().recipe.cut.method) => {
        const task = taskOf(method);
        if (!task) return;
        const { key, treeKey, settings, matrix } = task;
        if (settings.ks.length === 0) return get().notify('information', TOO_FEW);
        await get().runJob('stability', 'Measuring stability', async (job) => {
          if (await restore(method, task, job.signal)) return;
          const curve = await analysis.stability(matrix, settings, {
            signal: job.signal,
            onProgress: (progress) => {
              job.onProgress(progress);
              if (!progress.detail || job.signal.aborted) return;
              show(method, { key, treeKey, curve: progress.detail as StabilityCurve });
            },
          });
          show(method, { key, treeKey, curve });
          const arrays = Object.entries(curve).map(([name, values]) => [name, values.slice()]);
          const artefact = { meta: {}, arrays: Object.fromEntries(arrays) };
          await storage.putArtefact(key, artefact, { signal: job.signal });
        });
      },
      restoreStability: async (keys) => {
        const { signal } = new AbortController();
        const methods = Object.keys(get().trees) as ClusterMethod[];
        await Promise.all(
          methods.map(async (method) => {
            const task = taskOf(method);
            const key = keys ? keys[method] : task?.key;
            if (task && key) await restore(method, { key, treeKey: task.treeKey }, signal);
          }),
        );
      },
    };
  };
