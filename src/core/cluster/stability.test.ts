import { expect, test } from 'vitest';
import { matrix } from '../arrays/matrix.ts';
import { createRandom } from '../random/random.ts';
import { type StabilityCurve, stability } from './stability.ts';

const SETTINGS = {
  method: 'ward',
  cutoffShare: 0.02,
  parentRule: 'gamma',
  seed: 4,
  resamples: 12,
  share: 0.8,
} as const;

/** Three blobs, far apart. */
const random = createRandom(8);
const blobs = matrix(
  Float32Array.from({ length: 120 * 3 }, (_, i) => 30 * (Math.floor(i / 3) % 3) + random.normal()),
  120,
  3,
);

test('the true number of clusters holds up, others less', async () => {
  const curve = await stability(blobs, { ...SETTINGS, ks: [3, 12] });
  expect([...curve.k]).toEqual([3, 12]);
  expect([curve.low[0], curve.mean[0], curve.high[0]]).toEqual([1, 1, 1]);
  expect(curve.mean[1]).toBeLessThan(0.9);
  expect(curve.mean[1]).toBeGreaterThan(0.2);
  expect(curve.low[1]).toBeLessThan(curve.mean[1]);
  expect(curve.high[1]).toBeGreaterThan(curve.mean[1]);
});

test('all rows in every resample agree fully, by every method', async () => {
  for (const method of ['single', 'complete', 'centroid', 'ward', 'density-peaks'] as const) {
    const curve = await stability(blobs, {
      ...SETTINGS,
      method,
      ks: [2, 7],
      share: 1,
      resamples: 2,
    });
    expect([...curve.low, ...curve.high]).toEqual([1, 1, 1, 1]);
  }
});

test('the same seed gives the same curve, another seed another', async () => {
  const settings = { ...SETTINGS, ks: [12] };
  const curve = await stability(blobs, settings);
  expect(await stability(blobs, settings)).toEqual(curve);
  expect((await stability(blobs, { ...settings, seed: 5 })).mean).not.toEqual(curve.mean);
});

test('numbers of clusters that a resample cannot have are left out', async () => {
  const curve = await stability(blobs, { ...SETTINGS, ks: [96, 97, 120], resamples: 1 });
  expect([...curve.k]).toEqual([96]);
});

test.each([{ share: 0 }, { share: 1.1 }, { resamples: 0 }, { resamples: 1.5 }, { ks: [0] }])(
  '%o is refused',
  async (wrong) => {
    await expect(stability(blobs, { ...SETTINGS, ks: [2], ...wrong })).rejects.toThrow(RangeError);
  },
);

test.each([Number.NaN, Infinity, -Infinity])('%d among the values is refused', async (value) => {
  const x = matrix(Float32Array.of(1, 2, value), 3, 1);
  await expect(stability(x, { ...SETTINGS, ks: [2] })).rejects.toMatchObject({
    code: 'bad-features',
  });
});

test.each([
  [0, []],
  [1, [1]],
  [2, [1, 2]],
])('%i rows have a curve over %j', async (rows, ks) => {
  const x = matrix(Float32Array.of(3, 4).subarray(0, rows), rows, 1);
  const curve = await stability(x, { ...SETTINGS, share: 1, ks: [1, 2, 3] });
  expect([...curve.k]).toEqual(ks);
  expect([...curve.mean]).toEqual(ks.map(() => 1));
});

test('goes from nothing to everything over all its runs', async () => {
  const fractions: number[] = [];
  const checkpoint = async (fraction: number) => void fractions.push(fraction);
  await stability(blobs, { ...SETTINGS, ks: [3] }, { checkpoint });
  expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
  expect(fractions.at(-1)).toBeGreaterThan(0.8);
});

test('the curve grows resample by resample to what is returned', async () => {
  const seen: StabilityCurve[] = [];
  const settings = { ...SETTINGS, ks: [3, 12], resamples: 4 };
  const curve = await stability(blobs, settings, {}, (sofar) => seen.push(sofar));
  expect(seen).toHaveLength(3);
  for (const [i, sofar] of seen.entries()) {
    expect(sofar).toEqual(await stability(blobs, { ...settings, resamples: i + 1 }));
  }
  expect(curve.mean[1]).not.toBe(seen[0]?.mean[1]);
});
