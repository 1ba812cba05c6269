import type { Matrix } from '../core/arrays/matrix.ts';

/** Share of a heat map that lies below `end`, a share of its height from the top; 0 of a cold one. */
export function stripeShareOf({ data, rows, cols }: Matrix, end: number): number {
  let total = 0;
  let below = 0;
  for (let y = 0; y < rows; y++) {
    const share = Math.max(0, Math.min(1, y + 1 - end * rows));
    for (let x = 0; x < cols; x++) {
      const heat = data[y * cols + x] ?? 0;
      total += heat;
      below += share * heat;
    }
  }
  return total > 0 ? below / total : 0;
}
