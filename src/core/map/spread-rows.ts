import type { Bounds, PointGrid } from './point-grid.ts';

interface Spacing {
  /** Least distance along either axis, in the unit of the positions. */
  readonly side: number;
  readonly most: number;
}

/**
 * Rows within `bounds` so far apart that squares around them do not overlap: first of each cell of a fixed lattice the
 * one nearest to its middle, then whatever still fits. The lattice's width goes in powers of two, so that most of the
 * choice stays while a map is moved, and while it is enlarged changes once an octave.
 */
export function spreadRows(
  grid: PointGrid,
  positions: Float32Array,
  bounds: Bounds,
  { side, most }: Spacing,
): readonly number[] {
  const rows = grid.inside(bounds);
  const taken = new TakenSquares(positions, bounds, side);
  const chosen: number[] = [];
  for (const list of [centralRows(rows, positions, latticeOf(bounds, latticeWidth(side))), rows]) {
    for (const row of list) {
      if (chosen.length === most) return chosen;
      if (taken.take(row)) chosen.push(row);
    }
  }
  return chosen;
}

const latticeWidth = (side: number) => 2 ** Math.ceil(Math.log2(side));

/** Cells of one width, laid from the origin, as far as `bounds` go. */
interface Lattice {
  readonly cell: number;
  readonly firstColumn: number;
  readonly firstLine: number;
  readonly columns: number;
  readonly lines: number;
}

function latticeOf({ left, right, bottom, top }: Bounds, cell: number): Lattice {
  const firstColumn = Math.floor(left / cell);
  const firstLine = Math.floor(bottom / cell);
  const columns = Math.floor(right / cell) - firstColumn + 1;
  const lines = Math.floor(top / cell) - firstLine + 1;
  return { cell, firstColumn, firstLine, columns, lines };
}

/** Of each cell the row nearest to its middle, the most central first. */
function centralRows(
  rows: readonly number[],
  positions: Float32Array,
  { cell, firstColumn, firstLine, columns, lines }: Lattice,
): readonly number[] {
  const nearest = new Int32Array(columns * lines).fill(-1);
  const least = new Float64Array(columns * lines).fill(Number.POSITIVE_INFINITY);
  for (const row of rows) {
    const [x, y] = [positions[2 * row] / cell, positions[2 * row + 1] / cell];
    const [column, line] = [Math.floor(x), Math.floor(y)];
    const away = Math.max(Math.abs(x - column - 0.5), Math.abs(y - line - 0.5));
    const at = (line - firstLine) * columns + column - firstColumn;
    if (!(away < least[at])) continue;
    least[at] = away;
    nearest[at] = row;
  }
  return [...nearest.keys()]
    .filter((at) => nearest[at] >= 0)
    .sort((a, b) => least[a] - least[b] || nearest[a] - nearest[b])
    .map((at) => nearest[at]);
}

/** Squares of one side around some rows, none of which overlaps another: a cell of that side holds one at most. */
class TakenSquares {
  readonly #positions: Float32Array;
  readonly #lattice: Lattice;
  readonly #rows: Int32Array;

  constructor(positions: Float32Array, bounds: Bounds, side: number) {
    this.#positions = positions;
    this.#lattice = latticeOf(bounds, side);
    this.#rows = new Int32Array(this.#lattice.columns * this.#lattice.lines).fill(-1);
  }

  /** Whether there was room. */
  take(row: number): boolean {
    const { cell, firstColumn, firstLine, columns, lines } = this.#lattice;
    const column = Math.floor(this.#positions[2 * row] / cell) - firstColumn;
    const line = Math.floor(this.#positions[2 * row + 1] / cell) - firstLine;
    for (let l = Math.max(0, line - 1); l <= Math.min(lines - 1, line + 1); l++) {
      for (let c = Math.max(0, column - 1); c <= Math.min(columns - 1, column + 1); c++) {
        const other = this.#rows[l * columns + c];
        if (other >= 0 && this.#overlap(other, row)) return false;
      }
    }
    this.#rows[line * columns + column] = row;
    return true;
  }

  #overlap(a: number, b: number): boolean {
    const { cell } = this.#lattice;
    const [ax, ay] = [this.#positions[2 * a], this.#positions[2 * a + 1]];
    const [bx, by] = [this.#positions[2 * b], this.#positions[2 * b + 1]];
    return Math.abs(ax - bx) < cell && Math.abs(ay - by) < cell;
  }
}
