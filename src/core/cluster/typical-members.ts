import type { Matrix } from '../arrays/matrix.ts';
import { sortInRuns } from '../arrays/sort-in-runs.ts';
import { type LoopHooks, partOf } from '../loop-hooks.ts';

const ROWS_A_CHECKPOINT = 4096;

/** The rows `members` of `x`, those nearest to their common mean first. */
export async function typicalMembers(
  x: Matrix,
  members: Int32Array,
  hooks: LoopHooks = {},
): Promise<Int32Array<ArrayBuffer>> {
  const { data, cols } = x;
  const mean = new Float64Array(cols);
  for (const [at, row] of members.entries()) {
    if (at % ROWS_A_CHECKPOINT === 0) await hooks.checkpoint?.((0.2 * at) / members.length);
    for (let c = 0; c < cols; c++) mean[c] += data[row * cols + c] / members.length;
  }
  const distance = new Float64Array(members.length);
  for (const [at, row] of members.entries()) {
    if (at % ROWS_A_CHECKPOINT === 0) await hooks.checkpoint?.(0.2 + (0.2 * at) / members.length);
    for (let c = 0; c < cols; c++) distance[at] += (data[row * cols + c] - mean[c]) ** 2;
  }
  const nearer = (a: number, b: number) => distance[a] - distance[b] || members[a] - members[b];
  const order = await sortInRuns([...members.keys()], nearer, partOf(hooks, 0.4, 1));
  return Int32Array.from(order, (at) => members[at]);
}
