/** Row-major `[rows, cols]` single-precision numbers, which may lie in memory that threads share. */
export interface Matrix {
  readonly data: Float32Array;
  readonly rows: number;
  readonly cols: number;
}

/** @throws {RangeError} if `data` does not hold exactly `rows * cols` numbers. */
export function matrix(data: Float32Array, rows: number, cols: number): Matrix {
  if (data.length !== rows * cols) {
    throw new RangeError(`expected ${rows} x ${cols} values, got ${data.length}`);
  }
  return { data, rows, cols };
}

/** A view of row `i`; writing to it writes to the matrix. */
export function rowOf(m: Matrix, i: number): Float32Array {
  return m.data.subarray(i * m.cols, (i + 1) * m.cols);
}

/**
 * A matrix of the given rows, in the given order: a new one, or in `data`, which is overwritten.
 * @throws {RangeError} if `data` is too short for them.
 */
export function takeRows(
  m: Matrix,
  indices: ArrayLike<number>,
  data = new Float32Array(indices.length * m.cols),
): Matrix {
  for (let r = 0; r < indices.length; r++) data.set(rowOf(m, indices[r]), r * m.cols);
  return { data, rows: indices.length, cols: m.cols };
}
