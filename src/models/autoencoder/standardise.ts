import { AppError } from '../../core/app-error.ts';
import type { Matrix } from '../../core/arrays/matrix.ts';

interface ColumnStatistics {
  readonly means: Float64Array;
  readonly deviations: Float64Array;
}

/** Relative to a column's own size: below it, what varies is rounding. */
const CONSTANT = 1e-6;

function statisticsOf({ data, rows, cols }: Matrix): ColumnStatistics {
  const means = new Float64Array(cols);
  const deviations = new Float64Array(cols);
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < cols; c++) means[c] = (means[c] ?? 0) + (data[r * cols + c] ?? 0) / rows;
  }
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < cols; c++) {
      const off = (data[r * cols + c] ?? 0) - (means[c] ?? 0);
      deviations[c] = (deviations[c] ?? 0) + (off * off) / rows;
    }
  }
  for (let c = 0; c < cols; c++) deviations[c] = Math.sqrt(deviations[c] ?? 0);
  return { means, deviations };
}

/**
 * Columns brought to mean 0 and deviation 1, constant ones dropped. Works in the memory of `features`,
 * which is overwritten: at the paper's size a copy would be hundreds of megabytes.
 * @throws {AppError} `bad-features` when a number is not finite or no column varies.
 */
export function standardise(features: Matrix): Matrix {
  const { data, rows, cols } = features;
  const { means, deviations } = statisticsOf(features);
  if (!means.every(Number.isFinite)) {
    throw new AppError(
      'bad-features',
      'Some features are not finite numbers. Take the features again, or remove those rows.',
    );
  }
  const kept = Array.from({ length: cols }, (_, c) => c).filter(
    (c) => (deviations[c] ?? 0) > CONSTANT * Math.abs(means[c] ?? 0),
  );
  if (kept.length === 0) {
    throw new AppError(
      'bad-features',
      'All rows have the same features, so that there is nothing to compress. Choose other pictures or another endpoint.',
    );
  }
  let at = 0;
  for (let r = 0; r < rows; r++) {
    for (const c of kept) {
      data[at++] = ((data[r * cols + c] ?? 0) - (means[c] ?? 0)) / (deviations[c] ?? 1);
    }
  }
  return { data: data.subarray(0, at), rows, cols: kept.length };
}
