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
 * cuts with that of all rows. Costs `resamples + 1` agglomerations. `onResample` hears of the curve after each
 * resample but the last.
 * @throws {AppError} 'bad-features' if a value is not finite.
 * @throws {RangeError} if `resamples`, `share` or a `k` is out of range.
 */
export async function stability(
  x: Matrix,
  settings: StabilitySettings,
  hooks: LoopHooks = {},
  onResample: (sofar: StabilityCurve) => void = () => {},
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
  const agreements: number[][] = feasible.map(() => []);
  const drawn = new Float32Array(count * x.cols);
  for (let r = 0; r < resamples; r++) {
    const rows = sampleIndices(x.rows, count, random.fork(r));
    const { tree } = await link(takeRows(x, rows, drawn), settings, part(r + 1));
    for (const [i, k] of feasible.entries()) {
      const labels = cutTree(whole, k);
      const kept = Int32Array.from(rows, (row) => labels[row]);
      agreements[i].push(adjustedRandIndex(kept, cutTree(tree, k)));
      await part(r + 1).checkpoint?.(1);
    }
    if (r < resamples - 1) onResample(curveOf(feasible, agreements));
  }
  return curveOf(feasible, agreements);
}

function curveOf(
  ks: readonly number[],
  agreements: readonly (readonly number[])[],
): StabilityCurve {
  const sorted = agreements.map((values) => Float64Array.from(values).sort());
  return {
    k: Int32Array.from(ks),
    mean: Float64Array.from(sorted, (v) => v.reduce((sum, a) => sum + a, 0) / v.length),
    low: Float64Array.from(sorted, (v) => percentile(v, 0.1)),
    high: Float64Array.from(sorted, (v) => percentile(v, 0.9)),
  };
}

/** Linear between the values around it. */
function percentile(sorted: Float64Array, share: number): number {
  const at = share * (sorted.length - 1);
  const below = Math.floor(at);
  const above = Math.ceil(at);
  return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
}
