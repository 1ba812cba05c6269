import { type Contingency, contingency } from './contingency.ts';
import { expectedInformation } from './expected-information.ts';

const xLogX = (n: number): number => (n === 0 ? 0 : n * Math.log(n));

/** What the information measures of two groupings are made of, in nats. */
export interface Information {
  readonly mutual: number;
  readonly entropyA: number;
  readonly entropyB: number;
}

/**
 * From the sums of n ln n over the cells and over the groups of each side, for `total` rows.
 * Rounding can't push the mutual information below 0.
 */
export function informationFrom(sums: {
  readonly total: number;
  readonly cells: number;
  readonly a: number;
  readonly b: number;
}): Information {
  const logTotal = Math.log(sums.total);
  return {
    mutual: Math.max(0, (sums.cells - sums.a - sums.b) / sums.total + logTotal),
    entropyA: Math.max(0, logTotal - sums.a / sums.total),
    entropyB: Math.max(0, logTotal - sums.b / sums.total),
  };
}

/**
 * 2I/(Ha+Hb) of two groupings (Danon 2005), natural logarithms. Groups are integers from 0; rows that
 * are negative in either are left out. Two groupings that are the same, or empty, give 1.
 */
export function nmi(a: Int32Array, b: Int32Array): number {
  const table = contingency(a, b);
  return isSameGrouping(table) ? 1 : nmiFrom(informationOf(table));
}

export function nmiFrom({ mutual, entropyA, entropyB }: Information): number {
  return (2 * mutual) / (entropyA + entropyB);
}

/**
 * Mutual information adjusted for chance (Vinh, Epps & Bailey 2010) with the arithmetic mean of the
 * entropies; groups and left-out rows as for `nmi`.
 */
export function adjustedMutualInformation(a: Int32Array, b: Int32Array): number {
  const table = contingency(a, b);
  if (isSameGrouping(table)) return 1;
  const shareOf = expectedInformation(table.aSizes, table.total);
  let expected = 0;
  for (const size of table.bSizes) expected += shareOf(size);
  return amiFrom(informationOf(table), expected);
}

export function amiFrom({ mutual, entropyA, entropyB }: Information, expected: number): number {
  return (mutual - expected) / ((entropyA + entropyB) / 2 - expected);
}

function informationOf(table: Contingency): Information {
  const sum = (counts: Int32Array) => counts.reduce((s, n) => s + xLogX(n), 0);
  return informationFrom({
    total: table.total,
    cells: sum(table.cellCount),
    a: sum(table.aSizes),
    b: sum(table.bSizes),
  });
}

function isSameGrouping(table: Contingency): boolean {
  const used = (sizes: Int32Array) => sizes.reduce((s, n) => s + (n > 0 ? 1 : 0), 0);
  const cells = table.cellCount.length;
  return cells === used(table.aSizes) && cells === used(table.bSizes);
}
