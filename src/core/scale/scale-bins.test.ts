import fc from 'fast-check';
import { expect, test } from 'vitest';
import { scaleBins } from './scale-bins.ts';

const at = (nm: number, classIndex: number) => ({ nm, classIndex });

test('bins go by 1, 2 and 5, the lower edge belongs to the bin', () => {
  const bins = scaleBins([at(1000, 0), at(1999, 1), at(2000, 0), at(7000, -1)], 2);
  expect(bins.map(({ fromNm, toNm, counts }) => [fromNm, toNm, counts])).toEqual([
    [1000, 2000, [1, 1, 0]],
    [2000, 5000, [1, 0, 0]],
    [5000, 10_000, [0, 0, 1]],
  ]);
});

test('nothing gives no bins', () => {
  expect(scaleBins([], 3)).toEqual([]);
});

test('every picture lies in exactly one bin, and its width within it', () => {
  const picture = fc.record({
    nm: fc.double({ min: 1, max: 1e7, noNaN: true }),
    classIndex: fc.integer({ min: -1, max: 2 }),
  });
  fc.assert(
    fc.property(fc.array(picture, { minLength: 1 }), (pictures) => {
      const bins = scaleBins(pictures, 3);
      expect(bins.reduce((sum, { total }) => sum + total, 0)).toBe(pictures.length);
      for (const { counts, total } of bins) {
        expect(counts.reduce((a, b) => a + b, 0)).toBe(total);
      }
      for (const [i, bin] of bins.entries()) {
        if (i > 0) expect(bin.fromNm).toBeCloseTo(bins[i - 1].toNm, 6);
      }
    }),
  );
});
