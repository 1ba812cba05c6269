import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SEMSYN_CLASS_SIZES } from '../reference/semsyn.ts';
import { stratifiedSample } from './stratified-sample.ts';

const labelsOfSizes = (sizes: readonly number[]) =>
  Int32Array.from(sizes.flatMap((size, c) => Array(size).fill(c)));
const countsIn = (sample: Int32Array, labels: Int32Array, classes: number) =>
  Array.from({ length: classes }, (_, c) => sample.filter((i) => labels[i] === c).length);

test('the paper’s categories keep their proportions in 400', () => {
  const labels = labelsOfSizes(SEMSYN_CLASS_SIZES);
  const counts = countsIn(stratifiedSample(labels, 400, 1), labels, 10);
  expect(counts.reduce((a, b) => a + b)).toBe(400);
  counts.forEach((count, c) => {
    expect(Math.abs(count - (400 * SEMSYN_CLASS_SIZES[c]) / 7557)).toBeLessThan(1);
  });
});

test('a class too small for its share is there once, at the cost of the biggest', () => {
  const labels = labelsOfSizes([1, 1, 998]);
  const sample = stratifiedSample(labels, 10, 3);
  expect(countsIn(sample, labels, 3)).toEqual([1, 1, 8]);
});

test.each([
  [[], 5, []],
  [[-1, -1], 5, []],
  [[2], 5, [0]],
  [[1, 0, -1, 1], 9, [1, 0, 3]],
  [[0, 1, 2], 2, [0, 1, 2]],
])('of %j at most %d: rows %j', (labels, count, rows) => {
  expect([...stratifiedSample(Int32Array.from(labels), count, 1)]).toEqual(rows);
});

test('is sorted by class, distinct, labelled, of the right size, and repeats with the seed', () => {
  const labels = fc.array(fc.integer({ min: -1, max: 5 }), { maxLength: 200 });
  fc.assert(
    fc.property(labels, fc.integer({ min: 1, max: 250 }), fc.nat(99), (list, count, seed) => {
      const all = Int32Array.from(list);
      const sample = stratifiedSample(all, count, seed);
      const labelled = list.filter((label) => label >= 0);
      const classes = new Set(labelled).size;
      expect(sample).toHaveLength(Math.max(Math.min(count, labelled.length), classes));
      expect(new Set(sample).size).toBe(sample.length);
      expect(new Set([...sample].map((i) => all[i])).size).toBe(classes);
      const sorted = [...sample].sort((a, b) => all[a] - all[b] || a - b);
      expect([...sample]).toEqual(sorted);
      expect(stratifiedSample(all, count, seed)).toEqual(sample);
    }),
  );
});

test('another seed draws other rows', () => {
  const labels = labelsOfSizes([500, 500]);
  expect(stratifiedSample(labels, 100, 1)).not.toEqual(stratifiedSample(labels, 100, 2));
});
