import { type Matrix, takeRows } from '../arrays/matrix.ts';
import { type LoopHooks, partOf } from '../loop-hooks.ts';
import { adjustedRandIndex } from '../metrics/adjusted-rand.ts';
import { createRandom, sampleIndices } from '../random/random.ts';
import { cutTree } from './cut-tree.ts';
import { type LinkSettings, link } from './link.ts';

/** Agreement (adjusted Rand index) of cuts of resampled data with the cut of the whole, per k. */
export interface StabilityCurve {
  readonly k: Int32Array<ArrayBuffer>;
  readonly mean: Float64Array<ArrayBuffer>;
  /** Tenth and ninetieth percentile over the resamples. */
  readonly low: Float64Array<ArrayBuffer>;
  readonly high: Float64Array<ArrayBuffer>;
}

export interface StabilitySettings extends LinkSettings {
  /** Numbers of clusters; those above the number of rows in a resample are left out of the curve. */
  readonly ks: readonly number[];
  readonly resamples: number;
  /** In `(0, 1]`: share of the rows in each resample. */
  readonly share: number;
}

/**
 * Clusters random subsets of the rows, drawn without replacement with the seed, again and compares their
 * cuts with that of all rows. Costs `resamples + 1` agglomerations.
 * @throws {AppError} 'bad-features' if a value is not finite.
 * @throws {RangeError} if `resamples`, `share` or a `k` is out of range.
 */
export async function stability(
  x: Matrix,
  settings: StabilitySettings,
  hooks: LoopHooks = {},
): Promise<StabilityCurve> {
  const { ks, resamples, share, seed } = settings;
  if (!(share > 0 && share <= 1 && Number.isInteger(resamples) && resamples > 0)) {
    throw new RangeError(`cannot resample ${resamples} times a share of ${share}`);
  }
  const count = Math.round(share * x.rows);
  const feasible = ks.filter((k) => k <= count);
  const part = (run: number) => partOf(hooks, run / (resamples + 1), (run + 1) / (resamples + 1));
  const whole = (await link(x, settings, part(0))).tree;
  const random = createRandom(seed);
  const agreements = feasible.map(() => new Float64Array(resamples));
  for (let r = 0; r < resamples; r++) {
    const rows = sampleIndices(x.rows, count, random.fork(r));
    const { tree } = await link(takeRows(x, rows), settings, part(r + 1));
    feasible.forEach((k, i) => {
      const labels = cutTree(whole, k);
      agreements[i][r] = adjustedRandIndex(
        Int32Array.from(rows, (row) => labels[row]),
        cutTree(tree, k),
      );
    });
  }
  for (const values of agreements) values.sort();
  return {
    k: Int32Array.from(feasible),
    mean: Float64Array.from(agreements, (v) => v.reduce((sum, a) => sum + a, 0) / resamples),
    low: Float64Array.from(agreements, (v) => percentile(v, 0.1)),
    high: Float64Array.from(agreements, (v) => percentile(v, 0.9)),
  };
}

/** Linear between the values around it. */
function percentile(sorted: Float64Array, share: number): number {
  const at = share * (sorted.length - 1);
  const below = Math.floor(at);
  const above = Math.ceil(at);
  return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
}
