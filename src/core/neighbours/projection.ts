import type { Matrix } from '../arrays/matrix.ts';
import type { LoopHooks } from '../loop-hooks.ts';
import { createRandom } from '../random/random.ts';
import { readCentred } from './centred-rows.ts';
import type { PaddedPoints } from './kd-tree.ts';
import { paddedWidth } from './squared-distances.ts';

/** With the residual's length three whole passes of `LANES` coordinates. */
const DIRECTIONS = 14;
const SAMPLE_ROWS = 1500;
const ITERATIONS = 4;
const ROWS_PER_CHECKPOINT = 64;
/** A direction that loses this much to the earlier ones is rounding noise. */
const DEPENDENT = 1e-7;
/** Below this share of a row's square, the residual is taken from the residual vector itself. */
const CANCELLED = 1e-6;

export interface Projection {
  /**
   * Coordinates along orthonormal directions and, last, the length of what they leave over. Distances
   * among them never exceed true ones by more than `slack`.
   */
  readonly points: PaddedPoints;
  readonly directions: number;
  readonly slack: number;
  /** Projects a point of the hull of the rows, of which `row` has the coordinates and is overwritten. */
  place(row: Float64Array, out: Float64Array): void;
}

/**
 * Projects on the leading directions of 1,500 rows, found by subspace iteration. The residual length
 * keeps the bound valid (reverse triangle inequality) and carries what the directions miss; how well
 * they fit the data decides only how much the bound prunes.
 */
export async function project(x: Matrix, hooks: LoopHooks): Promise<Projection> {
  const sample = Math.min(SAMPLE_ROWS, x.rows);
  const sampled = Int32Array.from({ length: sample }, (_, s) => Math.floor((s * x.rows) / sample));
  const centre = meanRow(x, sampled);
  const basis = randomBasis(Math.min(DIRECTIONS, x.cols), x.cols);
  const work = ITERATIONS * sample + x.rows;
  const row = new Float64Array(x.cols);
  const pause = async (done: number) => {
    if (done % ROWS_PER_CHECKPOINT === 0) await hooks.checkpoint?.(done / work);
  };
  for (let t = 0; t < ITERATIONS; t++) {
    const image = basis.map((v) => new Float64Array(v.length));
    for (let s = 0; s < sample; s++) {
      readCentred(x, sampled[s], centre, row);
      basis.forEach((v, a) => {
        addScaled(image[a], dot(v, row), row);
      });
      await pause(t * sample + s);
    }
    image.forEach((v, a) => {
      basis[a].set(v);
    });
    orthonormalise(basis);
  }
  const width = paddedWidth(basis.length + 1);
  const data = new Float64Array(x.rows * width);
  let largestSquare = 0;
  for (let i = 0; i < x.rows; i++) {
    readCentred(x, i, centre, row);
    const square = dot(row, row);
    writeProjected(basis, row, square, data.subarray(i * width, (i + 1) * width));
    largestSquare = Math.max(largestSquare, square);
    await pause(ITERATIONS * sample + i);
  }
  const points = { data, count: x.rows, width };
  const place = (point: Float64Array, out: Float64Array) => {
    for (let d = 0; d < point.length; d++) point[d] -= centre[d];
    writeProjected(basis, point, dot(point, point), out);
  };
  return { points, directions: basis.length, slack: 1e-10 * Math.sqrt(largestSquare), place };
}

/** Overwrites `row` where the residual must be formed. */
function writeProjected(
  basis: readonly Float64Array[],
  row: Float64Array,
  square: number,
  out: Float64Array,
): void {
  let rest = square;
  basis.forEach((v, a) => {
    out[a] = dot(v, row);
    rest -= out[a] * out[a];
  });
  if (rest < CANCELLED * square) {
    basis.forEach((v, a) => {
      addScaled(row, -out[a], v);
    });
    rest = dot(row, row);
  }
  out[basis.length] = Math.sqrt(rest);
}

function meanRow(x: Matrix, rows: Int32Array): Float64Array {
  const mean = new Float64Array(x.cols);
  for (const row of rows) {
    for (let d = 0; d < x.cols; d++) mean[d] += x.data[row * x.cols + d] / rows.length;
  }
  return mean;
}

function randomBasis(directions: number, cols: number): Float64Array[] {
  const random = createRandom(1);
  const basis = Array.from({ length: directions }, () =>
    Float64Array.from({ length: cols }, () => random.normal()),
  );
  orthonormalise(basis);
  return basis;
}

/** Gram–Schmidt, twice over for orthogonality to rounding; dependent directions become zero. */
function orthonormalise(basis: readonly Float64Array[]): void {
  basis.forEach((v, a) => {
    const before = Math.sqrt(dot(v, v));
    for (let pass = 0; pass < 2; pass++) {
      for (let b = 0; b < a; b++) addScaled(v, -dot(v, basis[b]), basis[b]);
    }
    const length = Math.sqrt(dot(v, v));
    const scale = length > DEPENDENT * before ? 1 / length : 0;
    for (let d = 0; d < v.length; d++) v[d] *= scale;
  });
}

function dot(a: Float64Array, b: Float64Array): number {
  let p = 0;
  let q = 0;
  let r = 0;
  let s = 0;
  let d = 0;
  for (; d + 3 < a.length; d += 4) {
    p += a[d] * b[d];
    q += a[d + 1] * b[d + 1];
    r += a[d + 2] * b[d + 2];
    s += a[d + 3] * b[d + 3];
  }
  for (; d < a.length; d++) p += a[d] * b[d];
  return p + q + r + s;
}

function addScaled(to: Float64Array, factor: number, from: Float64Array): void {
  for (let d = 0; d < to.length; d++) to[d] += factor * from[d];
}
