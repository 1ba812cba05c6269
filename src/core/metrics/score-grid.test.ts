import { expect, test } from 'vitest';
import { scoreGrid } from './score-grid.ts';

test('the grid is dense to 1,000, then grows by a hundredth of a decade to n itself', () => {
  expect(scoreGrid(0)).toEqual([]);
  expect(scoreGrid(3)).toEqual([1, 2, 3]);
  expect(scoreGrid(1000)).toHaveLength(1000);
  const grid = scoreGrid(52_682);
  expect(grid.slice(998, 1003)).toEqual([999, 1000, 1023, 1047, 1072]);
  expect(grid).toContain(10_000);
  expect(grid.at(-1)).toBe(52_682);
  expect(new Set(grid).size).toBe(grid.length);
  expect(grid).toHaveLength(1000 + 172 + 1);
});
