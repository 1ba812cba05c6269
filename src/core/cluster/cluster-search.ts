import { BLOCK, squaredDistances } from '../neighbours/squared-distances.ts';
import type { LiveClusters } from './live-clusters.ts';
import type { Visitor } from './point-tree.ts';
import type { WorkMeter } from './work-meter.ts';

/** Finds the cluster nearest to a given one, in the sense that a linkage gives to distance. */
export abstract class ClusterSearch implements Visitor {
  /** Squared distance of the nearest so far. */
  best = Infinity;
  /** The nearest so far, or -1. */
  nearest = -1;
  /** Positions looked at by the last search. */
  scanned = 0;
  protected readonly clusters: LiveClusters;
  protected self = -1;
  protected readonly squared = new Float64Array(BLOCK);
  private readonly query: Float64Array;

  constructor(clusters: LiveClusters) {
    this.clusters = clusters;
    this.query = new Float64Array(clusters.width);
  }

  abstract lowerBound(node: number, boxDistance: number): number;

  /** Looks at `squared[0 .. count]`, the distances of centroids at positions from `from` on. */
  protected abstract weighBlock(from: number, count: number): void;

  /** Squared centroid distance from which on nothing can be nearer than `best`. */
  protected abstract get limit(): number;

  /** Called before the search. */
  protected abstract begin(cluster: number): void;

  /** Whether `best` and `nearest` stand after `find`, or only after `settle`. */
  get isSettled(): boolean {
    return true;
  }

  /** Finishes what would have taken `find` too long for one go. */
  async settle(_meter: WorkMeter): Promise<void> {}

  find(cluster: number): void {
    const { clusters } = this;
    this.self = cluster;
    this.best = Infinity;
    this.nearest = -1;
    this.scanned = 0;
    clusters.copyCentroid(cluster, this.query);
    this.begin(cluster);
    this.scan(clusters.tree.count, clusters.end);
    clusters.tree.search(this.query, this);
    clusters.countSearch(this.scanned);
  }

  scan(from: number, to: number): void {
    const { coords, width } = this.clusters.tree;
    this.scanned += to - from;
    for (let p = from; p < to; p += BLOCK) {
      const count = Math.min(BLOCK, to - p);
      squaredDistances(coords, width, p, count, this.query, this.squared, this.limit);
      this.weighBlock(p, count);
    }
  }
}
