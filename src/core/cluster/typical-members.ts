import type { Matrix } from '../arrays/matrix.ts';

/** The rows `members` of `x`, those nearest to their common mean first. */
export function typicalMembers(x: Matrix, members: Int32Array): Int32Array {
  const { data, cols } = x;
  const mean = new Float64Array(cols);
  for (const row of members) {
    for (let c = 0; c < cols; c++) mean[c] += data[row * cols + c] / members.length;
  }
  const distance = new Map<number, number>();
  for (const row of members) {
    let sum = 0;
    for (let c = 0; c < cols; c++) sum += (data[row * cols + c] - mean[c]) ** 2;
    distance.set(row, sum);
  }
  return members.toSorted((a, b) => (distance.get(a) ?? 0) - (distance.get(b) ?? 0) || a - b);
}
