import type { StateCreator } from 'zustand/vanilla';
import type { StabilityCurve } from '../core/cluster/stability.ts';
import type { ClusterMethod } from '../core/cluster/tree.ts';
import type { AppState } from './app-state.ts';
import { stabilityKey } from './keys.ts';
import type { Services } from './services.ts';
import { copyMatrix, trainedCodes } from './stage-inputs.ts';
import { linkSettings, type PerMethod } from './trees.ts';

interface MeasuredStability {
  /** Of the tree whose cuts were compared. */
  readonly treeKey: string;
  readonly curve: StabilityCurve;
}

export interface StabilitySlice {
  /** Live: a curve grows more certain with every resample. */
  readonly stability: PerMethod<MeasuredStability>;
  /** Of the tree of the cut's method; nothing happens where there is none yet. */
  measureStability(): Promise<void>;
  /** From disk, what was measured of the trees that are there. */
  restoreStability(): Promise<void>;
}

const AT = [2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 30, 50, 75, 100, 150, 200];
const RESAMPLING = { resamples: 10, share: 0.8 };

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
    const show = (method: ClusterMethod, measured: MeasuredStability) =>
      set({ stability: { ...get().stability, [method]: measured } });
    const settingsOf = (method: ClusterMethod) => ({
      ...linkSettings(get(), method),
      ...RESAMPLING,
      ks: AT.filter((k) => k * 3 < trainedCodes(get()).matrix.rows),
    });
    const restore = async (method: ClusterMethod, signal: AbortSignal) => {
      const treeKey = get().trees[method]?.key;
      if (!treeKey) return false;
      const key = stabilityKey(treeKey, settingsOf(method));
      const stored = await storage.artefact(key, { signal });
      if (!stored) return false;
      const { k, mean, low, high } = stored.arrays;
      show(method, { treeKey, curve: { k, mean, low, high } as StabilityCurve });
      return true;
    };

    return {
      stability: {},
      measureStability: async () => {
        const { method } = get().recipe.cut;
        const treeKey = get().trees[method]?.key;
        if (!treeKey) return;
        await get().runJob('stability', 'Measuring stability', async (job) => {
          if (await restore(method, job.signal)) return;
          const settings = settingsOf(method);
          const x = copyMatrix(trainedCodes(get()).matrix);
          const curve = await analysis.stability(x, settings, {
            signal: job.signal,
            onProgress: (progress) => {
              job.onProgress(progress);
              if (!progress.detail || job.signal.aborted) return;
              show(method, { treeKey, curve: progress.detail as StabilityCurve });
            },
          });
          show(method, { treeKey, curve });
          const arrays = Object.entries(curve).map(([name, values]) => [name, values.slice()]);
          await storage.putArtefact(
            stabilityKey(treeKey, settings),
            { meta: {}, arrays: Object.fromEntries(arrays) },
            { signal: job.signal },
          );
        });
      },
      restoreStability: async () => {
        const { signal } = new AbortController();
        const methods = Object.keys(get().trees) as ClusterMethod[];
        await Promise.all(methods.map((method) => restore(method, signal)));
      },
    };
  };
