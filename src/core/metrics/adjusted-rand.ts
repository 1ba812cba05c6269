import { contingency } from './contingency.ts';

const sumOfSquares = (counts: Int32Array): number => {
  let sum = 0;
  for (const n of counts) sum += n * n;
  return sum;
};

/**
 * Adjusted Rand index of two groupings (Hubert & Arabie 1985): 1 for the same grouping, 0 on average by
 * chance. Groups are integers from 0; rows that are negative in either are left out.
 */
export function adjustedRandIndex(a: Int32Array, b: Int32Array): number {
  const table = contingency(a, b);
  return adjustedRandFrom({
    total: table.total,
    cells: sumOfSquares(table.cellCount),
    a: sumOfSquares(table.aSizes),
    b: sumOfSquares(table.bSizes),
  });
}

/** The same from the sums of squared counts of cells and groups. */
export function adjustedRandFrom(squares: {
  readonly total: number;
  readonly cells: number;
  readonly a: number;
  readonly b: number;
}): number {
  const { total } = squares;
  const together = squares.cells - total;
  const inA = squares.a - total;
  const inB = squares.b - total;
  const pairs = total * (total - 1);
  const expected = pairs === 0 ? 0 : (inA / pairs) * inB;
  const greatest = (inA + inB) / 2;
  return together === greatest ? 1 : (together - expected) / (greatest - expected);
}
