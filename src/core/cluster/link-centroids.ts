import type { Matrix } from '../arrays/matrix.ts';
import { type LoopHooks, partOf } from '../loop-hooks.ts';
import { requireFinite } from '../neighbours/require-finite.ts';
import { ClusterSearch } from './cluster-search.ts';
import { LiveClusters, type TreeUse } from './live-clusters.ts';
import { type CentroidMethod, mergeCentroids } from './merge-centroids.ts';
import { packInParts } from './pack-in-parts.ts';
import type { Tree } from './tree.ts';
import { blankTree } from './tree-from-edges.ts';
import { WorkMeter } from './work-meter.ts';

/**
 * Centroid linkage: the distance of two clusters is that of their centroids, not squared. Merges stay
 * in the order in which they happen, so heights may fall. Exact, in memory linear in the rows.
 * @throws {AppError} 'bad-features' if a value is not finite.
 */
export function linkCentroid(
  x: Matrix,
  hooks: LoopHooks = {},
  use: Partial<TreeUse> = {},
): Promise<Tree> {
  return linkBy('centroid', x, hooks, use);
}

/**
 * Ward linkage with scipy's heights: sqrt(2ab/(a+b)) times the distance of the centroids, which for two
 * points is their distance. Exact, in memory linear in the rows.
 * @throws {AppError} 'bad-features' if a value is not finite.
 */
export function linkWard(
  x: Matrix,
  hooks: LoopHooks = {},
  use: Partial<TreeUse> = {},
): Promise<Tree> {
  return linkBy('ward', x, hooks, use);
}

async function linkBy(
  method: CentroidMethod,
  x: Matrix,
  hooks: LoopHooks,
  use: Partial<TreeUse>,
): Promise<Tree> {
  await requireFinite(x, partOf(hooks, 0, 0));
  if (x.rows < 2) return blankTree(method, x.rows);
  const meter = new WorkMeter(hooks);
  const packed = await packInParts(x, meter);
  const clusters = new LiveClusters(packed, x.rows, { weigh: 'sizes', ...use });
  const search = method === 'ward' ? new WardSearch(clusters) : new CentroidSearch(clusters);
  return mergeCentroids(method, { clusters, search, meter });
}

/** A sum that was left off at the limit must not pass for a smaller distance by rounding. */
const SLACK = 1 + 1e-12;

class CentroidSearch extends ClusterSearch {
  lowerBound(_node: number, boxDistance: number): number {
    return boxDistance;
  }

  protected get limit(): number {
    return this.best;
  }

  protected begin(): void {}

  protected weighBlock(from: number, count: number): void {
    const { squared, self } = this;
    const { ids } = this.clusters.tree;
    let best = this.best;
    for (let w = 0; w < count; w++) {
      if (squared[w] >= best) continue;
      const id = ids[from + w];
      if (id < 0 || id === self) continue;
      best = squared[w];
      this.nearest = id;
    }
    this.best = best;
  }
}

class WardSearch extends ClusterSearch {
  private size = 1;

  lowerBound(node: number, boxDistance: number): number {
    return boxDistance * this.factor(this.clusters.leastWeights[node]);
  }

  protected get limit(): number {
    return (this.best / this.factor(1)) * SLACK;
  }

  protected begin(cluster: number): void {
    this.size = this.clusters.sizes[cluster];
  }

  protected weighBlock(from: number, count: number): void {
    const { squared, self, size } = this;
    const { weights } = this.clusters;
    const { ids } = this.clusters.tree;
    let best = this.best;
    for (let w = 0; w < count; w++) {
      const other = weights[from + w];
      const weighed = squared[w] * (2 * size * other);
      if (weighed >= best * (size + other)) continue;
      const id = ids[from + w];
      if (id < 0 || id === self) continue;
      best = weighed / (size + other);
      this.nearest = id;
    }
    this.best = best;
  }

  private factor(other: number): number {
    return (2 * this.size * other) / (this.size + other);
  }
}
