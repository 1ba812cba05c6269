import type { Matrix } from '../arrays/matrix.ts';

/** Coordinates handled in one pass over a block; rows are padded with zeros to a multiple of it. */
export const LANES = 5;

/** Points whose distances are computed together; the result buffer's length. */
export const BLOCK = 32;

/** Passes between two looks at whether a whole block has already left the limit behind. */
const PASSES_PER_LOOK = 6;

export function paddedWidth(cols: number): number {
  return Math.ceil(cols / LANES) * LANES;
}

/** Rows as doubles of `paddedWidth(cols)` numbers each. */
export function packRows(x: Matrix): Float64Array<ArrayBuffer> {
  const width = paddedWidth(x.cols);
  const packed = new Float64Array(x.rows * width);
  for (let i = 0, from = 0; i < x.rows; i++) {
    for (let d = 0, to = i * width; d < x.cols; d++) packed[to++] = x.data[from++];
  }
  return packed;
}

/**
 * Squared distances from `query` to packed points `from .. from + count`, into `out[0 ..]`.
 * Those at or above `limit` may come out too small, but never below it. Short passes over few
 * coordinates with the query in registers are what V8 compiles best without generated code.
 */
export function squaredDistances(
  coords: Float64Array,
  width: number,
  from: number,
  count: number,
  query: Float64Array,
  out: Float64Array,
  limit: number,
): void {
  for (let w = 0; w < count; w++) out[w] = 0;
  for (let d = 0, pass = 1; d < width; d += LANES, pass++) {
    const q0 = query[d];
    const q1 = query[d + 1];
    const q2 = query[d + 2];
    const q3 = query[d + 3];
    const q4 = query[d + 4];
    for (let w = 0, o = from * width + d; w < count; w++, o += width) {
      const t0 = coords[o] - q0;
      const t1 = coords[o + 1] - q1;
      const t2 = coords[o + 2] - q2;
      const t3 = coords[o + 3] - q3;
      const t4 = coords[o + 4] - q4;
      out[w] += t0 * t0 + t1 * t1 + (t2 * t2 + t3 * t3) + t4 * t4;
    }
    if (pass % PASSES_PER_LOOK === 0 && smallest(out, count) >= limit) return;
  }
}

function smallest(values: Float64Array, count: number): number {
  let least = Infinity;
  for (let w = 0; w < count; w++) if (values[w] < least) least = values[w];
  return least;
}
