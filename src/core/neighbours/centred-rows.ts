import type { Matrix } from '../arrays/matrix.ts';
import type { LoopHooks } from '../loop-hooks.ts';

const VALUES_PER_CHECKPOINT = 1_000_000;

/** Some rows of a matrix seen from their mean, which keeps a common offset out of their inner products. */
export interface CentredRows {
  readonly x: Matrix;
  /** Rows of `x`; a point is a place in it. */
  readonly rows: Int32Array;
  readonly centre: Float64Array;
  /** Squared distance of each point from the centre. */
  readonly squares: Float64Array;
}

export async function centreRows(
  x: Matrix,
  rows: Int32Array,
  hooks: LoopHooks,
): Promise<CentredRows> {
  const step = Math.max(1, Math.floor(VALUES_PER_CHECKPOINT / Math.max(1, x.cols)));
  const pause = async (done: number) => {
    if (done % step === 0) await hooks.checkpoint?.(done / (2 * rows.length));
  };
  const centre = new Float64Array(x.cols);
  for (let i = 0; i < rows.length; i++) {
    const at = rows[i] * x.cols;
    for (let d = 0; d < x.cols; d++) centre[d] += x.data[at + d] / rows.length;
    await pause(i);
  }
  const squares = new Float64Array(rows.length);
  const row = new Float64Array(x.cols);
  for (let i = 0; i < rows.length; i++) {
    readCentred(x, rows[i], centre, row);
    squares[i] = row.reduce((sum, v) => sum + v * v, 0);
    await pause(rows.length + i);
  }
  return { x, rows, centre, squares };
}

/** Overwrites `out` with row `row` less `centre`. */
export function readCentred(x: Matrix, row: number, centre: Float64Array, out: Float64Array): void {
  const at = row * x.cols;
  for (let d = 0; d < out.length; d++) out[d] = x.data[at + d] - centre[d];
}
