import { type CentredRows, readCentred } from './centred-rows.ts';
import type { NearestTable } from './nearest-table.ts';
import { squaredDistance } from './squared-distance.ts';

/** Points `[first, end)`. */
export interface Span {
  readonly first: number;
  readonly end: number;
}

/** Values of a panel of rows in double precision; two panels stay in a core's second-level cache. */
const PANEL_VALUES = 32_768;
const BLOCK = 4;

/** Some centred rows as doubles; padded to whole blocks. */
interface Panel {
  readonly values: Float64Array;
  first: number;
  count: number;
}

/**
 * Compares points in double precision. Squared distances come from inner products, whose rounding is bounded; whichever
 * pair might matter is measured again from the differences, so that `table` stays exact.
 */
export class PlainPairs {
  private readonly points: CentredRows;
  private readonly table: NearestTable;
  private readonly size: number;
  private readonly one: Panel;
  private readonly other: Panel;
  private readonly products: Float64Array;

  constructor(points: CentredRows, table: NearestTable) {
    const { cols } = points.x;
    this.points = points;
    this.table = table;
    this.size = BLOCK * Math.max(4, Math.min(64, Math.floor(PANEL_VALUES / BLOCK / (cols + 1))));
    this.one = createPanel(this.size * cols);
    this.other = createPanel(this.size * cols);
    this.products = new Float64Array(this.size * this.size);
  }

  /** Offers the table all pairs of a point of `strip` and a later one of `tile`. */
  async compare(strip: Span, tile: Span, pause: () => Promise<void>): Promise<void> {
    const { one, other, size, products } = this;
    const { cols } = this.points.x;
    for (let i = strip.first; i < strip.end; i += size) {
      this.fill(one, i, strip.end);
      for (let j = tile.first; j < tile.end; j += size) {
        if (j + size <= i) continue;
        this.fill(other, j, tile.end);
        innerProducts({ one, other, size, cols, out: products });
        this.offer();
        await pause();
      }
    }
  }

  private fill(panel: Panel, first: number, end: number): void {
    const { x, rows, centre } = this.points;
    panel.first = first;
    panel.count = Math.min(this.size, end - first);
    if (panel.count < this.size) panel.values.fill(0);
    for (let r = 0; r < panel.count; r++) {
      const row = panel.values.subarray(r * x.cols, (r + 1) * x.cols);
      readCentred(x, rows[first + r], centre, row);
    }
  }

  private offer(): void {
    const { one, other, products, table, size } = this;
    const { x, rows, squares } = this.points;
    const rounding = 1 - 4 * (x.cols + 4) * Number.EPSILON;
    for (let i = 0; i < one.count; i++) {
      const p = one.first + i;
      for (let j = Math.max(0, p - other.first + 1); j < other.count; j++) {
        const q = other.first + j;
        const lower = (squares[p] + squares[q]) * rounding - 2 * products[i * size + j];
        if (lower >= table.worst(p) && lower >= table.worst(q)) continue;
        const square = squaredDistance(x.data, rows[p] * x.cols, rows[q] * x.cols, x.cols);
        table.offer(p, q, square);
        table.offer(q, p, square);
      }
    }
  }
}

function createPanel(values: number): Panel {
  return { values: new Float64Array(values), first: 0, count: 0 };
}

/** Two rows of one against four of the other at a time: eight sums for six loads. */
function innerProducts(panels: {
  readonly one: Panel;
  readonly other: Panel;
  readonly size: number;
  readonly cols: number;
  readonly out: Float64Array;
}): void {
  const { one, other, size, cols, out } = panels;
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
