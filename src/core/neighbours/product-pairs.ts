import { type CentredRows, readCentred } from './centred-rows.ts';
import type { NearestTable } from './nearest-table.ts';
import type { Span } from './plain-pairs.ts';
import { squaredDistance } from './squared-distance.ts';
import type { HeldTile, TileProducts } from './tile-products.ts';

/** What `TileProducts` may be off by in one operation, as a share of its result. */
const UNIT = 2 ** -23;
/** A bound on all that it may count as 0, for each column, where no row is longer than 1. */
const NOTHING = 2 ** -122;
/** With more columns the bound on rounding would hide what it is to find. */
const MOST_COLUMNS = 50_000;
const TILE_ROWS = 768;
const TILE_VALUES = 2 ** 22;
const LEAST_STRIP_ROWS = 16;
const ROWS_PER_CHECKPOINT = 16;
/** Products of each strip that are made again here. */
const CHECKS = 8;
/** With more pairs than this measured for nothing, of all, double precision is faster. */
const MOST_IN_VAIN = 1 / 8;
const PAIRS_BEFORE_JUDGED = 2_000_000;

/** Whether the bound on their rounding leaves something of products over so many columns. */
export function canBoundProducts(cols: number): boolean {
  return cols <= MOST_COLUMNS;
}

/**
 * Compares points by products of another's making. They are scaled to lie within the unit ball, so that nothing
 * overflows; what single precision may hide is taken off every distance, and whichever pair might then matter is
 * measured from the differences in double precision, so that `table` stays exact.
 */
export class ProductPairs {
  readonly tileRows: number;
  readonly stripRows: number;
  /** Why no more pairs should be compared so, to end a clause that begins with "since". */
  failure: string | undefined;

  private readonly points: CentredRows;
  private readonly table: NearestTable;
  private readonly products: TileProducts;
  private readonly lengths: Float64Array;
  private readonly scale: number;
  private readonly row: Float64Array;
  private readonly strip: Float32Array;
  private readonly tile: Float32Array;
  /** Of the tile's points, what a distance must undercut to matter to them. */
  private readonly reach: Float64Array;
  private held: { readonly tile: HeldTile; readonly span: Span } | undefined;
  private compared = 0;
  private inVain = 0;

  constructor(points: CentredRows, table: NearestTable, products: TileProducts) {
    const { cols } = points.x;
    const rows = points.rows.length;
    this.points = points;
    this.table = table;
    this.products = products;
    this.tileRows = Math.max(1, Math.min(TILE_ROWS, rows, Math.floor(TILE_VALUES / cols)));
    const affordable = Math.floor(products.most / (this.tileRows * cols));
    this.stripRows = Math.min(rows, Math.max(LEAST_STRIP_ROWS, Math.min(TILE_ROWS, affordable)));
    this.lengths = points.squares.map(Math.sqrt);
    const longest = this.lengths.reduce((most, v) => Math.max(most, v), 0);
    this.scale = longest > 0 ? 2 ** -Math.ceil(Math.log2(longest) + UNIT) : 1;
    this.row = new Float64Array(cols);
    this.strip = new Float32Array(this.stripRows * cols);
    this.tile = new Float32Array(this.tileRows * cols);
    this.reach = new Float64Array(this.tileRows);
  }

  /**
   * Offers the table all pairs of a point of `strip` and a later one of `tile`; false where it could not, and
   * `failure` says why. Tiles are best met one after the other.
   */
  async compare(strip: Span, tile: Span, pause: () => Promise<void>): Promise<boolean> {
    if (this.failure) return false;
    const found = await this.multiply(strip, tile).catch(() => undefined);
    if (!found || !this.areCredible(found, strip, tile)) {
      this.failure = 'that failed';
      return false;
    }
    await this.offer(strip, tile, found, pause);
    this.compared += found.length;
    if (this.compared > PAIRS_BEFORE_JUDGED && this.inVain > MOST_IN_VAIN * this.compared) {
      this.failure = 'single precision is too coarse for these data';
    }
    return true;
  }

  release(): void {
    this.held?.tile.release();
    this.held = undefined;
  }

  private async multiply(strip: Span, tile: Span): Promise<Float32Array> {
    const { cols } = this.points.x;
    if (this.held?.span !== tile) {
      this.release();
      const values = this.tile.subarray(0, (tile.end - tile.first) * cols);
      this.write(tile, values, { point: 1, column: tile.end - tile.first });
      this.held = { tile: this.products.hold(values, cols), span: tile };
    }
    const values = this.strip.subarray(0, (strip.end - strip.first) * cols);
    this.write(strip, values, { point: cols, column: 1 });
    return this.held.tile.times(values, cols);
  }

  private write(
    span: Span,
    out: Float32Array,
    stride: { readonly point: number; readonly column: number },
  ): void {
    const { row, scale } = this;
    const { x, rows, centre } = this.points;
    for (let p = span.first; p < span.end; p++) {
      readCentred(x, rows[p], centre, row);
      let at = (p - span.first) * stride.point;
      for (let d = 0; d < row.length; d++, at += stride.column) out[at] = row[d] * scale;
    }
  }

  /** A backend that ran out of memory or lost its device may go on with other numbers. */
  private areCredible(found: Float32Array, strip: Span, tile: Span): boolean {
    const { cols } = this.points.x;
    const rows = strip.end - strip.first;
    const columns = tile.end - tile.first;
    if (found.length !== rows * columns) return false;
    for (let c = 0; c < CHECKS; c++) {
      const i = Math.round((c / (CHECKS - 1)) * (rows - 1));
      const j = Math.round((1 - c / (CHECKS - 1)) * (columns - 1));
      let product = 0;
      for (let d = 0; d < cols; d++) {
        product += this.strip[i * cols + d] * this.tile[d * columns + j];
      }
      const lengths = this.lengths[strip.first + i] * this.lengths[tile.first + j];
      const off = Math.abs(found[i * columns + j] - product);
      if (!(off <= this.relativeError * lengths * this.scale ** 2 + cols * NOTHING)) return false;
    }
    return true;
  }

  /**
   * Of an inner product, by the lengths of both rows: that of summing `n` products in any order is at most
   * nu/(1 - nu) (Higham 2002, section 3.1), and a few units more are for rounding the rows and for these bounds.
   */
  private get relativeError(): number {
    const units = (this.points.x.cols + 4) * UNIT;
    return units / (1 - units);
  }

  private async offer(
    strip: Span,
    tile: Span,
    found: Float32Array,
    pause: () => Promise<void>,
  ): Promise<void> {
    const columns = tile.end - tile.first;
    for (let j = 0; j < columns; j++) this.reach[j] = reachOf(this.table, tile.first + j);
    for (let p = strip.first; p < strip.end; p++) {
      const at = (p - strip.first) * columns;
      this.offerRow(p, tile, found.subarray(at, at + columns));
      if ((p - strip.first) % ROWS_PER_CHECKPOINT === 0) await pause();
    }
  }

  private offerRow(p: number, { first, end }: Span, found: Float32Array): void {
    const { table, reach, lengths } = this;
    const { squares, x } = this.points;
    const twice = 2 / this.scale ** 2;
    const kept = 1 - 4 * (x.cols + 4) * Number.EPSILON;
    const own = kept * squares[p] - twice * x.cols * NOTHING;
    const blur = 2 * this.relativeError * lengths[p];
    let ownReach = reachOf(table, p);
    for (let q = Math.max(first, p + 1); q < end; q++) {
      const j = q - first;
      const lower = own + kept * squares[q] - twice * found[j] - blur * lengths[q];
      if (lower >= ownReach && lower >= reach[j]) continue;
      this.measure(p, q);
      ownReach = reachOf(table, p);
      reach[j] = reachOf(table, q);
    }
    if (first <= p && p < end) reach[p - first] = ownReach;
  }

  private measure(p: number, q: number): void {
    const { x, rows } = this.points;
    const square = squaredDistance(x.data, rows[p] * x.cols, rows[q] * x.cols, x.cols);
    const isNearToOne = this.table.offer(p, q, square);
    const isNearToOther = this.table.offer(q, p, square);
    if (!isNearToOne && !isNearToOther) this.inVain++;
  }
}

/** Nothing is nearer than at distance 0. */
function reachOf(table: NearestTable, point: number): number {
  const worst = table.worst(point);
  return worst > 0 ? worst : Number.NEGATIVE_INFINITY;
}
