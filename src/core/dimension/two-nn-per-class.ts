import { type Matrix, takeRows } from '../arrays/matrix.ts';
import { rowsByLabel } from '../distance/rows-by-label.ts';
import { partOf } from '../loop-hooks.ts';
import { distinctRows } from '../neighbours/distinct-rows.ts';
import { requireFinite } from '../neighbours/require-finite.ts';
import type { SearchHooks } from '../neighbours/search-hooks.ts';
import { nearestAmong, openSearchSpace } from '../neighbours/search-space.ts';
import { logRatios, twoNnSlope } from './two-nn-fit.ts';

/** Classes with fewer distinct points are left out: their estimate would be noise. */
const LEAST_DISTINCT_IN_CLASS = 20;

export interface ClassDimension {
  readonly label: number;
  /** Distinct points of the class. */
  readonly sample: number;
  readonly duplicates: number;
  /** One for each fraction. */
  readonly dimension: readonly number[];
}

export interface ClassDimensions {
  readonly fractions: readonly number[];
  /** In ascending label. */
  readonly classes: readonly ClassDimension[];
  /** Classes with fewer than 20 distinct points, which get no estimate. */
  readonly leftOut: readonly { readonly label: number; readonly sample: number }[];
}

/**
 * The 2-NN dimension of each class by itself; rows with label -1 take no part.
 *
 * @throws {AppError} `bad-features` if a value is not finite.
 */
export async function twoNnPerClass(
  x: Matrix,
  labels: Int32Array,
  fractions: readonly number[],
  hooks: SearchHooks,
): Promise<ClassDimensions> {
  if (labels.length !== x.rows) throw new RangeError(`${labels.length} labels for ${x.rows} rows`);
  if (!fractions.every((f) => f > 0 && f <= 1)) throw new RangeError(`fractions ${fractions}`);
  await requireFinite(x, partOf(hooks, 0, 0.02));
  const classes: ClassDimension[] = [];
  const leftOut: { label: number; sample: number }[] = [];
  let done = 0;
  for (const [label, rows] of rowsByLabel(labels)) {
    const part = partOf(
      hooks,
      0.02 + (0.98 * done) / x.rows,
      0.02 + (0.98 * (done + rows.length)) / x.rows,
    );
    done += rows.length;
    const own = takeRows(x, rows);
    const distinct = await distinctRows(own, partOf(part, 0, 0.1));
    if (distinct.length < LEAST_DISTINCT_IN_CLASS) {
      leftOut.push({ label, sample: distinct.length });
      continue;
    }
    const space = await openSearchSpace(own, partOf(part, 0.1, 0.3));
    const { table } = await nearestAmong(space, distinct, 2, partOf(part, 0.3, 1));
    const ratios = logRatios(table.squares);
    classes.push({
      label,
      sample: distinct.length,
      duplicates: rows.length - distinct.length,
      dimension: fractions.map((f) => twoNnSlope(ratios, f)),
    });
  }
  return { fractions, classes, leftOut };
}
