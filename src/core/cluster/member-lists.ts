import { LANES } from '../neighbours/squared-distances.ts';
import type { WorkMeter } from './work-meter.ts';

/** The points of every living cluster as linked lists, joined in constant time. */
export class MemberLists {
  /** Pairs looked at by the last call of `largestSquared`, or by one point of `largestOfMany`. */
  compared = 0;
  protected readonly width: number;
  private readonly coords: Float64Array;
  private readonly head: Int32Array;
  private readonly tail: Int32Array;
  private readonly next: Int32Array;
  private readonly sizes: Float64Array;

  /** `coords` as by `packRows`; `sizes` of clusters, kept by whoever merges them. */
  constructor(
    coords: Float64Array,
    width: number,
    sizes: Float64Array,
    points = coords.length / width,
  ) {
    this.coords = coords;
    this.width = width;
    this.sizes = sizes;
    this.head = Int32Array.from({ length: 2 * points - 1 }, (_, i) => i);
    this.tail = this.head.slice();
    this.next = new Int32Array(points).fill(-1);
  }

  join(a: number, b: number, into: number): void {
    this.head[into] = this.head[a];
    this.next[this.tail[a]] = this.head[b];
    this.tail[into] = this.tail[b];
  }

  firstOf(cluster: number): number {
    return this.head[cluster];
  }

  *of(cluster: number): Generator<number> {
    for (let p = this.head[cluster]; p >= 0; p = this.next[p]) yield p;
  }

  /** Largest squared distance between points of `a` and `b`; stops at the first that reaches `limit`. */
  largestSquared(a: number, b: number, limit: number): number {
    const [few, many] = this.sizes[a] <= this.sizes[b] ? [a, b] : [b, a];
    let largest = 0;
    this.compared = 0;
    for (let p = this.head[few]; p >= 0 && largest < limit; p = this.next[p]) {
      largest = this.compareAll(p, many, largest, limit);
    }
    return largest;
  }

  /** The same with pauses, for big clusters. */
  async largestOfMany(a: number, b: number, limit: number, meter: WorkMeter): Promise<number> {
    const [few, many] = this.sizes[a] <= this.sizes[b] ? [a, b] : [b, a];
    let largest = 0;
    for (let p = this.head[few]; p >= 0 && largest < limit; p = this.next[p]) {
      this.compared = 0;
      largest = this.compareAll(p, many, largest, limit);
      meter.spent += this.compared * this.width;
      if (meter.isDue) await meter.pause();
    }
    return largest;
  }

  private compareAll(p: number, cluster: number, known: number, limit: number): number {
    const { next } = this;
    let largest = known;
    let compared = 0;
    for (let q = this.head[cluster]; q >= 0; q = next[q]) {
      const squared = this.squaredDistance(p, q);
      compared++;
      if (squared <= largest) continue;
      largest = squared;
      if (largest >= limit) break;
    }
    this.compared += compared;
    return largest;
  }

  protected squaredDistance(p: number, q: number): number {
    const { coords, width } = this;
    let sum = 0;
    for (let d = 0, a = p * width, b = q * width; d < width; d += LANES, a += LANES, b += LANES) {
      const t0 = coords[a] - coords[b];
      const t1 = coords[a + 1] - coords[b + 1];
      const t2 = coords[a + 2] - coords[b + 2];
      const t3 = coords[a + 3] - coords[b + 3];
      const t4 = coords[a + 4] - coords[b + 4];
      sum += t0 * t0 + t1 * t1 + (t2 * t2 + t3 * t3) + t4 * t4;
    }
    return sum;
  }
}
