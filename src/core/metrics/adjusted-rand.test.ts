import fc from 'fast-check';
import { expect, test } from 'vitest';
import { adjustedRandIndex } from './adjusted-rand.ts';

const groups = (n: number) =>
  fc.array(fc.integer({ min: 0, max: 4 }), { minLength: n, maxLength: n });
const pairOfGroupings = fc
  .integer({ min: 0, max: 30 })
  .chain((n) => fc.tuple(groups(n), groups(n)));
const ari = (a: readonly number[], b: readonly number[]) =>
  adjustedRandIndex(Int32Array.from(a), Int32Array.from(b));

test.each([
  // scikit-learn 1.2.1, adjusted_rand_score
  [[0, 0, 1, 1], [0, 0, 1, 2], 0.5714285714285714],
  [[0, 0, 1, 2], [0, 0, 1, 1], 0.5714285714285714],
  [[0, 0, 0, 0], [0, 1, 2, 3], 0],
  [[0, 1, 0, 1], [0, 0, 1, 1], -0.5],
  [[], [], 1],
  [[3], [0], 1],
])('%j against %j gives %d', (a, b, expected) => {
  expect(ari(a, b)).toBeCloseTo(expected, 14);
});

test('rows that either leaves unnamed are not counted', () => {
  expect(ari([0, 0, 1, 1, -1, 2], [0, 0, 1, 2, 5, -1])).toBeCloseTo(0.5714285714285714, 14);
});

test('is symmetric, at most 1, and blind to the names of the groups', () => {
  fc.assert(
    fc.property(pairOfGroupings, ([a, b]) => {
      const value = ari(a, b);
      expect(value).toBeLessThanOrEqual(1);
      expect(ari(b, a)).toBeCloseTo(value, 12);
      expect(
        ari(
          a.map((g) => 9 - g),
          b,
        ),
      ).toBeCloseTo(value, 12);
      expect(ari(a, a)).toBe(1);
    }),
  );
});

test('agrees with counting pairs of rows', () => {
  fc.assert(
    fc.property(pairOfGroupings, ([a, b]) => {
      let both = 0;
      let inA = 0;
      let inB = 0;
      let pairs = 0;
      for (let i = 0; i < a.length; i++) {
        for (let j = 0; j < i; j++) {
          pairs++;
          const sameA = a[i] === a[j];
          const sameB = b[i] === b[j];
          if (sameA) inA++;
          if (sameB) inB++;
          if (sameA && sameB) both++;
        }
      }
      const expected = pairs ? (inA * inB) / pairs : 0;
      const greatest = (inA + inB) / 2;
      const value = both === greatest ? 1 : (both - expected) / (greatest - expected);
      expect(ari(a, b)).toBeCloseTo(value, 10);
    }),
  );
});

test('two groupings of different lengths are a mistake', () => {
  expect(() => ari([0], [0, 1])).toThrow(RangeError);
});
