import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Matrix, takeRows } from '../arrays/matrix.ts';
import { SEMSYN_ROWS, semsyn, semsynFeatures } from '../reference/semsyn.ts';
import { discreteDistances } from './discrete-distances.ts';
import { mantelTest } from './mantel-test.ts';
import { pairDistances } from './pair-distances.ts';

interface Reference {
  readonly name: string;
  readonly d: number;
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly mantel_first400: { readonly n: number; readonly r: number };
}
const references = Object.values(
  import.meta.glob<Reference>(['../reference/*.json', '!**/big_*', '!**/scenarios.json'], {
    import: 'default',
    eager: true,
  }),
);
const [big] = Object.values(
  import.meta.glob<Record<'r_10' | 'r_10_tail004' | 'r_1001_tail004', number>>(
    '../reference/big_mantel.json',
    { import: 'default', eager: true },
  ),
);
const few = { permutations: 9, seed: 1 };

async function correlationOf(x: Matrix, labels: Int32Array): Promise<number> {
  const test = await mantelTest(await pairDistances(x, {}), labels, few, {});
  return test?.r ?? Number.NaN;
}

test.each(references)('$name agrees with numpy', async ({ d, x, y, mantel_first400: { n, r } }) => {
  const first = { data: Float32Array.from(x.slice(0, n * d)), rows: n, cols: d };
  const actual = await correlationOf(first, Int32Array.from(y.slice(0, n)));
  expect(Math.abs(actual - r)).toBeLessThan(1e-9);
});

test('the paper-size set agrees with numpy, in 10 and in 1001 dimensions', async () => {
  const picked = (y: Int32Array) =>
    Int32Array.from({ length: 400 }, (_, i) => 18 * i).sort((a, b) => y[a] - y[b] || a - b);
  const thin = semsyn(SEMSYN_ROWS, 1, 0.003);
  const rows = picked(thin.y);
  const labels = rows.map((i) => thin.y[i]);
  const thick = semsyn(SEMSYN_ROWS, 1, 0.04);
  expect(await correlationOf(takeRows(thin.x, rows), labels)).toBeCloseTo(big.r_10, 9);
  expect(await correlationOf(takeRows(thick.x, rows), labels)).toBeCloseTo(big.r_10_tail004, 9);
  const features = semsynFeatures(thick.x, rows, 1);
  expect(await correlationOf(features, labels)).toBeCloseTo(big.r_1001_tail004, 9);
});

test.each([Number.NaN, Infinity, -Infinity])('%d among the values is refused', async (value) => {
  const x = { data: Float32Array.of(1, 2, 3, value), rows: 4, cols: 1 };
  await expect(pairDistances(x, {})).rejects.toMatchObject({
    code: 'bad-features',
    message: expect.stringContaining('row 4'),
  });
});

test.each([
  [0, []],
  [1, []],
  [2, [5]],
])('%i rows have so many distances', async (rows, expected) => {
  const data = Float32Array.of(1, 2, 4, 6).subarray(0, 2 * rows);
  expect([...(await pairDistances({ data, rows, cols: 2 }, {}))]).toEqual(expected);
});

test('two pairs by hand: one of three pairings is as good', async () => {
  const x = { data: Float32Array.of(0, 1, 10, 11), rows: 4, cols: 1 };
  const distances = await pairDistances(x, {});
  expect([...distances]).toEqual([1, 10, 11, 9, 10, 1]);
  const result = await mantelTest(
    distances,
    Int32Array.of(0, 0, 1, 1),
    { permutations: 3000, seed: 4 },
    {},
  );
  // Deviations from the mean, 7: (-6, 3, 4, 2, 3, -6) against (-2, 1, 1, 1, 1, -2) / 3.
  expect(result?.r).toBeCloseTo(12 / Math.sqrt(110 * (4 / 3)), 14);
  expect(result?.p).toBeGreaterThan(0.3);
  expect(result?.p).toBeLessThan(0.37);
  expect(result?.permutations).toBe(3000);
});

test('clear classes get the smallest p there is, shuffled ones do not', async () => {
  const { x, y } = semsyn(150, 1, 0.003);
  const distances = await pairDistances(x, {});
  const settings = { permutations: 199, seed: 3 };
  const real = await mantelTest(distances, y, settings, {});
  expect(real?.p).toBe(1 / 200);
  const rotated = Int32Array.from(y, (_, i) => y[(i + 37) % 150]);
  const chance = await mantelTest(distances, rotated, settings, {});
  expect(chance?.p).toBeGreaterThan(0.01);
  expect(await mantelTest(distances, y, settings, {})).toEqual(real);
});

test('unlabelled rows change nothing', async () => {
  const { x, y } = semsyn(90, 1, 0.003);
  const labels = y.map((label, i) => (i % 3 === 0 ? -1 : label));
  const kept = [...labels.keys()].filter((i) => labels[i] >= 0);
  const alone = await mantelTest(
    await pairDistances(takeRows(x, kept), {}),
    Int32Array.from(kept, (i) => labels[i]),
    few,
    {},
  );
  expect(await mantelTest(await pairDistances(x, {}), labels, few, {})).toEqual(alone);
});

test.each([
  ['nothing', [], []],
  ['one row', [], [0]],
  ['one class', [1, 2, 3], [0, 0, 0]],
  ['all classes of one row', [1, 2, 3], [0, 1, 2]],
  ['equal distances', [1, 1, 1], [0, 0, 1]],
])('%s has no correlation', async (_, distances, labels) => {
  const result = await mantelTest(Float32Array.from(distances), Int32Array.from(labels), few, {});
  expect(result).toBeUndefined();
});

test('r is Pearson’s with the discrete distance', async () => {
  const rows = fc.array(fc.tuple(fc.integer({ min: -50, max: 50 }), fc.nat(2)), {
    minLength: 3,
    maxLength: 25,
  });
  await fc.assert(
    fc.asyncProperty(rows, async (list) => {
      const x = { data: Float32Array.from(list, ([v]) => v), rows: list.length, cols: 1 };
      const labels = Int32Array.from(list, ([, label]) => label);
      const a = await pairDistances(x, {});
      const b = discreteDistances(labels);
      const mean = (v: ArrayLike<number>) => Array.from(v).reduce((s, t) => s + t, 0) / v.length;
      const [ma, mb] = [mean(a), mean(b)];
      const product = mean(a.map((v, i) => (v - ma) * (b[i] - mb)));
      const spread = mean(a.map((v) => (v - ma) ** 2)) * mean(b.map((v) => (v - mb) ** 2));
      const result = await mantelTest(a, labels, { permutations: 0, seed: 1 }, {});
      if (result) expect(result.r).toBeCloseTo(product / Math.sqrt(spread), 5);
      else expect(spread).toBeCloseTo(0, 9);
    }),
  );
});

test('distances of another number of rows are a mistake', async () => {
  await expect(mantelTest([1, 2], new Int32Array(3), few, {})).rejects.toThrow(RangeError);
});

test('discrete distances are 0 within a class and 1 across', () => {
  expect([...discreteDistances(Int32Array.of(2, 0, 2, -1, -1))]).toEqual([
    1, 0, 1, 1, 1, 1, 1, 1, 1, 1,
  ]);
});
