import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rowBlocks } from './row-blocks.ts';

test('what lies together in the file is one block, whatever order it is wanted in', () => {
  expect(rowBlocks([4, 2, 3, 9, 3], { longest: 10, gap: 0 })).toEqual([
    { first: 2, count: 3, wanted: [1, 2, 4, 0] },
    { first: 9, count: 1, wanted: [3] },
  ]);
});

test('a small gap is read along, a long block is cut', () => {
  expect(rowBlocks([0, 3, 8], { longest: 10, gap: 2 }).map((b) => [b.first, b.count])).toEqual([
    [0, 4],
    [8, 1],
  ]);
  expect(rowBlocks([0, 1, 2, 3, 4], { longest: 2, gap: 0 }).map((b) => b.count)).toEqual([2, 2, 1]);
});

test('every wanted row is in one block, none is too long', () => {
  const limits = fc.record({ longest: fc.integer({ min: 1, max: 6 }), gap: fc.nat(3) });
  fc.assert(
    fc.property(fc.array(fc.nat(30)), limits, (rows, { longest, gap }) => {
      const blocks = rowBlocks(rows, { longest, gap });
      const all = blocks.flatMap(({ wanted }) => wanted).sort((a, b) => a - b);
      expect(all).toEqual(rows.map((_, i) => i));
      for (const { first, count, wanted } of blocks) {
        expect(count).toBeLessThanOrEqual(longest);
        for (const i of wanted) {
          expect(rows[i]).toBeGreaterThanOrEqual(first);
          expect(rows[i]).toBeLessThan(first + count);
        }
      }
    }),
  );
});
