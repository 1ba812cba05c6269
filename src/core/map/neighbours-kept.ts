import { type LoopHooks, partOf } from '../loop-hooks.ts';
import { nearestNeighbours } from '../neighbours/nearest-neighbours.ts';
import type { Neighbours } from '../neighbours/neighbours.ts';

const ROWS_PER_CHECKPOINT = 4096;

/**
 * Mean share of each point's nearest that are among its equally many nearest at `positions`, `[rows, 2]`, too: how
 * far a map can be believed. In `[0, 1]`; 1 where there are no neighbours to lose.
 */
export async function neighboursKept(
  { k, indices }: Neighbours,
  positions: Float32Array<ArrayBuffer>,
  hooks: LoopHooks,
): Promise<number> {
  const rows = positions.length / 2;
  if (k === 0) return 1;
  const plane = { data: positions, rows, cols: 2 };
  const { neighbours } = await nearestNeighbours(plane, k, partOf(hooks, 0, 0.9));
  const last = new Int32Array(rows).fill(-1);
  let kept = 0;
  for (let i = 0; i < rows; i++) {
    for (let e = i * k; e < (i + 1) * k; e++) last[indices[e]] = i;
    for (let e = i * k; e < (i + 1) * k; e++) if (last[neighbours.indices[e]] === i) kept++;
    if (i % ROWS_PER_CHECKPOINT === 0) await hooks.checkpoint?.(0.9 + (0.1 * i) / rows);
  }
  return kept / indices.length;
}
