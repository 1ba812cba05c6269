import { ClusterSearch } from './cluster-search.ts';
import type { LiveClusters } from './live-clusters.ts';
import type { MemberLists } from './member-lists.ts';

/** For the rounding of means and spreads, also of points that differ in their last digits only. */
const SLACK = 1 - 1e-7;

/**
 * The largest squared pair distance of two clusters is at least the mean one, which is the squared
 * distance of their centroids plus both spreads: a bound that the tree over centroids can use. Only
 * clusters that pass it have their pairs looked at.
 */
export class CompleteSearch extends ClusterSearch {
  private readonly members: MemberLists;
  private spread = 0;

  constructor(clusters: LiveClusters, members: MemberLists) {
    super(clusters);
    this.members = members;
  }

  lowerBound(node: number, boxDistance: number): number {
    return SLACK * (boxDistance + this.spread + this.clusters.leastWeights[node]);
  }

  protected get limit(): number {
    return this.best / SLACK - this.spread;
  }

  protected begin(cluster: number): void {
    this.spread = this.clusters.spreads[cluster];
  }

  protected weighBlock(from: number, count: number): void {
    const { squared, self, spread, members } = this;
    const { weights } = this.clusters;
    const { ids } = this.clusters.tree;
    for (let w = 0; w < count; w++) {
      if (SLACK * (squared[w] + spread + weights[from + w]) >= this.best) continue;
      const id = ids[from + w];
      if (id < 0 || id === self) continue;
      const largest = members.largestSquared(self, id, this.best);
      this.scanned += members.compared;
      if (largest >= this.best) continue;
      this.best = largest;
      this.nearest = id;
    }
  }
}
