import type { Matrix } from '../arrays/matrix.ts';
import type { LoopHooks } from '../loop-hooks.ts';

const VALUES_PER_CHECKPOINT = 1_000_000;

/** The first of each set of rows with equal values, ascending; expects finite values. */
export async function distinctRows(x: Matrix, hooks: LoopHooks): Promise<Int32Array<ArrayBuffer>> {
  return (await firstEqualRows(x, hooks)).filter((first, row) => first === row);
}

/** For each row the first one with the same values, which may be itself; expects finite values. */
export async function firstEqualRows(
  x: Matrix,
  hooks: LoopHooks,
): Promise<Int32Array<ArrayBuffer>> {
  const { data, rows, cols } = x;
  let slots = 16;
  while (slots < 2 * rows) slots *= 2;
  const slotRow = new Int32Array(slots).fill(-1);
  const bits = new Int32Array(data.buffer, data.byteOffset, data.length);
  const firsts = new Int32Array(rows);
  const step = Math.max(1, Math.floor(VALUES_PER_CHECKPOINT / Math.max(1, cols)));
  for (let row = 0; row < rows; row++) {
    let slot = hashRow(data, bits, row, cols) & (slots - 1);
    while (slotRow[slot] >= 0 && !areRowsEqual(data, slotRow[slot], row, cols)) {
      slot = (slot + 1) & (slots - 1);
    }
    if (slotRow[slot] < 0) slotRow[slot] = row;
    firsts[row] = slotRow[slot];
    if (row % step === 0) await hooks.checkpoint?.(row / rows);
  }
  return firsts;
}

/** FNV-1a over words; 0 and -0 are equal values and so must hash alike. */
function hashRow(data: Float32Array, bits: Int32Array, row: number, cols: number): number {
  let hash = 0x811c9dc5;
  for (let i = row * cols; i < (row + 1) * cols; i++) {
    hash = Math.imul(hash ^ (data[i] === 0 ? 0 : bits[i]), 0x01000193);
    hash ^= hash >>> 15;
  }
  return hash >>> 0;
}

function areRowsEqual(data: Float32Array, a: number, b: number, cols: number): boolean {
  for (let i = 0; i < cols; i++) if (data[a * cols + i] !== data[b * cols + i]) return false;
  return true;
}
