const POINTS_A_CELL = 3;
const MOST_CELLS_A_SIDE = 512;

export interface Bounds {
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  readonly top: number;
}

/** Least and greatest coordinates of some rows of `positions`, `[n, 2]`; undefined of none. */
export function boundsOf(positions: Float32Array, rows: ArrayLike<number>): Bounds | undefined {
  if (rows.length === 0) return undefined;
  let [left, right, bottom, top] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let r = 0; r < rows.length; r++) {
    const [x, y] = [positions[2 * rows[r]], positions[2 * rows[r] + 1]];
    if (x < left) left = x;
    if (x > right) right = x;
    if (y < bottom) bottom = y;
    if (y > top) top = y;
  }
  return { left, right, bottom, top };
}

/** Points of the plane sorted into square cells, so that what lies near a place is found at once. */
export class PointGrid {
  readonly bounds: Bounds;
  readonly #positions: Float32Array;
  readonly #cell: number;
  readonly #columns: number;
  readonly #lines: number;
  /** Rows of cell `c` are `#rows[#first[c]]` up to `#first[c + 1]`. */
  readonly #first: Int32Array;
  readonly #rows: Int32Array;

  /** Of the given rows of `positions`, `[n, 2]`, which must stay as they are. */
  constructor(positions: Float32Array, rows: ArrayLike<number>) {
    this.#positions = positions;
    this.bounds = boundsOf(positions, rows) ?? { left: 0, right: 1, bottom: 0, top: 1 };
    const { left, right, bottom, top } = this.bounds;
    const [width, height] = [right - left, top - bottom];
    const wished = Math.sqrt((width * height * POINTS_A_CELL) / Math.max(1, rows.length));
    this.#cell = Math.max(wished, width / MOST_CELLS_A_SIDE, height / MOST_CELLS_A_SIDE) || 1;
    this.#columns = Math.floor(width / this.#cell) + 1;
    this.#lines = Math.floor(height / this.#cell) + 1;
    this.#first = new Int32Array(this.#columns * this.#lines + 1);
    this.#rows = new Int32Array(rows.length);
    const cells = new Int32Array(rows.length);
    for (let r = 0; r < rows.length; r++) {
      const [x, y] = [positions[2 * rows[r]], positions[2 * rows[r] + 1]];
      cells[r] = this.#line(y) * this.#columns + this.#column(x);
      this.#first[cells[r] + 1]++;
    }
    for (let c = 1; c < this.#first.length; c++) this.#first[c] += this.#first[c - 1];
    const next = this.#first.slice();
    for (let r = 0; r < rows.length; r++) this.#rows[next[cells[r]]++] = rows[r];
  }

  /** The row nearest to a place and no farther from it than `within`. */
  nearest(x: number, y: number, within: number): number | undefined {
    let best: number | undefined;
    let least = within * within;
    this.#visit(
      { left: x - within, right: x + within, bottom: y - within, top: y + within },
      (row) => {
        const square =
          (this.#positions[2 * row] - x) ** 2 + (this.#positions[2 * row + 1] - y) ** 2;
        if (square > least || (square === least && best !== undefined)) return;
        least = square;
        best = row;
      },
    );
    return best;
  }

  /** The rows within a rectangle, its edges included. */
  inside(bounds: Bounds): readonly number[] {
    const found: number[] = [];
    this.#visit(bounds, (row) => {
      const [x, y] = [this.#positions[2 * row], this.#positions[2 * row + 1]];
      const isIn = x >= bounds.left && x <= bounds.right && y >= bounds.bottom && y <= bounds.top;
      if (isIn) found.push(row);
    });
    return found;
  }

  #visit({ left, right, bottom, top }: Bounds, visit: (row: number) => void): void {
    for (let line = this.#line(bottom); line <= this.#line(top); line++) {
      const start = line * this.#columns;
      const from = this.#first[start + this.#column(left)];
      const to = this.#first[start + this.#column(right) + 1];
      for (let r = from; r < to; r++) visit(this.#rows[r]);
    }
  }

  #column(x: number): number {
    return clamp(Math.floor((x - this.bounds.left) / this.#cell), this.#columns - 1);
  }

  #line(y: number): number {
    return clamp(Math.floor((y - this.bounds.bottom) / this.#cell), this.#lines - 1);
  }
}

function clamp(value: number, most: number): number {
  return value < 0 ? 0 : value > most ? most : value;
}
