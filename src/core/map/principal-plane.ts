import { type LoopHooks, partOf } from '../loop-hooks.ts';
import type { SearchSpace } from '../neighbours/search-space.ts';
import { symmetricEigen } from './symmetric-eigen.ts';

const ROWS_PER_CHECKPOINT = 4096;

export interface PrincipalPlane {
  /** Row-major `[rows, 2]`, around the mean; the largest part of each axis points to the positive side. */
  readonly positions: Float32Array<ArrayBuffer>;
  /** Of the whole variance, along the first and the second axis. */
  readonly shares: readonly [number, number];
}

/**
 * The two directions of greatest variance. Exact up to 24 columns; of more, within the fifteen leading directions
 * of 1,500 rows that the search space has found already.
 */
export async function principalPlane(
  space: SearchSpace,
  hooks: LoopHooks,
): Promise<PrincipalPlane> {
  const { x, points, directions } = space;
  const positions = new Float32Array(x.rows * 2);
  if (x.rows === 0 || directions === 0) return { positions, shares: [0, 0] };
  const mean = meanOf(space);
  const { covariance, total } = await spreadOf(space, mean, partOf(hooks, 0, 0.7));
  const { values, vectors } = symmetricEigen(covariance, directions);
  const axes = [0, 1].map((axis) => {
    const at = axis * directions;
    return axis < directions ? pointed(vectors.subarray(at, at + directions)) : undefined;
  });
  for (let i = 0; i < x.rows; i++) {
    for (const [axis, direction] of axes.entries()) {
      if (!direction) continue;
      const from = i * points.width;
      let place = 0;
      for (let d = 0; d < directions; d++)
        place += direction[d] * (points.data[from + d] - mean[d]);
      positions[2 * i + axis] = place;
    }
    if (i % ROWS_PER_CHECKPOINT === 0) await hooks.checkpoint?.(0.7 + (0.3 * i) / x.rows);
  }
  const shareOf = (axis: number) => (total > 0 ? Math.max(0, values[axis] ?? 0) / total : 0);
  return { positions, shares: [shareOf(0), shareOf(1)] };
}

function meanOf({ x, points, directions }: SearchSpace): Float64Array {
  const mean = new Float64Array(directions);
  for (let i = 0; i < x.rows; i++) {
    for (let d = 0; d < directions; d++) mean[d] += points.data[i * points.width + d] / x.rows;
  }
  return mean;
}

/** Sums over all rows: the products of their deviations, and all their squares, what the directions miss included. */
async function spreadOf(
  { x, points, directions, slack }: SearchSpace,
  mean: Float64Array,
  { checkpoint }: LoopHooks,
) {
  const covariance = new Float64Array(directions * directions);
  const row = new Float64Array(directions);
  let total = 0;
  for (let i = 0; i < x.rows; i++) {
    const from = i * points.width;
    for (let d = 0; d < directions; d++) row[d] = points.data[from + d] - mean[d];
    for (let d = 0; d < directions; d++) {
      total += row[d] * row[d];
      for (let e = d; e < directions; e++) covariance[d * directions + e] += row[d] * row[e];
    }
    if (slack !== undefined) total += points.data[from + directions] ** 2;
    if (i % ROWS_PER_CHECKPOINT === 0) await checkpoint?.(i / x.rows);
  }
  for (let d = 0; d < directions; d++) {
    for (let e = 0; e < d; e++) covariance[d * directions + e] = covariance[e * directions + d];
  }
  return { covariance, total };
}

/** The same direction or its opposite, so that a map does not lie mirrored from one run to the next. */
function pointed(direction: Float64Array): Float64Array {
  const largest = direction.reduce((best, part) => (Math.abs(part) > Math.abs(best) ? part : best));
  return largest < 0 ? direction.map((part) => -part) : direction;
}
