import { PointTree } from './point-tree.ts';
import type { WorkMeter } from './work-meter.ts';

/** Where the ways of searching take turns; smaller than usual only to see all of them on few rows. */
export interface TreeUse {
  readonly leafSize: number;
  /** Clusters made since the tree was built are scanned one by one; at this many it is built anew. */
  readonly recent: number;
  /** Below this many clusters a tree full of dead ones no longer matters. */
  readonly few: number;
  /** Share of the clusters that a search may look at before the tree is thought useless. */
  readonly worthwhile: number;
}

const USUAL: TreeUse = { leafSize: 24, recent: 1500, few: 600, worthwhile: 0.5 };

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
  /** At least the distance of a cluster's furthest point from its centroid, but for rounding. */
  readonly radii: Float64Array;
  /** `sizes` or `spreads` by position. */
  readonly weights: Float64Array;
  /** Smallest weight under each node of the tree. */
  leastWeights = new Float64Array(0);
  end = 0;
  alive: number;
  next: number;
  private readonly use: TreeUse;
  private readonly weightOf: Float64Array;
  /** Where a cluster stands, or -1 once it has been merged. */
  private readonly positions: Int32Array;
  private readonly spare: Float64Array;
  private readonly spareIds: Int32Array;
  private builtWith = 0;
  private flat = false;
  private searches = 0;
  private scanned = 0;

  /** Takes over `packed`, `rows` rows as by `packRows`. */
  constructor(
    packed: Float64Array,
    rows: number,
    { weigh, ...use }: { readonly weigh: 'sizes' | 'spreads' } & Partial<TreeUse>,
  ) {
    const n = rows;
    this.use = { ...USUAL, ...use };
    this.width = packed.length / n;
    this.tree = new PointTree(this.width, n + this.use.recent);
    this.sizes = new Float64Array(2 * n - 1).fill(1);
    this.spreads = new Float64Array(2 * n - 1);
    this.radii = new Float64Array(2 * n - 1);
    this.weights = new Float64Array(n + this.use.recent);
    this.weightOf = this[weigh];
    this.positions = new Int32Array(2 * n - 1).fill(-1);
    this.spare = packed;
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
    const { width, sizes, spreads, radii, positions } = this;
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
    const step = Math.sqrt(apart);
    radii[cluster] = Math.max(radii[x] + step * share, radii[y] + step * (1 - share));
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
    const { recent, few, worthwhile } = this.use;
    const full = this.end - this.tree.count >= recent;
    const hollow = this.alive > few && this.alive < this.builtWith / 2;
    if (this.builtWith === 0) await this.build(this.alive, meter);
    else if (full || hollow) {
      this.flat ||= this.scanned > worthwhile * this.searches * this.alive;
      await this.build(await this.gather(meter), meter);
    }
  }

  /** Gives up the tree for a plain scan if the searches so far looked at most of the clusters. */
  async judgeTree(meter: WorkMeter): Promise<void> {
    if (this.flat || this.scanned <= this.use.worthwhile * this.searches * this.alive) return;
    this.flat = true;
    await this.build(await this.gather(meter), meter);
  }

  private async gather(meter: WorkMeter): Promise<number> {
    const { width, spare, spareIds } = this;
    const { coords, ids } = this.tree;
    let count = 0;
    for (let p = 0; p < this.end; p++) {
      if (ids[p] < 0) continue;
      spareIds[count] = ids[p];
      for (let d = 0; d < width; d++) spare[count * width + d] = coords[p * width + d];
      count++;
      meter.spent += width;
      if (meter.isDue) await meter.pause();
    }
    return count;
  }

  private async build(count: number, meter: WorkMeter): Promise<void> {
    const { tree, positions, weights } = this;
    const leafSize = this.flat ? count : this.use.leafSize;
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
