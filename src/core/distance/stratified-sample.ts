import { createRandom, sampleIndices } from '../random/random.ts';
import { rowsByLabel } from './rows-by-label.ts';

interface Stratum {
  readonly label: number;
  readonly rows: readonly number[];
  /** Its fair part of the sample, not rounded. */
  readonly fair: number;
  taken: number;
}

/**
 * About `count` labelled rows, each class in proportion to its size and with at least one, sorted by
 * class and then by row. All labelled rows if there are no more than `count`; if there are more classes
 * than `count`, one row of each class. Rows with label -1 never take part.
 */
export function stratifiedSample(
  labels: Int32Array,
  count: number,
  seed: number,
): Int32Array<ArrayBuffer> {
  const strata = stratify(labels, count);
  shareOut(strata, count);
  const random = createRandom(seed);
  return Int32Array.from(
    strata.flatMap(({ label, rows, taken }) =>
      Array.from(sampleIndices(rows.length, taken, random.fork(label)), (i) => rows[i]),
    ),
  );
}

function stratify(labels: Int32Array, count: number): Stratum[] {
  const groups = rowsByLabel(labels);
  const labelled = groups.reduce((sum, [, rows]) => sum + rows.length, 0);
  const share = Math.min(1, count / labelled);
  return groups.map(([label, rows]) => {
    const fair = rows.length * share;
    return { label, rows, fair, taken: Math.max(1, Math.floor(fair)) };
  });
}

/** Gives or takes single rows where that is fairest until they add up. */
function shareOut(strata: readonly Stratum[], count: number): void {
  const lack = ({ fair, taken }: Stratum) => fair - taken;
  const available = strata.reduce((sum, { rows }) => sum + rows.length, 0);
  const wanted = Math.max(Math.min(count, available), strata.length);
  let sum = strata.reduce((total, { taken }) => total + taken, 0);
  for (; sum < wanted; sum++) {
    const open = strata.filter(({ rows, taken }) => taken < rows.length);
    open.reduce((a, b) => (lack(b) > lack(a) ? b : a)).taken++;
  }
  for (; sum > wanted; sum--) {
    const open = strata.filter(({ taken }) => taken > 1);
    open.reduce((a, b) => (lack(b) < lack(a) ? b : a)).taken--;
  }
}
