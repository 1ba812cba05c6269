import { dividePoints, LEAST_SHARE } from '../neighbours/divide-points.ts';
import { LANES } from '../neighbours/squared-distances.ts';
import type { WorkMeter } from './work-meter.ts';

/** Keeps a box around its points although its centre and length are rounded. */
const ROUNDING = 4 * Number.EPSILON;

/** What a search over a `PointTree` looks for. */
export interface Visitor {
  /** Nodes whose lower bound reaches this are skipped; `scan` lowers it. */
  best: number;
  /** Lowest value of any point in `node`, given the squared distance of its box; `Infinity` to skip it. */
  lowerBound(node: number, boxDistance: number): number;
  scan(from: number, to: number): void;
}

/**
 * A k-d tree (see `dividePoints`, tight boxes) over packed points, which it stores in
 * its own order so that a leaf is one run of memory. Nodes are in preorder: a left child follows its parent.
 */
export class PointTree {
  readonly width: number;
  /** Points by position; room for more than `count` when built with a larger capacity. */
  readonly coords: Float64Array<ArrayBuffer>;
  /** Which point stands at a position. */
  readonly ids: Int32Array<ArrayBuffer>;
  count = 0;
  nodes = 0;
  /** Positions of a node: `start[node] .. end[node]`. */
  start = new Int32Array(0);
  end = new Int32Array(0);
  /** Right child, or 0 for a leaf. */
  right = new Int32Array(0);
  private boxes = new Float64Array(0);
  private readonly stack = new Int32Array(256);
  private readonly stackBounds = new Float64Array(256);

  constructor(width: number, capacity: number) {
    this.width = width;
    this.coords = new Float64Array(capacity * width);
    this.ids = new Int32Array(capacity);
  }

  /**
   * (Re)builds over `count` points, whose coordinates are `source[i * width ..]` for `i < count` and
   * whose names are `names[i]`. A `leafSize` of `count` or more gives one leaf: a plain scan.
   */
  async build(
    source: Float64Array,
    names: Int32Array,
    count: number,
    { leafSize, meter }: { readonly leafSize: number; readonly meter: WorkMeter },
  ): Promise<void> {
    const { width } = this;
    const order = Int32Array.from({ length: count }, (_, i) => i);
    this.reserve(2 * Math.ceil(count / (leafSize * LEAST_SHARE)) + 2);
    this.count = count;
    this.nodes = 0;
    const pending = [{ from: 0, to: count, parent: -1 }];
    for (let job = pending.pop(); job !== undefined; job = pending.pop()) {
      const { from, to, parent } = job;
      const node = this.addNode(from, to);
      if (parent >= 0) this.right[parent] = node;
      this.fitBox(node, source, order);
      meter.spent += 2 * (to - from) * width;
      if (to - from > leafSize) {
        const { middle } = dividePoints({ coords: source, width, order, from, to });
        pending.push({ from: middle, to, parent: node }, { from, to: middle, parent: -1 });
      }
      if (meter.isDue) await meter.pause();
    }
    for (let p = 0; p < count; p++) {
      const i = order[p];
      this.ids[p] = names[i];
      for (let d = 0; d < width; d++) this.coords[p * width + d] = source[i * width + d];
      meter.spent += width;
      if (meter.isDue) await meter.pause();
    }
  }

  /** Offers leaves to `visitor` from the nearest box outwards until none can hold anything better. */
  search(query: Float64Array, visitor: Visitor): void {
    const { stack, stackBounds, right, start, end } = this;
    if (this.nodes === 0) return;
    let top = 1;
    stack[0] = 0;
    stackBounds[0] = visitor.lowerBound(0, 0);
    while (top > 0) {
      top--;
      if (stackBounds[top] >= visitor.best) continue;
      let node = stack[top];
      while (right[node] > 0) {
        const a = node + 1;
        const b = right[node];
        const boundA = visitor.lowerBound(a, this.boxDistance(a, query));
        const boundB = visitor.lowerBound(b, this.boxDistance(b, query));
        const nearer = boundA <= boundB ? a : b;
        const further = nearer === a ? b : a;
        const furtherBound = nearer === a ? boundB : boundA;
        if (furtherBound < visitor.best) {
          stack[top] = further;
          stackBounds[top++] = furtherBound;
        }
        node = (nearer === a ? boundA : boundB) < visitor.best ? nearer : -1;
        if (node < 0) break;
      }
      if (node >= 0) visitor.scan(start[node], end[node]);
    }
  }

  /** Squared distance from `query` to the box around a node's points, never too large. */
  boxDistance(node: number, query: Float64Array): number {
    const { boxes, width } = this;
    let sum = 0;
    for (let d = 0, o = node * 2 * width; d < width; d += LANES, o += 2 * LANES) {
      const t0 = twiceOutside(query[d], boxes[o], boxes[o + 1]);
      const t1 = twiceOutside(query[d + 1], boxes[o + 2], boxes[o + 3]);
      const t2 = twiceOutside(query[d + 2], boxes[o + 4], boxes[o + 5]);
      const t3 = twiceOutside(query[d + 3], boxes[o + 6], boxes[o + 7]);
      const t4 = twiceOutside(query[d + 4], boxes[o + 8], boxes[o + 9]);
      sum += t0 * t0 + t1 * t1 + (t2 * t2 + t3 * t3) + t4 * t4;
    }
    return sum / 4;
  }

  /** Squared distance between the boxes of two nodes, never too large. */
  boxGap(a: number, b: number): number {
    const { boxes, width } = this;
    let sum = 0;
    for (let d = 0, i = a * 2 * width, j = b * 2 * width; d < width; d++, i += 2, j += 2) {
      const t = twiceOutside(boxes[i], boxes[j], boxes[i + 1] + boxes[j + 1]);
      sum += t * t;
    }
    return sum / 4;
  }

  private reserve(nodes: number): void {
    if (this.start.length >= nodes) return;
    this.start = new Int32Array(nodes);
    this.end = new Int32Array(nodes);
    this.right = new Int32Array(nodes);
    this.boxes = new Float64Array(nodes * 2 * this.width);
  }

  private addNode(from: number, to: number): number {
    const node = this.nodes++;
    this.start[node] = from;
    this.end[node] = to;
    this.right[node] = 0;
    return node;
  }

  /** Sets the node's box, centre and half length beside each other for each axis. */
  private fitBox(node: number, source: Float64Array, order: Int32Array): void {
    const { boxes, width } = this;
    const lows = new Float64Array(width).fill(Infinity);
    const highs = new Float64Array(width).fill(-Infinity);
    for (let p = this.start[node]; p < this.end[node]; p++) {
      widen(lows, highs, source, order[p] * width);
    }
    for (let d = 0, b = node * 2 * width; d < width; d++, b += 2) {
      const low = lows[d];
      const high = highs[d];
      boxes[b] = (low + high) / 2;
      boxes[b + 1] = (high - low) / 2 + ROUNDING * (Math.abs(low) + Math.abs(high));
    }
  }
}

/**
 * Takes the point at `from` into the box. A function of its own: a loop within a loop followed by another one is compiled
 * while the last has not run yet, and thrown away at every call.
 */
function widen(lows: Float64Array, highs: Float64Array, source: Float64Array, from: number): void {
  for (let d = 0, o = from; d < lows.length; d++, o++) {
    const v = source[o];
    if (v < lows[d]) lows[d] = v;
    if (v > highs[d]) highs[d] = v;
  }
}

/** Twice the distance from `q` to an interval. Without branches, which no processor could predict here. */
function twiceOutside(q: number, centre: number, halfLength: number): number {
  const t = Math.abs(q - centre) - halfLength;
  return t + Math.abs(t);
}
