import { ClusterSearch } from './cluster-search.ts';
import type { LiveClusters } from './live-clusters.ts';
import type { MemberLists } from './member-lists.ts';
import type { WorkMeter } from './work-meter.ts';

/** For the rounding of means and spreads, also of points that differ in their last digits only. */
const SLACK = 1 - 1e-7;
/** A sum of squares that was left off at the limit must not pass for a smaller one by rounding. */
const ROUNDING = 1 + 1e-12;
/** Coordinate differences between points that one search may take without a pause. */
export const WORK_AT_ONCE = 3_000_000;

/**
 * The largest squared pair distance of two clusters is at least the mean one, which is the squared
 * distance of their centroids plus both spreads: a bound that the tree over centroids can use. Only
 * clusters that pass it have their pairs looked at. Where those are too many for one go, the radii say
 * what the largest is at most until `settle` knows it.
 */
export class CompleteSearch extends ClusterSearch {
  protected readonly members: MemberLists;
  private readonly workAtOnce: number;
  protected spread = 0;
  private pairsLeft = 0;
  private postponed: { readonly id: number; readonly atLeast: number }[] = [];
  /** As `best` and `nearest`, of those whose pairs have been looked at. */
  private sureBest = Infinity;
  private sureNearest = -1;

  constructor(clusters: LiveClusters, members: MemberLists, workAtOnce = WORK_AT_ONCE) {
    super(clusters);
    this.members = members;
    this.workAtOnce = workAtOnce;
  }

  lowerBound(node: number, boxDistance: number): number {
    return this.atLeast(boxDistance + this.spread + this.clusters.leastWeights[node]);
  }

  override get isSettled(): boolean {
    return this.postponed.length === 0;
  }

  override async settle(meter: WorkMeter): Promise<void> {
    this.best = this.sureBest;
    this.nearest = this.sureNearest;
    this.postponed.sort((a, b) => a.atLeast - b.atLeast);
    for (const { id, atLeast } of this.postponed) {
      if (atLeast >= this.best) break;
      this.note(id, await this.members.largestOfMany(this.self, id, this.best, meter));
    }
    this.postponed = [];
  }

  /** To be called when a merge has made the cluster `into`. */
  noteMerge(_into: number, _squaredHeight: number): void {}

  protected get limit(): number {
    return (this.best / SLACK) * ROUNDING - this.spread;
  }

  protected begin(cluster: number): void {
    this.spread = this.clusters.spreads[cluster];
    this.pairsLeft = this.workAtOnce / this.clusters.width;
    this.sureBest = Infinity;
    this.sureNearest = -1;
  }

  protected weighBlock(from: number, count: number): void {
    const { squared, self, spread, members } = this;
    const { weights, sizes } = this.clusters;
    const { ids } = this.clusters.tree;
    for (let w = 0; w < count; w++) {
      const atLeast = this.atLeast(squared[w] + spread + weights[from + w]);
      if (atLeast >= this.best) continue;
      const id = ids[from + w];
      if (id < 0 || id === self) continue;
      if (sizes[self] * sizes[id] > this.pairsLeft) {
        this.postpone(id, atLeast, squared[w]);
        continue;
      }
      const largest = members.largestSquared(self, id, this.best);
      this.scanned += members.compared;
      this.pairsLeft -= members.compared;
      this.note(id, largest);
    }
  }

  private note(id: number, largest: number): void {
    if (largest >= this.best) return;
    this.best = this.sureBest = largest;
    this.nearest = this.sureNearest = id;
  }

  private postpone(id: number, atLeast: number, squaredApart: number): void {
    this.postponed.push({ id, atLeast });
    const atMost = this.atMost(id, squaredApart);
    if (atMost < this.best) this.best = atMost;
  }

  /** Of the largest squared pair distance, where the mean one is `meanSquared`. */
  protected atLeast(meanSquared: number): number {
    return SLACK * meanSquared;
  }

  /** Of the largest squared distance from a cluster whose centroid is `squaredApart`. */
  protected atMost(id: number, squaredApart: number): number {
    const { radii } = this.clusters;
    return (Math.sqrt(squaredApart) + radii[this.self] + radii[id]) ** 2 / SLACK;
  }
}
