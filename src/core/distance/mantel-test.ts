import type { LoopHooks } from '../loop-hooks.ts';
import { createRandom, shuffle } from '../random/random.ts';
import type { MantelTest } from './mantel.ts';

/** Orders of summation differ between permutations; sums this close are the same sum. */
const SAME_SUM = 1e-12;

export interface MantelSettings {
  /** Random permutations of the labels, besides the identity. */
  readonly permutations: number;
  readonly seed: number;
}

/**
 * Mantel's test of condensed `distances` (`pairDistances`' order) against the discrete distance of
 * `labels`; rows without a label (-1) are left out. One-sided: p is the share of permutations whose
 * correlation is at least as high. Undefined where either side has no variance: fewer than two classes,
 * no two rows of one class, or equal distances.
 *
 * Cost: every pair once a permutation.
 */
export async function mantelTest(
  distances: ArrayLike<number>,
  labels: Int32Array,
  settings: MantelSettings,
  hooks: LoopHooks,
): Promise<MantelTest | undefined> {
  if (distances.length !== (labels.length * (labels.length - 1)) / 2) {
    throw new RangeError(`${distances.length} distances for ${labels.length} rows`);
  }
  const pairs = pairsOfLabelled(distances, labels);
  const given = labels.filter((label) => label >= 0);
  const observed = await withinClasses(pairs, given, hooks, 0);
  const r = correlation(pairs, observed);
  if (r === undefined) return undefined;
  const { permutations, seed } = settings;
  const random = createRandom(seed);
  const permuted = given.slice();
  let atLeast = 1;
  for (let t = 0; t < permutations; t++) {
    shuffle(permuted, random);
    const { sum } = await withinClasses(pairs, permuted, hooks, t / permutations);
    if (sum <= observed.sum * (1 + SAME_SUM)) atLeast++;
  }
  return { r, p: atLeast / (permutations + 1), permutations };
}

function pairsOfLabelled(distances: ArrayLike<number>, labels: Int32Array): Float64Array {
  const pairs: number[] = [];
  let at = 0;
  for (let i = 0; i < labels.length; i++) {
    for (let j = i + 1; j < labels.length; j++, at++) {
      if (labels[i] >= 0 && labels[j] >= 0) pairs.push(distances[at]);
    }
  }
  return Float64Array.from(pairs);
}

interface WithinClasses {
  readonly sum: number;
  readonly count: number;
}

async function withinClasses(
  pairs: Float64Array,
  labels: Int32Array,
  hooks: LoopHooks,
  fraction: number,
): Promise<WithinClasses> {
  const n = labels.length;
  let sum = 0;
  let count = 0;
  let at = 0;
  for (let i = 0; i < n; i++) {
    const label = labels[i];
    for (let j = i + 1; j < n; j++, at++) {
      if (labels[j] !== label) continue;
      sum += pairs[at];
      count++;
    }
    if (i % 256 === 0) await hooks.checkpoint?.(fraction);
  }
  return { sum, count };
}

/** Pearson's, with the 0/1 side's moments in closed form. */
function correlation(pairs: Float64Array, within: WithinClasses): number | undefined {
  const n = pairs.length;
  const across = n - within.count;
  if (across === 0 || within.count === 0) return undefined;
  const mean = pairs.reduce((a, b) => a + b, 0) / n;
  const scatter = pairs.reduce((a, b) => a + (b - mean) * (b - mean), 0);
  if (scatter === 0) return undefined;
  const covariance = within.count * mean - within.sum;
  return covariance / Math.sqrt(scatter * across * (within.count / n));
}
