import { expect, test } from 'vitest';
import { SEMSYN_CLASS_SIZES } from '../reference/semsyn.ts';
import { scenarios } from './scenarios.ts';
import { scoreGrid } from './score-grid.ts';

const [reference] = Object.values(
  import.meta.glob<{
    good: Record<string, number>;
    uniform: Record<string, { iid_mean20: number; iid_sd: number }>;
  }>('../reference/scenarios.json', { import: 'default', eager: true }),
);
const paperLabels = Int32Array.from(
  SEMSYN_CLASS_SIZES.flatMap((size, c) => [...Array(size).fill(c), -1]),
);

test('both scenarios agree with the reference at the paper’s class sizes', async () => {
  const curve = await scenarios(paperLabels, { seeds: 20, seed: 7 }, {});
  let shared = 0;
  curve.k.forEach((k, i) => {
    const good = reference.good[k];
    if (good === undefined) return;
    shared++;
    expect(curve.good[i]).toBeCloseTo(good, 11);
    const { iid_mean20, iid_sd } = reference.uniform[k];
    // Two means of twenty draws each.
    expect(Math.abs(curve.uniform[i] - iid_mean20)).toBeLessThan(4.5 * iid_sd * Math.sqrt(2 / 20));
    expect(curve.uniformLow[i]).toBeLessThan(curve.uniform[i]);
    expect(curve.uniformHigh[i]).toBeGreaterThan(curve.uniform[i]);
    expect(curve.uniformHigh[i] - curve.uniformLow[i]).toBeLessThan(8 * iid_sd);
  });
  expect(shared).toBeGreaterThanOrEqual(13);
});

test('every number of clusters in the reference has its even splits and its band', async () => {
  const ks = Object.keys(reference.good).map(Number);
  expect(ks).toEqual(expect.arrayContaining([2000, 5000, 7557]));
  const curve = await scenarios(paperLabels, { seeds: 20, seed: 7 }, {}, ks);
  expect([...curve.k]).toEqual(ks);
  for (const [i, k] of ks.entries()) {
    expect(curve.good[i]).toBeCloseTo(reference.good[k] ?? Number.NaN, 11);
    const { iid_mean20 = Number.NaN, iid_sd = Number.NaN } = reference.uniform[k] ?? {};
    expect(Math.abs((curve.uniform[i] ?? 0) - iid_mean20)).toBeLessThan(
      4.5 * iid_sd * Math.sqrt(2 / 20),
    );
  }
});

test('many classes leave as little between two checkpoints as few', async () => {
  const labels = Int32Array.from({ length: 20_000 }, (_, i) => i % 1000);
  let checkpoints = 0;
  const checkpoint = async () => void checkpoints++;
  await scenarios(labels, { seeds: 1, seed: 1 }, { checkpoint }, [1000, 2000, 4000, 8000]);
  expect(checkpoints).toBe(4);
});

test('k runs over the grid from the number of classes to the labelled rows', async () => {
  const { k } = await scenarios(paperLabels, { seeds: 1, seed: 1 }, {});
  expect([...k]).toEqual(scoreGrid(7557).slice(9));
});

test('same seed, same curve', async () => {
  const labels = Int32Array.from({ length: 200 }, (_, i) => i % 7);
  const a = await scenarios(labels, { seeds: 3, seed: 5 }, {});
  expect(await scenarios(labels, { seeds: 3, seed: 5 }, {})).toEqual(a);
  const b = await scenarios(labels, { seeds: 3, seed: 6 }, {});
  expect(b.uniform).not.toEqual(a.uniform);
});

test('two pairs by hand: halves are perfect, singles 2/3', async () => {
  const { k, good } = await scenarios(Int32Array.of(0, 0, 1, 1), { seeds: 1, seed: 1 }, {});
  expect([...k]).toEqual([2, 3, 4]);
  expect([...good]).toEqual([1, expect.closeTo(0.8, 14), expect.closeTo(2 / 3, 14)]);
});

test('a single labelled row is perfect already', async () => {
  const one = await scenarios(Int32Array.of(-1, 0), { seeds: 2, seed: 1 }, {});
  expect([...one.k, ...one.good, ...one.uniform]).toEqual([1, 1, 1]);
});

test('without a single label it says what to do', async () => {
  const nothing = scenarios(Int32Array.of(-1), { seeds: 2, seed: 1 }, {});
  await expect(nothing).rejects.toMatchObject({ code: 'bad-labels' });
});
