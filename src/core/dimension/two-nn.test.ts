import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Matrix, takeRows } from '../arrays/matrix.ts';
import { createRandom } from '../random/random.ts';
import { SEMSYN_ROWS, semsyn, semsynFeatures } from '../reference/semsyn.ts';
import { type DimensionPoint, sampleSizes, twoNn } from './two-nn.ts';
import { twoNnSlope } from './two-nn-fit.ts';

interface Reference {
  readonly name: string;
  readonly n: number;
  readonly d: number;
  readonly x: readonly number[];
  readonly twonn: Readonly<Record<string, number>>;
  readonly twonn_stride: Readonly<Record<string, readonly number[]>>;
}
const references = Object.values(
  import.meta.glob<Reference>(['../reference/*.json', '!**/big_*', '!**/scenarios.json'], {
    import: 'default',
    eager: true,
  }),
);
const [big] = Object.values(
  import.meta.glob<Record<'d10' | 'd1001_tail0.04', Record<string, { n: number; id: number[] }>>>(
    '../reference/big_twonn.json',
    { import: 'default', eager: true },
  ),
);
const fractions = [0.9, 0.7, 0.5];
const wholeOnly = { fractions, halvings: 0, repeats: 0, seed: 1 };
const strided = (n: number, stride: number, offset = 0) =>
  Int32Array.from({ length: Math.ceil((n - offset) / stride) }, (_, i) => offset + i * stride);

async function dimensionOf(x: Matrix): Promise<readonly number[]> {
  const { points } = await twoNn(x, wholeOnly, {});
  return points[0].mean;
}
function expectClose(actual: readonly number[], expected: readonly number[]): void {
  expect(actual).toHaveLength(expected.length);
  actual.forEach((v, i) => {
    expect(Math.abs(v / expected[i] - 1)).toBeLessThan(1e-5);
  });
}

test.each(references)('$name agrees with DADApy, whole and in strides', async (reference) => {
  const x = { data: Float32Array.from(reference.x), rows: reference.n, cols: reference.d };
  const { points, duplicates } = await twoNn(x, wholeOnly, {});
  expect(points[0].sample).toBe(reference.twonn.n_unique);
  expect(duplicates).toBe(reference.n - reference.twonn.n_unique);
  expectClose(
    points[0].mean,
    fractions.map((f) => reference.twonn[f]),
  );
  for (const [key, expected] of Object.entries(reference.twonn_stride)) {
    const stride = Number(key);
    const mean = [0, 0, 0];
    for (let offset = 0; offset < stride; offset++) {
      const part = await dimensionOf(takeRows(x, strided(x.rows, stride, offset)));
      part.forEach((v, f) => {
        mean[f] += v / stride;
      });
    }
    expectClose(mean, expected);
  }
});

test.each(['1', '2', '4', '8', '16', '32', '64', '128'])(
  'the paper-size set in 10 dimensions, in strides of %s',
  async (stride) => {
    const { x } = semsyn(SEMSYN_ROWS, 1, 0.003);
    const rows = strided(SEMSYN_ROWS, Number(stride));
    expect(rows).toHaveLength(big.d10[stride].n);
    expectClose(await dimensionOf(takeRows(x, rows)), big.d10[stride].id);
  },
);

test.each(['4', '8', '16', '32', '64', '128'])(
  'its features in 1001 dimensions, in strides of %s',
  async (stride) => {
    const { x } = semsyn(SEMSYN_ROWS, 1, 0.04);
    const features = semsynFeatures(x, strided(SEMSYN_ROWS, Number(stride)), 1);
    expectClose(await dimensionOf(features), big['d1001_tail0.04'][stride].id);
  },
);

test('the slope by hand', () => {
  const [a, b, c] = [0.1, 0.2, 0.5];
  const ratios = Float64Array.of(a, b, c, 2);
  const y = (i: number) => -Math.log(1 - i / 4);
  expect(twoNnSlope(ratios, 0.5)).toBeCloseTo((a * y(1) + b * y(2)) / (a * a + b * b), 14);
  const xy = a * y(1) + b * y(2) + c * y(3);
  expect(twoNnSlope(ratios, 1)).toBeCloseTo(xy / (a * a + b * b + c * c), 14);
  expect(twoNnSlope(Float64Array.of(0, 0, 0), 0.9)).toBeNaN();
});

test('halvings go down in size, scatter, and repeat with the seed', async () => {
  const { x } = semsyn(1000, 3, 0.02);
  const heard: DimensionPoint[] = [];
  const settings = { fractions, halvings: 9, repeats: 6, seed: 2 };
  const series = await twoNn(x, settings, {}, (point) => heard.push(point));
  expect(series.points.map(({ sample }) => sample)).toEqual([1000, 500, 250, 125, 62, 31]);
  expect(heard).toEqual(series.points.toReversed());
  expect(heard.map(({ sample }) => sample)).toEqual(sampleSizes(1000, 9));
  expect(series.points[0].spread).toEqual([0, 0, 0]);
  for (const { mean, spread } of series.points.slice(1)) {
    for (const s of spread) expect(s).toBeGreaterThan(0);
    for (const m of mean) expect(m).toBeGreaterThan(2);
  }
  expect(await twoNn(x, settings, {})).toEqual(series);
  const other = await twoNn(x, { ...settings, seed: 3 }, {});
  expect(other.points[1]).not.toEqual(series.points[1]);
});

test('duplicates are dropped and counted, and change nothing', async () => {
  const { x } = semsyn(300, 3, 0.02);
  const twice = takeRows(x, [...strided(300, 1), ...strided(100, 1), 5]);
  const series = await twoNn(twice, wholeOnly, {});
  expect(series.duplicates).toBe(101);
  expect(series.points).toEqual((await twoNn(x, wholeOnly, {})).points);
});

test('finds the dimension of a line, a plane and a block in 7 dimensions', async () => {
  const random = createRandom(8);
  const flat = (dims: number) => {
    const data = new Float32Array(2000 * 7);
    for (let i = 0; i < 2000; i++) {
      const at = Array.from({ length: dims }, () => random.next());
      for (let d = 0; d < 7; d++) {
        data[i * 7 + d] = at.reduce((sum, v, a) => sum + v * Math.sin((a + 1) * (d + 1)), 0);
      }
    }
    return { data, rows: 2000, cols: 7 };
  };
  for (const dims of [1, 2, 3]) {
    for (const estimate of await dimensionOf(flat(dims))) {
      expect(Math.abs(estimate - dims)).toBeLessThan(0.12 * dims);
    }
  }
});

test('is blind to order, place and scale', async () => {
  const rows = fc.array(
    fc.array(fc.integer({ min: -40, max: 40 }), { minLength: 3, maxLength: 3 }),
    {
      minLength: 30,
      maxLength: 60,
    },
  );
  await fc.assert(
    fc.asyncProperty(rows, async (list) => {
      fc.pre(new Set(list.map(String)).size >= 5);
      const matrixOf = (values: number[][]) => ({
        data: Float32Array.from(values.flat()),
        rows: values.length,
        cols: 3,
      });
      const plain = await dimensionOf(matrixOf(list));
      const moved = list.toReversed().map((row) => row.map((v) => 4 * v + 100));
      const again = await dimensionOf(matrixOf(moved));
      plain.forEach((v, f) => {
        if (Number.isNaN(v)) expect(again[f]).toBeNaN();
        else expect(again[f]).toBeCloseTo(v, 6);
      });
    }),
    { numRuns: 40 },
  );
});

test.each([
  ['no rows', 0, 0],
  ['one row', 1, 1],
  ['two rows', 2, 1],
  ['a constant', 500, 0],
])('%s are too few, and it says so', async (_, rows, step) => {
  const data = new Float32Array(rows * 2).map((__, i) => i * step);
  await expect(twoNn({ data, rows, cols: 2 }, wholeOnly, {})).rejects.toMatchObject({
    code: 'too-few-pictures',
  });
});

test('a lattice has no dimension by this measure', async () => {
  const data = Float32Array.from({ length: 200 }, (_, i) =>
    i % 2 ? Math.floor(i / 20) : (i / 2) % 10,
  );
  expect(await dimensionOf({ data, rows: 100, cols: 2 })).toEqual([NaN, NaN, NaN]);
});

test.each([NaN, Infinity, -Infinity])('%d is refused', async (value) => {
  const x = { data: Float32Array.of(1, 2, value, 4, 5, 6), rows: 6, cols: 1 };
  await expect(twoNn(x, wholeOnly, {})).rejects.toMatchObject({ code: 'bad-features' });
});
