import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Matrix, matrix, rowOf } from '../arrays/matrix.ts';
import { createRandom } from '../random/random.ts';
import { nearestAmong, openSearchSpace } from './search-space.ts';

const rowsOf = (value: fc.Arbitrary<number>, most: number, cols: number) =>
  fc
    .tuple(fc.integer({ min: 4, max: most }), fc.integer({ min: 1, max: cols }))
    .chain(([n, d]) =>
      fc
        .array(value, { minLength: n * d, maxLength: n * d })
        .map((values) => matrix(Float32Array.from(values), n, d)),
    );
const cases: Record<string, fc.Arbitrary<Matrix>> = {
  random: rowsOf(fc.double({ min: -9, max: 9, noNaN: true }), 90, 8),
  'with duplicates': rowsOf(fc.integer({ min: 0, max: 2 }), 90, 3),
  binary: rowsOf(fc.constantFrom(0, 1), 90, 6),
  constant: rowsOf(fc.constant(4), 90, 3),
  collinear: rowsOf(fc.double({ min: 0, max: 1, noNaN: true }), 90, 1).map((line) =>
    matrix(
      Float32Array.from({ length: 3 * line.rows }, (_, i) => line.data[Math.floor(i / 3)]),
      line.rows,
      3,
    ),
  ),
  'ten million from the origin': rowsOf(fc.integer({ min: 1e7, max: 1e7 + 9 }), 90, 5),
};
/** Usually from hundreds of rows on, and from 25 columns on where they are projected. */
const WAYS = { 'a tree': 24, 'a tree of projections': 0 };

function squaresFrom(x: Matrix, i: number): number[] {
  return Array.from({ length: x.rows }, (_, j) =>
    rowOf(x, i).reduce((sum, v, d) => sum + (v - x.data[j * x.cols + d]) ** 2, 0),
  )
    .filter((__, j) => j !== i)
    .sort((a, b) => a - b);
}

test.each(
  Object.keys(cases).flatMap((name) => Object.entries(WAYS).map((way) => [name, ...way] as const)),
)('few rows, %s, have their nearest by %s', async (name, _, mostDirectColumns) => {
  await fc.assert(
    fc.asyncProperty(cases[name], fc.integer({ min: 1, max: 3 }), async (x, k) => {
      const space = await openSearchSpace(x, {}, mostDirectColumns);
      const all = Int32Array.from({ length: x.rows }, (__, i) => i);
      const use = { fewRows: 0, tileCost: Infinity };
      const { table, search } = await nearestAmong(space, all, k, {}, use);
      expect(search).toContain('k-d tree');
      for (let i = 0; i < x.rows; i++) {
        const found = [...table.squares.subarray(i * k, (i + 1) * k)];
        const expected = squaresFrom(x, i).slice(0, k);
        found.forEach((square, r) => {
          expect(Math.abs(square - expected[r])).toBeLessThanOrEqual(1e-12 * expected[r]);
        });
      }
    }),
    { numRuns: 30 },
  );
});

/** Without structure every row is a candidate: each of the trial's 17 searches compares some three million numbers. */
test('a search that has much to verify pauses on its way', async () => {
  const { next } = createRandom(1);
  const x = matrix(Float32Array.from({ length: 3000 * 1000 }, next), 3000, 1000);
  const space = await openSearchSpace(x, {});
  let pauses = 0;
  const checkpoint = async (fraction: number) => {
    if (fraction > 0.05) throw new Error('enough');
    if (fraction === 0.05) pauses++;
  };
  const all = Int32Array.from({ length: 3000 }, (_, i) => i);
  await expect(nearestAmong(space, all, 2, { checkpoint })).rejects.toThrow('enough');
  expect(pauses).toBeGreaterThan(24);
});
