import type { Matrix } from '../arrays/matrix.ts';
import { type LoopHooks, partOf } from '../loop-hooks.ts';
import { requireFinite } from '../neighbours/require-finite.ts';

const VALUES_PER_CHECKPOINT = 1_000_000;

/**
 * Euclidean distances of all pairs of rows: condensed upper triangle in scipy's `pdist` order, length
 * n(n-1)/2, in double precision. Memory is quadratic: meant for samples.
 *
 * @throws {AppError} `bad-features` if a value is not finite.
 */
export async function pairDistances(
  x: Matrix,
  hooks: LoopHooks,
): Promise<Float64Array<ArrayBuffer>> {
  const { data, rows, cols } = x;
  await requireFinite(x, partOf(hooks, 0, 0));
  const distances = new Float64Array((rows * (rows - 1)) / 2);
  let at = 0;
  let sinceCheckpoint = 0;
  for (let i = 0; i < rows; i++) {
    for (let j = i + 1; j < rows; j++) {
      let sum = 0;
      for (let d = 0; d < cols; d++) {
        const t = data[i * cols + d] - data[j * cols + d];
        sum += t * t;
      }
      distances[at++] = Math.sqrt(sum);
    }
    sinceCheckpoint += (rows - i) * cols;
    if (sinceCheckpoint < VALUES_PER_CHECKPOINT) continue;
    sinceCheckpoint = 0;
    await hooks.checkpoint?.(at / distances.length);
  }
  return distances;
}
