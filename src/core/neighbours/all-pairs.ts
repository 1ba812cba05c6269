import type { Matrix } from '../arrays/matrix.ts';
import type { LoopHooks } from '../loop-hooks.ts';
import { NearestTable } from './nearest-table.ts';
import { squaredDistance } from './squared-distance.ts';

/** Values of a panel of rows in double precision; two panels stay in a core's second-level cache. */
const PANEL_VALUES = 32_768;
const BLOCK = 4;

/** Some rows as doubles around a common centre, with their squared lengths; padded to whole blocks. */
interface Panel {
  readonly values: Float64Array;
  readonly squares: Float64Array;
  first: number;
  count: number;
}

/**
 * The `k` nearest among `rows` of `x` by meeting every pair, for data that no search tree prunes. Squared
 * distances come from inner products, whose rounding is bounded; whichever pair might matter is measured
 * again from the differences, so the result is exact. Row numbers in the table are places in `rows`.
 */
export async function nearestByAllPairs(
  x: Matrix,
  rows: Int32Array,
  k: number,
  hooks: LoopHooks,
): Promise<NearestTable> {
  const table = new NearestTable(rows.length, k);
  const size = BLOCK * Math.max(4, Math.min(64, Math.floor(PANEL_VALUES / BLOCK / (x.cols + 1))));
  const centre = meanRow(x, rows);
  const one = createPanel(size, x.cols);
  const other = createPanel(size, x.cols);
  const products = new Float64Array(size * size);
  const pairs = (rows.length * (rows.length + 1)) / 2;
  let done = 0;
  for (let i = 0; i < rows.length; i += size) {
    fillPanel(one, x, rows, centre, i);
    for (let j = i; j < rows.length; j += size) {
      fillPanel(other, x, rows, centre, j);
      innerProducts(one, other, x.cols, products);
      offerPairs({ x, rows, table, one, other, products });
      done += one.count * other.count;
      await hooks.checkpoint?.(Math.min(1, done / pairs));
    }
  }
  return table;
}

function createPanel(size: number, cols: number): Panel {
  const values = new Float64Array(size * cols);
  return { values, squares: new Float64Array(size), first: 0, count: 0 };
}

function meanRow(x: Matrix, rows: Int32Array): Float64Array {
  const mean = new Float64Array(x.cols);
  for (const row of rows) {
    for (let d = 0; d < x.cols; d++) mean[d] += x.data[row * x.cols + d] / rows.length;
  }
  return mean;
}

function fillPanel(
  panel: Panel,
  x: Matrix,
  rows: Int32Array,
  centre: Float64Array,
  first: number,
): void {
  const size = panel.squares.length;
  panel.first = first;
  panel.count = Math.min(size, rows.length - first);
  if (panel.count < size) panel.values.fill(0);
  for (let r = 0; r < panel.count; r++) {
    const from = rows[first + r] * x.cols;
    let square = 0;
    for (let d = 0; d < x.cols; d++) {
      const v = x.data[from + d] - centre[d];
      panel.values[r * x.cols + d] = v;
      square += v * v;
    }
    panel.squares[r] = square;
  }
}

/** Two rows of one against four of the other at a time: eight sums for six loads. */
function innerProducts(one: Panel, other: Panel, cols: number, out: Float64Array): void {
  const size = one.squares.length;
  const a = one.values;
  const b = other.values;
  for (let i = 0; i < one.count; i += 2) {
    const a0 = i * cols;
    const a1 = a0 + cols;
    for (let j = 0; j < other.count; j += BLOCK) {
      const b0 = j * cols;
      const b1 = b0 + cols;
      const b2 = b1 + cols;
      const b3 = b2 + cols;
      let s00 = 0;
      let s01 = 0;
      let s02 = 0;
      let s03 = 0;
      let s10 = 0;
      let s11 = 0;
      let s12 = 0;
      let s13 = 0;
      for (let d = 0; d < cols; d++) {
        const p = a[a0 + d];
        const q = a[a1 + d];
        const v0 = b[b0 + d];
        const v1 = b[b1 + d];
        const v2 = b[b2 + d];
        const v3 = b[b3 + d];
        s00 += p * v0;
        s01 += p * v1;
        s02 += p * v2;
        s03 += p * v3;
        s10 += q * v0;
        s11 += q * v1;
        s12 += q * v2;
        s13 += q * v3;
      }
      const at = i * size + j;
      out[at] = s00;
      out[at + 1] = s01;
      out[at + 2] = s02;
      out[at + 3] = s03;
      out[at + size] = s10;
      out[at + size + 1] = s11;
      out[at + size + 2] = s12;
      out[at + size + 3] = s13;
    }
  }
}

function offerPairs(panels: {
  readonly x: Matrix;
  readonly rows: Int32Array;
  readonly table: NearestTable;
  readonly one: Panel;
  readonly other: Panel;
  readonly products: Float64Array;
}): void {
  const { x, rows, table, one, other, products } = panels;
  const size = one.squares.length;
  const rounding = 1 - 4 * (x.cols + 4) * Number.EPSILON;
  for (let i = 0; i < one.count; i++) {
    const p = one.first + i;
    for (
      let j = one === other || p >= other.first ? p - other.first + 1 : 0;
      j < other.count;
      j++
    ) {
      const q = other.first + j;
      const lower = (one.squares[i] + other.squares[j]) * rounding - 2 * products[i * size + j];
      if (lower >= table.worst(p) && lower >= table.worst(q)) continue;
      const square = squaredDistance(x.data, rows[p] * x.cols, rows[q] * x.cols, x.cols);
      table.offer(p, q, square);
      table.offer(q, p, square);
    }
  }
}
