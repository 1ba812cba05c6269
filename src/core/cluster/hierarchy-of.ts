import type { DecisionGraph, DensityPeaksSettings } from './density-peaks.ts';
import type { Tree } from './tree.ts';
import { blankTree, emptyEdges, treeFromEdges } from './tree-from-edges.ts';

/**
 * The tree of density peaks: absorbs the centres from the lowest-ranking to the highest, each into its
 * parent's cluster.
 */
export function hierarchyOf(
  { rho, delta, parent }: DecisionGraph,
  rule: DensityPeaksSettings['parentRule'],
): Tree {
  const points = rho.length;
  if (points < 2) return blankTree('density-peaks', points);
  const score = rule === 'gamma' ? delta.map((d, i) => d * rho[i]) : delta;
  const others = Uint32Array.from({ length: points }, (_, i) => i).filter((i) => parent[i] >= 0);
  others.sort((i, j) => score[i] - score[j] || j - i);
  const edges = emptyEdges(points);
  others.forEach((i, t) => {
    edges.a[t] = i;
    edges.b[t] = parent[i];
    edges.height[t] = score[i];
  });
  return treeFromEdges('density-peaks', edges, 'as-found');
}
