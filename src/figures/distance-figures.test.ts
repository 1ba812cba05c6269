import { expect, test } from 'vitest';
import { distanceFigures } from './distance-figures.ts';

const before = { distances: Float32Array.of(1, 2, 3), mantel: { r: 0.4 } };

test('labelled pictures have a map of what their labels would make', () => {
  const classes = Int32Array.of(0, 0, 1);
  const after = { distances: Float32Array.of(4, 5, 6), mantel: undefined };
  const figures = distanceFigures({ classes, names: ['Tips', 'Wires'], before, after });
  const groups = [
    { label: 'Tips', start: 0, end: 2 },
    { label: 'Wires', start: 2, end: 3 },
  ];
  expect(figures.before).toMatchObject({ title: 'Features', side: 3, groups, correlation: 0.4 });
  expect(figures.after).toMatchObject({ title: 'Codes', groups, correlation: undefined });
  expect(figures.discrete?.distances).toEqual(Float32Array.of(0, 1, 1));
});

test('without labels, and without codes, there is one map', () => {
  const classes = Int32Array.of(-1, -1, -1);
  const { discrete, after } = distanceFigures({ classes, names: [], before, after: undefined });
  expect([discrete, after]).toEqual([undefined, undefined]);
});
