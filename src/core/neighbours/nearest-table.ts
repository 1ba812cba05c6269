/** The `k` nearest found so far of each of `rows` points, nearest first, by squared distance. */
export class NearestTable {
  readonly k: number;
  readonly indices: Int32Array<ArrayBuffer>;
  readonly squares: Float64Array<ArrayBuffer>;

  constructor(rows: number, k: number) {
    this.k = k;
    this.indices = new Int32Array(rows * k).fill(-1);
    this.squares = new Float64Array(rows * k).fill(Number.POSITIVE_INFINITY);
  }

  /** Squared distance that a new neighbour of `row` must undercut. */
  worst(row: number): number {
    return this.squares[row * this.k + this.k - 1];
  }

  /** Takes `other` in if it is nearer than the worst that `row` has, and says whether it was. */
  offer(row: number, other: number, square: number): boolean {
    const first = row * this.k;
    let at = first + this.k - 1;
    if (!(square < this.squares[at])) return false;
    for (; at > first && this.squares[at - 1] > square; at--) {
      this.squares[at] = this.squares[at - 1];
      this.indices[at] = this.indices[at - 1];
    }
    this.squares[at] = square;
    this.indices[at] = other;
    return true;
  }

  clear(): void {
    this.indices.fill(-1);
    this.squares.fill(Number.POSITIVE_INFINITY);
  }
}
