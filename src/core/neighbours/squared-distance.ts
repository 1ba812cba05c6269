/**
 * Of the two rows of `width` numbers that begin at `a` and `b`, in double precision. Gives up with a
 * partial sum once that reaches `limit`.
 */
export function squaredDistance(
  data: Float32Array,
  a: number,
  b: number,
  width: number,
  limit = Number.POSITIVE_INFINITY,
): number {
  let sum = 0;
  let d = 0;
  for (; d + 3 < width; d += 4) {
    const p = data[a + d] - data[b + d];
    const q = data[a + d + 1] - data[b + d + 1];
    const r = data[a + d + 2] - data[b + d + 2];
    const s = data[a + d + 3] - data[b + d + 3];
    sum += p * p + q * q + r * r + s * s;
    if (sum >= limit) return sum;
  }
  for (; d < width; d++) {
    const p = data[a + d] - data[b + d];
    sum += p * p;
  }
  return sum;
}
