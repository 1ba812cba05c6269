import type { LoopHooks } from '../loop-hooks.ts';

const LEAF_SIZE = 32;
/** Point visits between two checkpoints while building. */
const VISITS_PER_CHECKPOINT = 50_000;

/** Points whose rows are padded with zeros to a multiple of four coordinates. */
export interface PaddedPoints {
  readonly data: Float64Array;
  readonly count: number;
  readonly width: number;
}

export interface KdTree {
  /** In tree order: the points of a node lie side by side. */
  readonly points: PaddedPoints;
  /** The input's row at each place in tree order. */
  readonly order: Int32Array;
  /** Node `i` holds the places `[start[i], end[i])`; its left child is `i + 1`. */
  readonly start: Int32Array;
  readonly end: Int32Array;
  /** Right child, or 0 for a leaf. */
  readonly right: Int32Array;
  /** Bounding box of each node: `width` least, then `width` greatest coordinates. */
  readonly boxes: Float64Array;
}

/** Halves the points at the median of the widest side of their bounding box, down to small leaves. */
export async function buildKdTree(input: PaddedPoints, hooks: LoopHooks): Promise<KdTree> {
  const { count, width } = input;
  const order = Int32Array.from({ length: count }, (_, i) => i);
  const mostNodes = 4 * Math.ceil(count / LEAF_SIZE) + 4;
  const start = new Int32Array(mostNodes);
  const end = new Int32Array(mostNodes);
  const right = new Int32Array(mostNodes);
  const boxes = new Float64Array(mostNodes * 2 * width);
  const pending: { from: number; to: number; parent: number }[] =
    count > 0 ? [{ from: 0, to: count, parent: -1 }] : [];
  let nodes = 0;
  let visits = 0;
  let settled = 0;
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { from, to, parent } = next;
    const node = nodes++;
    start[node] = from;
    end[node] = to;
    if (parent >= 0) right[parent] = node;
    const axis = writeBox(input, order.subarray(from, to), boxes, node);
    if (to - from > LEAF_SIZE) {
      const middle = (from + to) >> 1;
      selectMedian(input, order, { from, to, middle, axis });
      pending.push({ from: middle, to, parent: node }, { from, to: middle, parent: -1 });
    } else settled += to - from;
    visits += to - from;
    if (visits > VISITS_PER_CHECKPOINT) {
      visits = 0;
      await hooks.checkpoint?.(settled / count);
    }
  }
  return { points: inOrder(input, order), order, start, end, right, boxes };
}

/** Returns the axis of the box's widest side. */
function writeBox(
  { data, width }: PaddedPoints,
  rows: Int32Array,
  boxes: Float64Array,
  node: number,
): number {
  const low = node * 2 * width;
  const high = low + width;
  boxes.fill(Number.POSITIVE_INFINITY, low, high);
  boxes.fill(Number.NEGATIVE_INFINITY, high, high + width);
  for (let i = 0; i < rows.length; i++) {
    const at = rows[i] * width;
    for (let d = 0; d < width; d++) {
      const v = data[at + d];
      if (v < boxes[low + d]) boxes[low + d] = v;
      if (v > boxes[high + d]) boxes[high + d] = v;
    }
  }
  let widest = 0;
  for (let d = 1; d < width; d++) {
    if (boxes[high + d] - boxes[low + d] > boxes[high + widest] - boxes[low + widest]) widest = d;
  }
  return widest;
}

/** Hoare's quickselect: puts the rows of `[from, to)` on the right sides of `middle` along `axis`. */
function selectMedian(
  { data, width }: PaddedPoints,
  order: Int32Array,
  range: { from: number; to: number; middle: number; axis: number },
): void {
  const { middle, axis } = range;
  let low = range.from;
  let high = range.to - 1;
  while (low < high) {
    const pivot = data[order[(low + high) >> 1] * width + axis];
    let i = low;
    let j = high;
    while (i <= j) {
      while (data[order[i] * width + axis] < pivot) i++;
      while (data[order[j] * width + axis] > pivot) j--;
      if (i > j) break;
      const t = order[i];
      order[i++] = order[j];
      order[j--] = t;
    }
    if (middle <= j) high = j;
    else if (middle >= i) low = i;
    else return;
  }
}

function inOrder({ data, count, width }: PaddedPoints, order: Int32Array): PaddedPoints {
  const sorted = new Float64Array(count * width);
  for (let place = 0; place < count; place++) {
    const at = order[place] * width;
    for (let d = 0; d < width; d++) sorted[place * width + d] = data[at + d];
  }
  return { data: sorted, count, width };
}
