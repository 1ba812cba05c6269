const MOST_SWEEPS = 60;

export interface EigenSystem {
  /** Largest first. */
  readonly values: Float64Array;
  /** Row `i` is the unit vector of value `i`; `[n, n]`. */
  readonly vectors: Float64Array;
}

/** Of a symmetric `[n, n]` matrix, by Jacobi's rotations: exact to rounding, meant for `n` below a hundred. */
export function symmetricEigen(matrix: Float64Array, n: number): EigenSystem {
  const a = matrix.slice();
  const v = new Float64Array(n * n);
  for (let i = 0; i < n; i++) v[i * n + i] = 1;
  for (let sweep = 0; sweep < MOST_SWEEPS && !isDiagonal(a, n); sweep++) {
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) rotate(a, v, n, [p, q]);
  }
  const order = Array.from({ length: n }, (_, i) => i).sort((i, j) => a[j * n + j] - a[i * n + i]);
  const vectors = new Float64Array(n * n);
  for (const [to, from] of order.entries()) vectors.set(v.subarray(from * n, from * n + n), to * n);
  return { values: Float64Array.from(order, (i) => a[i * n + i]), vectors };
}

function isDiagonal(a: Float64Array, n: number): boolean {
  let off = 0;
  let on = 0;
  for (let i = 0; i < n; i++) {
    on += a[i * n + i] ** 2;
    for (let j = i + 1; j < n; j++) off += a[i * n + j] ** 2;
  }
  return off <= 1e-30 * on;
}

/** Makes the element at `[p, q]` zero; the vectors are rows of `v`. */
function rotate(
  a: Float64Array,
  v: Float64Array,
  n: number,
  [p, q]: readonly [number, number],
): void {
  const element = a[p * n + q];
  if (element === 0) return;
  const theta = (a[q * n + q] - a[p * n + p]) / (2 * element);
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(theta, 1));
  const cos = 1 / Math.hypot(t, 1);
  const sin = t * cos;
  for (let i = 0; i < n; i++) {
    const [x, y] = [a[i * n + p], a[i * n + q]];
    a[i * n + p] = cos * x - sin * y;
    a[i * n + q] = sin * x + cos * y;
  }
  for (const rows of [a, v]) {
    for (let i = 0; i < n; i++) {
      const [x, y] = [rows[p * n + i], rows[q * n + i]];
      rows[p * n + i] = cos * x - sin * y;
      rows[q * n + i] = sin * x + cos * y;
    }
  }
}
