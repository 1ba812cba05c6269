import type { LoopHooks } from '../loop-hooks.ts';
import { dividePoints, LEAST_SHARE } from './divide-points.ts';

const LEAF_SIZE = 20;
/** Keeps a box around its points although its centre and half lengths are rounded. */
const ROUNDING = 4 * Number.EPSILON;
/** Point visits between two checkpoints while building. */
const VISITS_PER_CHECKPOINT = 50_000;

/** Points whose rows are padded with zeros to `paddedWidth`. */
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
  /** Coordinate along which a node is divided, its greatest value on the left and least on the right. */
  readonly axis: Int32Array;
  readonly leftEnd: Float64Array;
  readonly rightStart: Float64Array;
  /** Box around a leaf's points: centre and half length beside each other for each coordinate. */
  readonly boxes: Float64Array;
}

/** Divides the points down to small leaves. */
export async function buildKdTree(input: PaddedPoints, hooks: LoopHooks): Promise<KdTree> {
  const { data: coords, count, width } = input;
  const order = Int32Array.from({ length: count }, (_, i) => i);
  const tree = blankTree(input, order);
  const pending: { from: number; to: number; parent: number }[] =
    count > 0 ? [{ from: 0, to: count, parent: -1 }] : [];
  let nodes = 0;
  let visits = 0;
  let settled = 0;
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { from, to, parent } = next;
    const node = nodes++;
    tree.start[node] = from;
    tree.end[node] = to;
    if (parent >= 0) tree.right[parent] = node;
    if (to - from > LEAF_SIZE) {
      const { axis, middle } = dividePoints({ coords, width, order, from, to });
      tree.axis[node] = axis;
      tree.leftEnd[node] = greatest(input, order.subarray(from, middle), axis);
      tree.rightStart[node] = least(input, order.subarray(middle, to), axis);
      pending.push({ from: middle, to, parent: node }, { from, to: middle, parent: -1 });
    } else {
      fitBox(input, order.subarray(from, to), tree.boxes, node);
      settled += to - from;
    }
    visits += to - from;
    if (visits > VISITS_PER_CHECKPOINT) {
      visits = 0;
      await hooks.checkpoint?.(settled / count);
    }
  }
  return { ...tree, points: inOrder(input, order) };
}

function blankTree(points: PaddedPoints, order: Int32Array): KdTree {
  const mostLeaves = Math.ceil(points.count / (LEAF_SIZE * LEAST_SHARE)) + 1;
  const mostNodes = 2 * mostLeaves;
  return {
    points,
    order,
    start: new Int32Array(mostNodes),
    end: new Int32Array(mostNodes),
    right: new Int32Array(mostNodes),
    axis: new Int32Array(mostNodes),
    leftEnd: new Float64Array(mostNodes),
    rightStart: new Float64Array(mostNodes),
    boxes: new Float64Array(mostNodes * 2 * points.width),
  };
}

function greatest({ data, width }: PaddedPoints, rows: Int32Array, axis: number): number {
  let found = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < rows.length; i++) found = Math.max(found, data[rows[i] * width + axis]);
  return found;
}

function least({ data, width }: PaddedPoints, rows: Int32Array, axis: number): number {
  let found = Number.POSITIVE_INFINITY;
  for (let i = 0; i < rows.length; i++) found = Math.min(found, data[rows[i] * width + axis]);
  return found;
}

function fitBox(points: PaddedPoints, rows: Int32Array, boxes: Float64Array, leaf: number): void {
  for (let axis = 0, b = leaf * 2 * points.width; axis < points.width; axis++, b += 2) {
    const low = least(points, rows, axis);
    const high = greatest(points, rows, axis);
    boxes[b] = (low + high) / 2;
    boxes[b + 1] = (high - low) / 2 + ROUNDING * (Math.abs(low) + Math.abs(high));
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
