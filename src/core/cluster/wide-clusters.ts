import { ClusterSearch } from './cluster-search.ts';
import { LiveClusters, type TreeUse } from './live-clusters.ts';
import type { CentroidMethod } from './merge-centroids.ts';
import type { WideRows } from './wide-rows.ts';
import type { WorkMeter } from './work-meter.ts';

/** Centroids made room for at once. */
const ROOM = 64;
const SLACK = 1 + 1e-12;
/** Numbers that one search may compare without a pause. */
const WORK_AT_ONCE = 3_000_000;

export interface WideUse extends TreeUse {
  /** As `WORK_AT_ONCE`; smaller only to see what comes after on few rows. */
  readonly workAtOnce: number;
}

/**
 * Clusters of wide rows by the points of their centroids. Of the centroids themselves those of several rows are kept,
 * in double precision: never more than half as many as there are rows.
 */
export class WideClusters extends LiveClusters {
  readonly rows: WideRows;
  private readonly slots: Int32Array;
  private readonly free: number[] = [];
  private readonly stores: Float64Array[] = [];
  private readonly one: Float64Array;
  private readonly other: Float64Array;

  constructor(rows: WideRows, use: Partial<TreeUse>) {
    const { rows: count, cols } = rows.x;
    super(rows.points.slice(), count, { weigh: 'sizes', ...use });
    this.rows = rows;
    this.slots = new Int32Array(2 * count - 1).fill(-1);
    this.one = new Float64Array(cols);
    this.other = new Float64Array(cols);
  }

  override merge(x: number, y: number): number {
    const { one, other, sizes, slots, free, tree, width, rows } = this;
    this.readCentroid(x, one);
    this.readCentroid(y, other);
    const share = sizes[y] / (sizes[x] + sizes[y]);
    for (let d = 0; d < one.length; d++) one[d] += (other[d] - one[d]) * share;
    for (const part of [x, y]) if (slots[part] >= 0) free.push(slots[part]);
    const cluster = super.merge(x, y);
    slots[cluster] = this.takeSlot();
    this.storeOf(slots[cluster]).set(one, (slots[cluster] % ROOM) * one.length);
    rows.place(one, tree.coords.subarray((this.end - 1) * width, this.end * width));
    return cluster;
  }

  readCentroid(cluster: number, into: Float64Array): void {
    const { data, cols } = this.rows.x;
    const slot = this.slots[cluster];
    const [from, at] =
      slot < 0 ? [data, cluster * cols] : [this.storeOf(slot), (slot % ROOM) * cols];
    into.set(from.subarray(at, at + cols));
  }

  /** Squared distance of a cluster's centroid; partial and no less than `limit` where it is not below that. */
  squaredFrom(point: Float64Array, cluster: number, limit: number): number {
    const { data, cols } = this.rows.x;
    const slot = this.slots[cluster];
    if (slot < 0) return fromRow(point, data, cluster * cols, limit);
    return fromCentroid(point, this.storeOf(slot), (slot % ROOM) * cols, limit);
  }

  private storeOf(slot: number): Float64Array {
    return this.stores[Math.floor(slot / ROOM)];
  }

  private takeSlot(): number {
    if (this.free.length === 0) {
      const from = this.stores.length * ROOM;
      this.stores.push(new Float64Array(ROOM * this.rows.x.cols));
      for (let slot = from + ROOM - 1; slot >= from; slot--) this.free.push(slot);
    }
    return this.free.pop() as number;
  }
}

interface Candidate {
  readonly id: number;
  readonly factor: number;
  readonly atLeast: number;
}

/**
 * Nearest by the distance of centroids, for Ward weighed by sizes, where their points leave that open. What is too much to
 * compare in one go waits for `settle`.
 */
export class WideClusterSearch extends ClusterSearch {
  private readonly wide: WideClusters;
  private readonly meter: WorkMeter;
  private readonly isWard: boolean;
  private readonly own: Float64Array;
  private readonly workAtOnce: number;
  private postponed: Candidate[] = [];
  private compared = 0;
  private size = 1;

  constructor(
    clusters: WideClusters,
    method: CentroidMethod,
    { meter, workAtOnce = WORK_AT_ONCE }: { readonly meter: WorkMeter } & Partial<WideUse>,
  ) {
    super(clusters);
    this.wide = clusters;
    this.meter = meter;
    this.workAtOnce = workAtOnce;
    this.isWard = method === 'ward';
    this.own = new Float64Array(clusters.rows.x.cols);
  }

  lowerBound(node: number, boxDistance: number): number {
    return this.wide.rows.atLeast(boxDistance) * this.factor(this.clusters.leastWeights[node]);
  }

  override get isSettled(): boolean {
    return this.postponed.length === 0;
  }

  override async settle(meter: WorkMeter): Promise<void> {
    for (const candidate of this.postponed) {
      if (candidate.atLeast < this.best) this.compare(candidate);
      if (meter.isDue) await meter.pause();
    }
    this.postponed = [];
  }

  protected get limit(): number {
    return this.wide.rows.reach((this.best / this.factor(1)) * SLACK);
  }

  protected begin(cluster: number): void {
    this.size = this.clusters.sizes[cluster];
    this.compared = 0;
    this.wide.readCentroid(cluster, this.own);
  }

  protected weighBlock(from: number, count: number): void {
    const { squared, self, wide } = this;
    const { weights, tree } = wide;
    for (let w = 0; w < count; w++) {
      const factor = this.factor(weights[from + w]);
      const atLeast = wide.rows.atLeast(squared[w]) * factor;
      if (atLeast >= this.best) continue;
      const id = tree.ids[from + w];
      if (id < 0 || id === self) continue;
      if (this.compared < this.workAtOnce) this.compare({ id, factor, atLeast });
      else this.postponed.push({ id, factor, atLeast });
    }
  }

  private compare({ id, factor }: Candidate): void {
    const { own, meter } = this;
    const weighed = this.wide.squaredFrom(own, id, (this.best / factor) * SLACK) * factor;
    meter.spent += own.length;
    this.compared += own.length;
    if (weighed >= this.best) return;
    this.best = weighed;
    this.nearest = id;
  }

  private factor(other: number): number {
    return this.isWard ? (2 * this.size * other) / (this.size + other) : 1;
  }
}

function fromRow(point: Float64Array, data: Float32Array, at: number, limit: number): number {
  let sum = 0;
  let d = 0;
  for (; d + 3 < point.length; d += 4) {
    const p = data[at + d] - point[d];
    const q = data[at + d + 1] - point[d + 1];
    const r = data[at + d + 2] - point[d + 2];
    const s = data[at + d + 3] - point[d + 3];
    sum += p * p + q * q + (r * r + s * s);
    if (sum >= limit) return sum;
  }
  for (; d < point.length; d++) sum += (data[at + d] - point[d]) ** 2;
  return sum;
}

function fromCentroid(point: Float64Array, data: Float64Array, at: number, limit: number): number {
  let sum = 0;
  let d = 0;
  for (; d + 3 < point.length; d += 4) {
    const p = data[at + d] - point[d];
    const q = data[at + d + 1] - point[d + 1];
    const r = data[at + d + 2] - point[d + 2];
    const s = data[at + d + 3] - point[d + 3];
    sum += p * p + q * q + (r * r + s * s);
    if (sum >= limit) return sum;
  }
  for (; d < point.length; d++) sum += (data[at + d] - point[d]) ** 2;
  return sum;
}
