import type { Tree } from '../core/cluster/tree.ts';
import type { DendrogramData } from './dendrogram-layout.ts';

const MOST_ENDS = 60;

/** A tree as it is drawn everywhere, cut at `k` clusters or as many as it has leaves. */
export function treeFigure(tree: Tree, k: number, names: DendrogramData['names']): DendrogramData {
  const isDensity = tree.method === 'density-peaks';
  return {
    tree,
    k: Math.min(k, tree.leaves),
    maxEnds: MOST_ENDS,
    scale: isDensity ? 'sqrt' : 'linear',
    unit: isDensity ? 'gamma' : 'code units',
    names,
  };
}
