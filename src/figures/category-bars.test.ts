import { expect, test } from 'vitest';
import { layoutCategoryBars } from './category-bars.ts';

const counts = Array.from({ length: 30 }, (_, i) => ({ label: `Class ${i}`, count: (i * 7) % 30 }));

test('what has no room is put together in the last row, and nothing is lost', () => {
  const { bars } = layoutCategoryBars({ counts }, { width: 320, height: 200 });
  expect(bars.length).toBeLessThan(14);
  expect(bars.at(-1)?.label).toBe(`${30 - bars.length + 1} others`);
  const total = bars.reduce((sum, b) => sum + Number(b.count), 0);
  expect(total).toBe(counts.reduce((sum, c) => sum + c.count, 0));
});

test('bars begin at nothing and go with their counts', () => {
  const two = [
    { label: 'a', count: 10 },
    { label: 'b', count: 20 },
  ];
  const { bars, plot } = layoutCategoryBars({ counts: two }, { width: 320, height: 200 });
  expect((bars[1].right - plot.left) / (bars[0].right - plot.left)).toBeCloseTo(2, 1);
});

test('no category gives no bar', () => {
  expect(layoutCategoryBars({ counts: [] }, { width: 320, height: 200 }).bars).toEqual([]);
});
