import { expect, test } from 'vitest';
import { pictureGroups } from './case-data.ts';
import { cellAt, layoutHeatmap, pairIndex } from './heatmap-layout.ts';

const data = {
  title: 'before autoencoding',
  distances: Float32Array.of(1, 2, 3, 4, 5, 6),
  side: 4,
  groups: [
    { label: 'Tips', start: 0, end: 3 },
    { label: 'Fibres', start: 3, end: 4 },
  ],
  unit: 'feature units',
  correlation: 0.4567,
};
const layout = layoutHeatmap(data, { width: 600, height: 400 });
const { plot } = layout;
const cell = (plot.right - plot.left) / 4;
const at = (column: number, row: number) =>
  cellAt(layout, plot.left + (column + 0.5) * cell, plot.top + (row + 0.5) * cell);

test('pairs are found in the order of pdist', () => {
  const pairs = [0, 1, 2, 3].flatMap((i) =>
    [0, 1, 2, 3].filter((j) => j > i).map((j) => pairIndex(i, j, 4)),
  );
  expect(pairs).toEqual([0, 1, 2, 3, 4, 5]);
});

test('the cell under the pointer names its pair and distance, either way round', () => {
  expect(at(2, 1)).toEqual({ row: 1, column: 2, distance: 4 });
  expect(at(1, 2)).toEqual({ row: 2, column: 1, distance: 4 });
  expect(at(3, 3)).toEqual({ row: 3, column: 3, distance: 0 });
  expect(cellAt(layout, plot.left - 1, plot.top + 5)).toBeUndefined();
  expect(cellAt(layout, plot.left + 5, plot.bottom + 1)).toBeUndefined();
});

test('the correlation stands in the heading and the description', () => {
  expect(layout.heading).toBe('before autoencoding, r = 0.46');
  expect(layout.description).toContain('r = 0.46');
});

test('brackets cover their rows', () => {
  expect(layout.rows.map((b) => Math.round((b.to - plot.top) / cell))).toEqual([3, 4]);
});

test('columns are named only where the square is no smaller for it', () => {
  const tall = layoutHeatmap(data, { width: 500, height: 600 });
  const wide = layoutHeatmap(data, { width: 600, height: 340 });
  expect(tall.columns.map((b) => b.label)).toEqual(['Tips', 'Fibres']);
  expect(wide.columns.map((b) => b.label)).toEqual(['', '']);
  expect(wide.plot.bottom - wide.plot.top).toBeGreaterThan(340 * 0.8);
});

test.each([
  [320, 200],
  [480, 320],
  [900, 600],
])('in %d x %d the square and its names stay inside', (width, height) => {
  const fitted = layoutHeatmap({ ...data, groups: pictureGroups(4) }, { width, height });
  expect(fitted.plot.right - fitted.plot.left).toBe(fitted.plot.bottom - fitted.plot.top);
  expect(fitted.plot.bottom).toBeLessThan(height - 24);
  expect(fitted.colorBar.left + 60).toBeLessThanOrEqual(width);
  expect(fitted.rowTitleX).toBeGreaterThan(8);
});

test.each([0, 1])('%d pictures can be laid out', (side) => {
  const few = layoutHeatmap(
    { ...data, distances: new Float32Array(0), side, groups: [] },
    { width: 600, height: 400 },
  );
  expect(few.maximum).toBe(1);
  expect(cellAt(few, few.plot.left + 5, few.plot.top + 5)).toEqual(
    side === 1 ? { row: 0, column: 0, distance: 0 } : undefined,
  );
});
