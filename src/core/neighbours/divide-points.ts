/** Points by which the axis and the place of a division are chosen. */
const JUDGES = 512;
/** Least share of the points on either side of a division. */
export const LEAST_SHARE = 1 / 4;

/** Points as rows of `width` numbers, and what of them is to be divided. */
interface Points {
  readonly coords: Float64Array;
  readonly width: number;
  /** Rows, whose order is changed between `from` and `to`. */
  readonly order: Int32Array;
  readonly from: number;
  readonly to: number;
}

export interface Division {
  readonly axis: number;
  /** Rows from here on are on the high side of the axis, those before on the low side. */
  readonly middle: number;
}

/**
 * Divides points at the mean of their most varied coordinate, or at its median where the mean leaves less
 * than a quarter on one side. In clouds of points the leaves of a tree made so are rounder than those of
 * medians of the widest side: neighbour searches meet two thirds of the points and fewer boxes.
 */
export function dividePoints(points: Points): Division {
  const { from, to } = points;
  const { axis, mean } = mostVaried(points);
  const middle = partition(points, axis, mean);
  if (Math.min(middle - from, to - middle) >= LEAST_SHARE * (to - from)) return { axis, middle };
  const median = (from + to) >> 1;
  selectNth(points, axis, median);
  return { axis, middle: median };
}

function mostVaried({ coords, width, order, from, to }: Points): { axis: number; mean: number } {
  const step = Math.ceil((to - from) / JUDGES);
  const judges = Math.ceil((to - from) / step);
  const origin = order[from] * width;
  let found = { axis: 0, mean: coords[origin] };
  let most = 0;
  for (let axis = 0; axis < width; axis++) {
    const first = coords[origin + axis];
    let sum = 0;
    let squares = 0;
    for (let i = from; i < to; i += step) {
      const v = coords[order[i] * width + axis] - first;
      sum += v;
      squares += v * v;
    }
    const variation = squares - (sum * sum) / judges;
    if (variation <= most) continue;
    most = variation;
    found = { axis, mean: first + sum / judges };
  }
  return found;
}

/** Puts the rows below `value` first; returns where the others begin. */
function partition(points: Points, axis: number, value: number): number {
  const { coords, width, order } = points;
  let i = points.from;
  let j = points.to;
  while (i < j) {
    if (coords[order[i] * width + axis] < value) i++;
    else {
      const t = order[--j];
      order[j] = order[i];
      order[i] = t;
    }
  }
  return i;
}

/** Hoare's selection: afterwards everything before `nth` is no larger, everything after no smaller. */
function selectNth(points: Points, axis: number, nth: number): void {
  const { coords, width, order } = points;
  let left = points.from;
  let right = points.to - 1;
  while (left < right) {
    const pivot = coords[order[(left + right) >> 1] * width + axis];
    let i = left;
    let j = right;
    while (i <= j) {
      while (coords[order[i] * width + axis] < pivot) i++;
      while (coords[order[j] * width + axis] > pivot) j--;
      if (i > j) break;
      const t = order[i];
      order[i++] = order[j];
      order[j--] = t;
    }
    if (nth <= j) right = j;
    else if (nth >= i) left = i;
    else return;
  }
}
