/** Coordinates between two looks at the limit; a multiple of 8. */
const STRETCH = 64;

/**
 * As `squaredDistance`, for long rows: four sums that don't wait for each other, and few looks at the limit. Partial and
 * no less than `limit` where it is not below that.
 */
export function squaredApart(
  data: Float32Array,
  a: number,
  b: number,
  width: number,
  limit: number,
): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let d = 0;
  while (d + 8 <= width) {
    const end = Math.min(d + STRETCH, width - 7);
    for (; d < end; d += 8) {
      const t0 = data[a + d] - data[b + d];
      const t1 = data[a + d + 1] - data[b + d + 1];
      const t2 = data[a + d + 2] - data[b + d + 2];
      const t3 = data[a + d + 3] - data[b + d + 3];
      const t4 = data[a + d + 4] - data[b + d + 4];
      const t5 = data[a + d + 5] - data[b + d + 5];
      const t6 = data[a + d + 6] - data[b + d + 6];
      const t7 = data[a + d + 7] - data[b + d + 7];
      s0 += t0 * t0 + t4 * t4;
      s1 += t1 * t1 + t5 * t5;
      s2 += t2 * t2 + t6 * t6;
      s3 += t3 * t3 + t7 * t7;
    }
    if (s0 + s1 + (s2 + s3) >= limit) return s0 + s1 + (s2 + s3);
  }
  for (; d < width; d++) {
    const t = data[a + d] - data[b + d];
    s0 += t * t;
  }
  return s0 + s1 + (s2 + s3);
}
