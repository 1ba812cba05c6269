import type { Matrix } from '../arrays/matrix.ts';
import type { LoopHooks } from '../loop-hooks.ts';
import { type DecisionGraph, type DensityPeaksSettings, densityPeaks } from './density-peaks.ts';
import { linkCentroid, linkWard } from './link-centroids.ts';
import { linkComplete, linkCompleteWide } from './link-complete.ts';
import { linkSingle } from './link-single.ts';
import { linkCentroidWide, linkSingleWide, linkWardWide } from './link-wide.ts';
import type { ClusterMethod, Tree } from './tree.ts';
import { MOST_PACKED_COLUMNS } from './wide-rows.ts';

/** What the density peaks need is ignored by the other methods. */
export interface LinkSettings extends DensityPeaksSettings {
  readonly method: ClusterMethod;
}

/**
 * The hierarchy over the rows of `x` by any of the methods; with fewer than two rows it has no merges.
 * @throws {AppError} 'bad-features' if a value is not finite.
 */
export async function link(
  x: Matrix,
  settings: LinkSettings,
  hooks: LoopHooks = {},
): Promise<{ readonly tree: Tree; readonly decision: DecisionGraph | undefined }> {
  const { method } = settings;
  if (method === 'density-peaks') return densityPeaks(x, settings, hooks);
  const linkages = x.cols > MOST_PACKED_COLUMNS ? WIDE : PACKED;
  return { tree: await linkages[method](x, hooks), decision: undefined };
}

type Linkages = Readonly<
  Record<Exclude<ClusterMethod, 'density-peaks'>, (x: Matrix, hooks: LoopHooks) => Promise<Tree>>
>;

const PACKED: Linkages = {
  single: linkSingle,
  complete: linkComplete,
  centroid: linkCentroid,
  ward: linkWard,
};

/** The same without copies of the rows. */
const WIDE: Linkages = {
  single: linkSingleWide,
  complete: linkCompleteWide,
  centroid: linkCentroidWide,
  ward: linkWardWide,
};
