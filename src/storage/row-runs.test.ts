import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rowRuns } from './row-runs.ts';

test('neighbours in the order asked are one run', () => {
  expect(rowRuns([4, 5, 6, 2, 1, 2], 10)).toEqual([
    { from: 4, to: 0, count: 3 },
    { from: 2, to: 3, count: 1 },
    { from: 1, to: 4, count: 2 },
  ]);
  expect(rowRuns([0, 1, 2, 3, 4], 2).map((run) => run.count)).toEqual([2, 2, 1]);
});

test('the runs give every row once, in its place, none too long', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(20)), fc.integer({ min: 1, max: 5 }), (rows, longest) => {
      const runs = rowRuns(rows, longest);
      const got = runs.flatMap(({ from, count }) =>
        Array.from({ length: count }, (_, i) => from + i),
      );
      expect(got).toEqual(rows);
      expect(runs.every(({ count }) => count <= longest)).toBe(true);
    }),
  );
});
