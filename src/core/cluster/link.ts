import type { Matrix } from '../arrays/matrix.ts';
import type { LoopHooks } from '../loop-hooks.ts';
import { type DecisionGraph, type DensityPeaksSettings, densityPeaks } from './density-peaks.ts';
import { linkCentroid, linkWard } from './link-centroids.ts';
import { linkComplete } from './link-complete.ts';
import { linkSingle } from './link-single.ts';
import type { ClusterMethod, Tree } from './tree.ts';

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
  switch (settings.method) {
    case 'single':
      return { tree: await linkSingle(x, hooks), decision: undefined };
    case 'complete':
      return { tree: await linkComplete(x, hooks), decision: undefined };
    case 'centroid':
      return { tree: await linkCentroid(x, hooks), decision: undefined };
    case 'ward':
      return { tree: await linkWard(x, hooks), decision: undefined };
    case 'density-peaks':
      return densityPeaks(x, settings, hooks);
  }
}
