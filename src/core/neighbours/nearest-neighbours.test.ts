import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Matrix } from '../arrays/matrix.ts';
import { createRandom } from '../random/random.ts';
import { semsyn, semsynFeatures } from '../reference/semsyn.ts';
import { nearestNeighbours } from './nearest-neighbours.ts';

const matrixOf = (rows: readonly (readonly number[])[], cols: number): Matrix => ({
  data: Float32Array.from(rows.flat()),
  rows: rows.length,
  cols,
});

function gaussian(rows: number, cols: number, seed: number): Matrix {
  const random = createRandom(seed);
  const data = Float32Array.from({ length: rows * cols }, () => random.normal());
  return { data, rows, cols };
}

function distance(x: Matrix, i: number, j: number): number {
  let sum = 0;
  for (let d = 0; d < x.cols; d++) sum += (x.data[i * x.cols + d] - x.data[j * x.cols + d]) ** 2;
  return Math.sqrt(sum);
}

/** Sorted distances to all others: what any exact search must begin with. */
function nearestDistances(x: Matrix, i: number, k: number): number[] {
  const others = Array.from({ length: x.rows }, (_, j) => j).filter((j) => j !== i);
  return others
    .map((j) => distance(x, i, j))
    .sort((a, b) => a - b)
    .slice(0, k);
}

async function expectExact(x: Matrix, k: number, rows: readonly number[]): Promise<string> {
  const { neighbours, search } = await nearestNeighbours(x, k, {});
  expect(neighbours.k).toBe(Math.min(k, x.rows - 1));
  for (const i of rows) {
    const at = i * neighbours.k;
    const indices = neighbours.indices.subarray(at, at + neighbours.k);
    const expected = nearestDistances(x, i, neighbours.k);
    expect(new Set(indices).size).toBe(neighbours.k);
    expected.forEach((d, r) => {
      expect(indices[r]).not.toBe(i);
      expect(neighbours.distances[at + r]).toBeCloseTo(d, 9);
      expect(distance(x, i, indices[r])).toBeCloseTo(d, 9);
    });
  }
  return search;
}
const everyRow = (x: Matrix) => Array.from({ length: x.rows }, (_, i) => i);
const someRows = (x: Matrix) => Array.from({ length: 60 }, (_, i) => Math.floor((i * x.rows) / 60));

test('points on a line, by hand', async () => {
  const { neighbours } = await nearestNeighbours(matrixOf([[0], [1], [3], [7]], 1), 2, {});
  expect([...neighbours.indices]).toEqual([1, 2, 0, 2, 1, 0, 2, 1]);
  expect([...neighbours.distances]).toEqual([1, 3, 1, 2, 2, 3, 4, 6]);
});

test.each([0, 1])('%d rows have no neighbours', async (rows) => {
  const { neighbours } = await nearestNeighbours(
    { data: new Float32Array(rows * 3), rows, cols: 3 },
    2,
    {},
  );
  expect(neighbours).toMatchObject({ k: 0, indices: new Int32Array(0) });
});

test('two rows have one neighbour each, however many are asked for', async () => {
  const { neighbours } = await nearestNeighbours(
    matrixOf(
      [
        [0, 0],
        [3, 4],
      ],
      2,
    ),
    10,
    {},
  );
  expect(neighbours.k).toBe(1);
  expect([...neighbours.distances]).toEqual([5, 5]);
});

test('clustered points in 10 dimensions go through the tree', async () => {
  const { x } = semsyn(6000, 5, 0.003);
  expect(await expectExact(x, 5, someRows(x))).toBe('k-d tree in 10 dimensions, exact');
});

test('features in 1001 dimensions go through the projection', async () => {
  const { x } = semsyn(1500, 1, 0.04);
  const features = semsynFeatures(
    x,
    Int32Array.from({ length: 1500 }, (_, i) => i),
    1,
  );
  const search = await expectExact(features, 3, someRows(features));
  expect(search).toMatch(/14 principal directions .* verified in all 1001 dimensions/);
});

test('data of low rank in many dimensions, near-duplicates among them, stay exact', async () => {
  const random = createRandom(3);
  const low = gaussian(900, 2, 4);
  const data = new Float32Array(900 * 60);
  for (let i = 0; i < 900; i++) {
    for (let d = 0; d < 60; d++) data[i * 60 + d] = low.data[i * 2] * d + low.data[i * 2 + 1];
    if (i % 3 === 1) data.copyWithin(i * 60, (i - 1) * 60, i * 60);
    data[i * 60] += 1e-7 * random.normal();
  }
  const x = { data, rows: 900, cols: 60 };
  expect(await expectExact(x, 4, everyRow(x))).toMatch(/principal directions/);
});

test('noise without structure makes it compare every pair, and say so', async () => {
  const x = gaussian(1200, 64, 1);
  const search = await expectExact(x, 3, someRows(x));
  expect(search).toMatch(/^every pair compared in plain JavaScript: a trial showed/);
});

test('heaps of equal points cost no square time and are neighbours at 0', async () => {
  const rows = 20_000;
  const cols = 30;
  const data = new Float32Array(rows * cols).map((_, i) => Math.floor(i / cols) % 4);
  const { neighbours } = await nearestNeighbours({ data, rows, cols }, 3, {});
  expect(neighbours.distances.every((d) => d === 0)).toBe(true);
});

test.each([3, 30])(
  'random, duplicated, collinear and constant rows of %d columns',
  async (cols) => {
    const value = fc.oneof(
      fc.integer({ min: -2, max: 2 }),
      fc.float({ noNaN: true, min: -9, max: 9 }),
    );
    const row = fc.oneof(
      fc.array(value, { minLength: cols, maxLength: cols }),
      value.map((v) => Array(cols).fill(v)),
    );
    const rows = fc.tuple(
      fc.array(row, { minLength: 2, maxLength: 24 }),
      fc.integer({ min: 1, max: 30 }),
    );
    await fc.assert(
      fc.asyncProperty(rows, fc.integer({ min: 1, max: 6 }), async ([distinct, copies], k) => {
        const x = matrixOf(Array.from({ length: copies }, () => distinct).flat(), cols);
        await expectExact(x, k, everyRow(x).slice(0, 8));
      }),
      { numRuns: 40 },
    );
  },
);

test.each([Number.NaN, Number.POSITIVE_INFINITY])('%d is refused with its place', async (bad) => {
  const x = matrixOf(
    [
      [0, 1],
      [2, bad],
    ],
    2,
  );
  await expect(nearestNeighbours(x, 1, {})).rejects.toMatchObject({
    code: 'bad-features',
    message: expect.stringContaining('Feature 2 of row 2'),
  });
});

test('offers checkpoints with a fraction that never falls', async () => {
  const { x } = semsyn(8000, 1, 0.003);
  const fractions: number[] = [];
  const checkpoint = async (fraction: number) => void fractions.push(fraction);
  await nearestNeighbours(x, 4, { checkpoint });
  expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
  expect(fractions.at(-1)).toBeGreaterThan(0.9);
});
