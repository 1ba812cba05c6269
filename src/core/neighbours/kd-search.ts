import type { KdTree } from './kd-tree.ts';
import type { NearestTable } from './nearest-table.ts';
import { BLOCK, LANES, squaredDistances } from './squared-distances.ts';

/** More than a way down the tree is long: each division leaves a quarter of the points on either side. */
const DEEPEST = 256;
/** For the rounding of bounds that grow along a way down the tree. */
const SLACK = 1 - 1e-12;
/** Stands on the stack for a finished child, whose gap is to be taken back. */
const DONE = -1;

/** Searches of one tree around its own points; not reentrant. */
export class KdSearch {
  /** Distances to points and boxes measured so far: what the searches cost. */
  measured = 0;
  /** Places that the last `collectWithin` found. */
  readonly found: Int32Array;

  private readonly tree: KdTree;
  private readonly query: Float64Array;
  /** How far the query lies outside the node at hand, along each axis. */
  private readonly outside: Float64Array;
  private readonly squared = new Float64Array(BLOCK);
  /** Children put off: what they add to `outside`, and how near they can be, squared. */
  private readonly pending = new Int32Array(DEEPEST);
  private readonly pendingAxis = new Int32Array(DEEPEST);
  private readonly pendingGap = new Float64Array(DEEPEST);
  private readonly pendingSquare = new Float64Array(DEEPEST);
  private depth = 0;

  constructor(tree: KdTree) {
    const { count, width } = tree.points;
    this.tree = tree;
    this.found = new Int32Array(count);
    this.query = new Float64Array(width);
    this.outside = new Float64Array(width);
  }

  /** Offers `row` of `table` the nearest other places of the point at `place`. */
  nearest(place: number, table: NearestTable, row: number): void {
    const { squared } = this;
    const { start, end } = this.tree;
    let limit = table.worst(row);
    this.begin(place);
    while (this.depth > 0) {
      const leaf = this.nextLeaf(limit);
      if (leaf < 0) continue;
      const first = start[leaf];
      const count = end[leaf] - first;
      this.measure(first, count, limit);
      for (let w = 0; w < count; w++) {
        if (squared[w] >= limit || first + w === place) continue;
        table.offer(row, first + w, squared[w]);
        limit = table.worst(row);
      }
    }
  }

  /** Finds the other places whose squared distance is below `limit`; returns how many are in `found`. */
  collectWithin(place: number, limit: number): number {
    const { squared, found } = this;
    const { start, end } = this.tree;
    let collected = 0;
    this.begin(place);
    while (this.depth > 0) {
      const leaf = this.nextLeaf(limit);
      if (leaf < 0) continue;
      const first = start[leaf];
      const count = end[leaf] - first;
      this.measure(first, count, limit);
      for (let w = 0; w < count; w++) {
        if (squared[w] < limit && first + w !== place) found[collected++] = first + w;
      }
    }
    return collected;
  }

  private begin(place: number): void {
    const { data, width } = this.tree.points;
    for (let d = 0, from = place * width; d < width; d++) this.query[d] = data[from + d];
    this.pending[0] = 0;
    this.pendingAxis[0] = 0;
    this.pendingGap[0] = 0;
    this.pendingSquare[0] = 0;
    this.depth = this.tree.points.count > 0 ? 1 : 0;
  }

  /** Follows the nearer children to a leaf, putting off farther ones; -1 where all is too far. */
  private nextLeaf(limit: number): number {
    const { pending, pendingAxis, pendingGap, pendingSquare, outside, query } = this;
    const { right, axis, leftEnd, rightStart } = this.tree;
    let top = this.depth - 1;
    const gapAxis = pendingAxis[top];
    const gapBefore = outside[gapAxis];
    let node = pending[top];
    const square = pendingSquare[top];
    this.depth = top;
    if (node === DONE) outside[gapAxis] = pendingGap[top];
    if (node === DONE || SLACK * square >= limit) return -1;
    outside[gapAxis] = pendingGap[top];
    pending[top] = DONE;
    pendingGap[top++] = gapBefore;
    for (let second = right[node]; second > 0; second = right[node]) {
      const along = axis[node];
      const beyondLeft = query[along] - leftEnd[node];
      const beforeRight = rightStart[node] - query[along];
      const isLeft = beyondLeft < beforeRight;
      const gap = isLeft ? beforeRight : beyondLeft;
      const further = square - outside[along] * outside[along] + gap * gap;
      if (SLACK * further < limit) {
        pending[top] = isLeft ? second : node + 1;
        pendingAxis[top] = along;
        pendingGap[top] = gap;
        pendingSquare[top++] = further;
      }
      node = isLeft ? node + 1 : second;
    }
    this.depth = top;
    this.measured++;
    return this.boxSquare(node) < limit ? node : -1;
  }

  private boxSquare(leaf: number): number {
    const { boxes } = this.tree;
    const { query } = this;
    let sum = 0;
    for (let d = 0, b = leaf * 2 * query.length; d < query.length; d += LANES, b += 2 * LANES) {
      const t0 = twiceOutside(query[d], boxes[b], boxes[b + 1]);
      const t1 = twiceOutside(query[d + 1], boxes[b + 2], boxes[b + 3]);
      const t2 = twiceOutside(query[d + 2], boxes[b + 4], boxes[b + 5]);
      const t3 = twiceOutside(query[d + 3], boxes[b + 6], boxes[b + 7]);
      const t4 = twiceOutside(query[d + 4], boxes[b + 8], boxes[b + 9]);
      sum += t0 * t0 + t1 * t1 + (t2 * t2 + t3 * t3) + t4 * t4;
    }
    return sum / 4;
  }

  private measure(first: number, count: number, limit: number): void {
    const { data, width } = this.tree.points;
    this.measured += count;
    squaredDistances(data, width, first, count, this.query, this.squared, limit);
  }
}

/** Twice the distance from `v` to an interval. Without branches, which no processor could predict here. */
function twiceOutside(v: number, centre: number, halfLength: number): number {
  const t = Math.abs(v - centre) - halfLength;
  return t + Math.abs(t);
}
