import type { Matrix } from '../arrays/matrix.ts';
import { type LoopHooks, partOf } from '../loop-hooks.ts';
import { requireFinite } from '../neighbours/require-finite.ts';
import { cutoffDistance } from './cutoff-distance.ts';
import { decide } from './decide.ts';
import { hierarchyOf } from './hierarchy-of.ts';
import type { Tree } from './tree.ts';
import { decideWide } from './wide-density.ts';
import { MOST_PACKED_COLUMNS, openWideRows } from './wide-rows.ts';
import { WorkMeter } from './work-meter.ts';

/** What the density-peaks method knows of each point (Rodriguez & Laio 2014). */
export interface DecisionGraph {
  /** The distance at which the gaussian density is cut off. */
  readonly cutoff: number;
  readonly rho: Float64Array<ArrayBuffer>;
  /** Distance to the nearest point of higher density; the densest has the largest distance of all. */
  readonly delta: Float64Array<ArrayBuffer>;
  /** That point, or -1 for the densest. */
  readonly parent: Int32Array<ArrayBuffer>;
}

export interface DensityPeaksSettings {
  /** In `(0, 1]`: share of the sorted pair distances at which the cutoff lies. */
  readonly cutoffShare: number;
  /** The cutoff distance itself, above 0, in place of the share. */
  readonly cutoff?: number | undefined;
  /** Which centres count most: those of high rho * delta, or those with the longest link. */
  readonly parentRule: 'gamma' | 'longest-link';
  /** Of the sample from which the cutoff comes when there are more than 6,000 rows. */
  readonly seed: number;
}

/**
 * Density peaks as a hierarchy: for every k, the k points that rank highest are the centres and each
 * other point follows its parents to the nearest of them. The tree's heights are what is ranked, of the
 * centre that a merge absorbs, so they rise to that of the second centre. All pairs count, in memory
 * linear in the rows.
 * @throws {AppError} 'bad-features' if a value is not finite.
 * @throws {RangeError} if `cutoffShare` is not in `(0, 1]`, or `cutoff` not above 0.
 */
export async function densityPeaks(
  x: Matrix,
  settings: DensityPeaksSettings,
  hooks: LoopHooks = {},
): Promise<{ readonly tree: Tree; readonly decision: DecisionGraph }> {
  const { cutoffShare, seed, parentRule } = settings;
  if (!(cutoffShare > 0 && cutoffShare <= 1)) {
    throw new RangeError(`a cutoff share of ${cutoffShare} is not in (0, 1]`);
  }
  if (settings.cutoff !== undefined && !(settings.cutoff > 0 && settings.cutoff < Infinity)) {
    throw new RangeError(`a cutoff of ${settings.cutoff} is no distance`);
  }
  await requireFinite(x, partOf(hooks, 0, 0));
  const meter = new WorkMeter(hooks);
  const cutoff = settings.cutoff ?? (await cutoffDistance(x, { share: cutoffShare, seed, meter }));
  const decision =
    x.cols > MOST_PACKED_COLUMNS
      ? await decideWide(await openWideRows(x, { checkpoint: () => meter.pause() }), cutoff, meter)
      : await decide(x, cutoff, meter);
  return { tree: hierarchyOf(decision, parentRule), decision };
}
