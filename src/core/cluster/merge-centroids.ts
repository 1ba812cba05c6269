import { agglomerate } from './agglomerate.ts';
import type { ClusterSearch } from './cluster-search.ts';
import type { LiveClusters } from './live-clusters.ts';
import type { Tree } from './tree.ts';
import { emptyEdges, treeFromEdges } from './tree-from-edges.ts';
import type { WorkMeter } from './work-meter.ts';

export type CentroidMethod = 'centroid' | 'ward';

interface Merging {
  /** Each point a cluster of its own, two of them at least. */
  readonly clusters: LiveClusters;
  readonly search: ClusterSearch;
  readonly meter: WorkMeter;
}

/** The tree of merging what `search` finds nearest until one cluster is left. */
export async function mergeCentroids(
  method: CentroidMethod,
  { clusters, search, meter }: Merging,
): Promise<Tree> {
  const points = clusters.alive;
  const edges = emptyEdges(points);
  const member = Int32Array.from({ length: 2 * points - 1 }, (_, i) => i);
  await agglomerate({
    clusters,
    search,
    meter,
    stopAt: 1,
    onMerge(a, b, squaredHeight) {
      const t = clusters.next - points;
      edges.a[t] = member[a];
      edges.b[t] = member[b];
      edges.height[t] = Math.sqrt(squaredHeight);
      member[clusters.next] = member[a];
    },
  });
  return treeFromEdges(method, edges, method === 'ward' ? 'by-height' : 'as-found');
}
