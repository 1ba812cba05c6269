import { expect, test } from 'vitest';
import { heatmapGroups } from './heatmap-groups.ts';

test('runs of equal class, the unlabelled among them', () => {
  expect(heatmapGroups(Int32Array.of(0, 0, 2, -1, -1), ['a', 'b', 'c'])).toEqual([
    { label: 'a', start: 0, end: 2 },
    { label: 'c', start: 2, end: 3 },
    { label: 'no label', start: 3, end: 5 },
  ]);
});

test('nothing has no groups', () => {
  expect(heatmapGroups(new Int32Array(0), [])).toEqual([]);
});
