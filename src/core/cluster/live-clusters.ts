import type { Matrix } from '../arrays/matrix.ts';
import { packRows, paddedWidth } from '../neighbours/squared-distances.ts';
import { PointTree } from './point-tree.ts';
import type { WorkMeter } from './work-meter.ts';

const LEAF_SIZE = 24;
/** Clusters made since the tree was built are scanned one by one; at this many it is built anew. */
const RECENT = 1500;
/** Below this many clusters a tree full of dead ones no longer matters. */
const FEW = 600;
/** Share of the clusters that a search may look at before the tree is thought useless. */
const WORTHWHILE = 0.5;

/**
 * The clusters that exist at one moment of an agglomeration, by centroid: ids below `points` are
 * single rows, each merge makes the next id. Positions below `tree.count` are in the tree, those
 * from there to `end` are recent. Memory is linear in the number of points.
 */
export class LiveClusters {
  readonly tree: PointTree;
  readonly width: number;
  /** Points in a cluster. */
  readonly sizes: Float64Array;
  /** Mean squared distance of a cluster's points from its centroid. */
  readonly spreads: Float64Array;
  /** `sizes` or `spreads` by position. */
  readonly weights: Float64Array;
  /** Smallest weight under each node of the tree. */
  leastWeights = new Float64Array(0);
  end = 0;
  alive: number;
  next: number;
  private readonly weightOf: Float64Array;
  /** Where a cluster stands, or -1 once it has been merged. */
  private readonly positions: Int32Array;
  private readonly spare: Float64Array;
  private readonly spareIds: Int32Array;
  private builtWith = 0;
  private flat = false;
  private searches = 0;
  private scanned = 0;

  constructor(x: Matrix, weigh: 'sizes' | 'spreads') {
    const n = x.rows;
    this.width = paddedWidth(x.cols);
    this.tree = new PointTree(this.width, n + RECENT);
    this.sizes = new Float64Array(2 * n - 1).fill(1);
    this.spreads = new Float64Array(2 * n - 1);
    this.weights = new Float64Array(n + RECENT);
    this.weightOf = this[weigh];
    this.positions = new Int32Array(2 * n - 1).fill(-1);
    this.spare = packRows(x);
    this.spareIds = Int32Array.from({ length: n }, (_, i) => i);
    this.alive = n;
    this.next = n;
  }

  isAlive(cluster: number): boolean {
    return this.positions[cluster] >= 0;
  }

  copyCentroid(cluster: number, into: Float64Array): void {
    const from = this.positions[cluster] * this.width;
    for (let d = 0; d < this.width; d++) into[d] = this.tree.coords[from + d];
  }

  /** Replaces two clusters by their union and returns its id; room is made by `rebuildIfDue`. */
  merge(x: number, y: number): number {
    const { width, sizes, spreads, positions } = this;
    const { coords, ids } = this.tree;
    const size = sizes[x] + sizes[y];
    const share = sizes[y] / size;
    const cluster = this.next++;
    const to = this.end++;
    let apart = 0;
    let a = positions[x] * width;
    let b = positions[y] * width;
    for (let c = to * width; c < (to + 1) * width; c++, a++, b++) {
      const t = coords[b] - coords[a];
      apart += t * t;
      coords[c] = coords[a] + t * share;
    }
    sizes[cluster] = size;
    spreads[cluster] = spreads[x] + (spreads[y] - spreads[x]) * share + share * (1 - share) * apart;
    ids[positions[x]] = -1;
    ids[positions[y]] = -1;
    positions[x] = -1;
    positions[y] = -1;
    positions[cluster] = to;
    ids[to] = cluster;
    this.weights[to] = this.weightOf[cluster];
    this.alive--;
    return cluster;
  }

  /** To be called after each search with how many positions it looked at. */
  countSearch(scanned: number): void {
    this.searches++;
    this.scanned += scanned;
  }

  /** Builds the first tree, or a new one when too much is recent or dead. */
  async rebuildIfDue(meter: WorkMeter): Promise<void> {
    const full = this.end - this.tree.count >= RECENT;
    const hollow = this.alive > FEW && this.alive < this.builtWith / 2;
    if (this.builtWith === 0) await this.build(this.alive, meter);
    else if (full || hollow) {
      this.flat ||= this.scanned > WORTHWHILE * this.searches * this.alive;
      await this.build(this.gather(), meter);
    }
  }

  /** Gives up the tree for a plain scan if the searches so far looked at most of the clusters. */
  async judgeTree(meter: WorkMeter): Promise<void> {
    if (this.flat || this.scanned <= WORTHWHILE * this.searches * this.alive) return;
    this.flat = true;
    await this.build(this.gather(), meter);
  }

  private gather(): number {
    const { width, spare, spareIds } = this;
    const { coords, ids } = this.tree;
    let count = 0;
    for (let p = 0; p < this.end; p++) {
      if (ids[p] < 0) continue;
      spareIds[count] = ids[p];
      for (let d = 0; d < width; d++) spare[count * width + d] = coords[p * width + d];
      count++;
    }
    return count;
  }

  private async build(count: number, meter: WorkMeter): Promise<void> {
    const { tree, positions, weights } = this;
    const leafSize = this.flat ? count : LEAF_SIZE;
    await tree.build(this.spare, this.spareIds, count, { leafSize, meter });
    for (let p = 0; p < count; p++) {
      positions[tree.ids[p]] = p;
      weights[p] = this.weightOf[tree.ids[p]];
    }
    this.leastWeights = new Float64Array(tree.nodes);
    for (let node = tree.nodes - 1; node >= 0; node--) this.leastWeights[node] = this.leastOf(node);
    this.end = count;
    this.builtWith = count;
    this.searches = 0;
    this.scanned = 0;
  }

  private leastOf(node: number): number {
    const { tree, weights, leastWeights } = this;
    const right = tree.right[node];
    if (right > 0) return Math.min(leastWeights[node + 1], leastWeights[right]);
    let least = Infinity;
    for (let p = tree.start[node]; p < tree.end[node]; p++) least = Math.min(least, weights[p]);
    return least;
  }
}
