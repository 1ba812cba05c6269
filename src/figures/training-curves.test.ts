import { expect, test } from 'vitest';
import type { TrainedEpoch } from '../core/training/training-run.ts';
import { layoutTrainingCurves } from './training-curves.ts';

const epoch = (n: number, accuracy: number): TrainedEpoch => ({
  epoch: n,
  train: { loss: 2 / n, accuracy: Math.min(1, accuracy + 0.1) },
  validation: undefined,
  test: { loss: 3 / n, accuracy },
  learningRate: 0.01,
  seconds: 1,
});

const curve = {
  id: 'a',
  label: 'Inception-v3',
  epochs: [epoch(1, 0.4), epoch(2, 0.7)],
  expectedEpochs: 10,
};
const size = { width: 400, height: 300 };

test('accuracy runs from 0 to 1 over the epochs that will come, and the best is said', () => {
  const layout = layoutTrainingCurves(
    { curves: [curve], measure: 'accuracy', showTraining: true },
    size,
  );
  expect(layout.series.map(({ label }) => label)).toEqual([
    'Inception-v3',
    'Inception-v3, training',
  ]);
  expect(layout.xAxis.domain).toEqual([1, 10]);
  expect(layout.yAxis.domain).toEqual([0, 1]);
  expect(layout.description).toContain('Inception-v3 reaches 0.70 at epoch 2');
});

test('the loss axis holds all of it', () => {
  const layout = layoutTrainingCurves(
    { curves: [curve], measure: 'loss', showTraining: false },
    size,
  );
  expect(layout.series.map(({ y }) => Array.from(y))).toEqual([[3, 1.5]]);
  expect(layout.yAxis.domain[1]).toBeGreaterThanOrEqual(3);
});

test('runs have different colours', () => {
  const curves = ['a', 'b', 'c'].map((id) => ({ ...curve, id }));
  const layout = layoutTrainingCurves({ curves, measure: 'accuracy', showTraining: false }, size);
  expect(new Set(layout.series.map(({ tone }) => tone)).size).toBe(3);
});

test('no run yet is an empty figure', () => {
  const layout = layoutTrainingCurves(
    { curves: [], measure: 'accuracy', showTraining: false },
    size,
  );
  expect(layout.isEmpty).toBe(true);
});
