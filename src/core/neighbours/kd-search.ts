import type { KdTree } from './kd-tree.ts';
import type { NearestTable } from './nearest-table.ts';

/** One pending far child a level; a median tree of any size that fits in memory is shallower. */
const DEEPEST = 64;

/** Searches of one tree around its own points; not reentrant. */
export class KdSearch {
  /** Distances to points and boxes measured so far: what the searches cost. */
  measured = 0;
  /** Places that the last `collectWithin` found. */
  readonly found: Int32Array;

  private readonly tree: KdTree;
  private readonly pending = new Int32Array(DEEPEST);
  private readonly pendingSquare = new Float64Array(DEEPEST);
  private depth = 0;

  constructor(tree: KdTree) {
    this.tree = tree;
    this.found = new Int32Array(tree.points.count);
  }

  /** Offers `row` of `table` the nearest other places of the point at `place`. */
  nearest(place: number, table: NearestTable, row: number): void {
    const { start, end, points } = this.tree;
    const { data, width } = points;
    const query = place * width;
    let limit = table.worst(row);
    this.begin();
    while (this.depth > 0) {
      const leaf = this.descend(query, limit);
      if (leaf < 0) continue;
      this.measured += end[leaf] - start[leaf];
      for (let p = start[leaf]; p < end[leaf]; p++) {
        const square = squareBetween(data, query, p * width, width, limit);
        if (square < limit && p !== place) {
          table.offer(row, p, square);
          limit = table.worst(row);
        }
      }
    }
  }

  /** Finds the other places whose squared distance is below `limit`; returns how many are in `found`. */
  collectWithin(place: number, limit: number): number {
    const { start, end, points } = this.tree;
    const { data, width } = points;
    const query = place * width;
    let count = 0;
    this.begin();
    while (this.depth > 0) {
      const leaf = this.descend(query, limit);
      if (leaf < 0) continue;
      this.measured += end[leaf] - start[leaf];
      for (let p = start[leaf]; p < end[leaf]; p++) {
        if (p === place) continue;
        if (squareBetween(data, query, p * width, width, limit) < limit) this.found[count++] = p;
      }
    }
    return count;
  }

  private begin(): void {
    this.pending[0] = 0;
    this.pendingSquare[0] = 0;
    this.depth = this.tree.points.count > 0 ? 1 : 0;
  }

  /** Follows the nearer children to a leaf, leaving farther ones pending; -1 where all is too far. */
  private descend(query: number, limit: number): number {
    const { right, boxes, points } = this.tree;
    const { data, width } = points;
    const { pending, pendingSquare } = this;
    this.depth--;
    if (pendingSquare[this.depth] >= limit) return -1;
    let node = pending[this.depth];
    while (right[node] > 0) {
      const a = node + 1;
      const b = right[node];
      const toA = squareToBox(boxes, a * 2 * width, data, query, width);
      const toB = squareToBox(boxes, b * 2 * width, data, query, width);
      this.measured += 2;
      const nearIsA = toA <= toB;
      const far = nearIsA ? toB : toA;
      if (far < limit) {
        pending[this.depth] = nearIsA ? b : a;
        pendingSquare[this.depth++] = far;
      }
      if ((nearIsA ? toA : toB) >= limit) return -1;
      node = nearIsA ? a : b;
    }
    return node;
  }
}

/**
 * Gives up with a partial sum once that reaches `limit`. V8 compiles it well only while it sees nothing
 * but doubles, so it isn't shared with single-precision rows.
 */
function squareBetween(
  data: Float64Array,
  a: number,
  b: number,
  width: number,
  limit: number,
): number {
  let sum = 0;
  for (let d = 0; d < width; d += 4) {
    const p = data[a + d] - data[b + d];
    const q = data[a + d + 1] - data[b + d + 1];
    const r = data[a + d + 2] - data[b + d + 2];
    const s = data[a + d + 3] - data[b + d + 3];
    sum += p * p + q * q + r * r + s * s;
    if (sum >= limit) break;
  }
  return sum;
}

function squareToBox(
  boxes: Float64Array,
  low: number,
  data: Float64Array,
  query: number,
  width: number,
): number {
  const high = low + width;
  let sum = 0;
  for (let d = 0; d < width; d += 2) {
    sum += gapSquare(data[query + d], boxes[low + d], boxes[high + d]);
    sum += gapSquare(data[query + d + 1], boxes[low + d + 1], boxes[high + d + 1]);
  }
  return sum;
}

function gapSquare(v: number, low: number, high: number): number {
  const gap = v < low ? low - v : v > high ? v - high : 0;
  return gap * gap;
}
