import { expect, test } from 'vitest';
import type { TrainedEpoch } from '../core/training/training-run.ts';
import { FONT_SIZE } from './plot-area.ts';
import { textWidth } from './text-fit.ts';
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
  isFeatureExtraction: false,
};
const size = { width: 400, height: 300 };

test('accuracy runs from 0 to 1 over the epochs that will come, and the best is said', () => {
  const layout = layoutTrainingCurves(
    { curves: [curve], measure: 'accuracy', showTraining: true, inset: 'none' },
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

test('a curve that begins with its start is drawn from there, and the axis ends with the last epoch all the same', () => {
  const start = { ...epoch(1, 0.2), epoch: 0 };
  const layout = layoutTrainingCurves(
    {
      curves: [{ ...curve, epochs: [start, ...curve.epochs], expectedEpochs: 2 }],
      measure: 'accuracy',
      showTraining: false,
      inset: 'none',
    },
    size,
  );
  expect(layout.xAxis.domain).toEqual([0, 2]);
});

test('the loss axis holds all of it', () => {
  const layout = layoutTrainingCurves(
    { curves: [curve], measure: 'loss', showTraining: false, inset: 'none' },
    size,
  );
  expect(layout.series.map(({ y }) => Array.from(y))).toEqual([[3, 1.5]]);
  expect(layout.yAxis.domain[1]).toBeGreaterThanOrEqual(3);
});

test('runs have different colours', () => {
  const curves = ['a', 'b', 'c'].map((id) => ({ ...curve, id }));
  const layout = layoutTrainingCurves(
    { curves, measure: 'accuracy', showTraining: false, inset: 'none' },
    size,
  );
  expect(new Set(layout.series.map(({ tone }) => tone)).size).toBe(3);
});

test('no run yet is an empty figure that says what to do', () => {
  const layout = layoutTrainingCurves(
    { curves: [], measure: 'accuracy', showTraining: false, inset: 'none' },
    size,
  );
  expect(layout.notice).toContain('Press Train');
});

/** Forty epochs that rise to `top`. */
const longCurve = (id: string, top: number, isFeatureExtraction: boolean) => ({
  id,
  label: id,
  epochs: Array.from({ length: 40 }, (_, i) => epoch(i + 1, top * (1 - Math.exp(-(i + 1) / 6)))),
  expectedEpochs: 40,
  isFeatureExtraction,
});
const large = { width: 700, height: 320 };

test('the late epochs are shown larger, where they hide nothing', () => {
  const curves = [longCurve('a', 0.97, false), longCurve('b', 0.95, false)];
  const { inset, lines } = layoutTrainingCurves(
    { curves, measure: 'accuracy', showTraining: false, inset: 'late-epochs' },
    large,
  );
  expect(inset?.caption).toBe('Epochs 30 to 40: accuracy');
  const [low, high] = inset?.yAxis.domain ?? [];
  expect(low).toBeGreaterThan(0.9);
  expect(high).toBeLessThanOrEqual(1);
  expect(inset?.lines.map(({ pieces }) => pieces.flat().length)).toEqual([11, 11]);
  const frame = inset?.frame ?? { left: 0, top: 0, right: 0, bottom: 0 };
  const hidden = lines
    .flatMap(({ pieces }) => pieces.flat())
    .filter(([x, y]) => x > frame.left && x < frame.right && y > frame.top && y < frame.bottom);
  expect(hidden).toEqual([]);
});

test('the longer numbers of a flat course keep within the frame', () => {
  const flat = Array.from({ length: 60 }, (_, i) => epoch(i + 1, 12 / 17));
  const { inset } = layoutTrainingCurves(
    {
      curves: [{ ...longCurve('a', 1, false), epochs: flat, expectedEpochs: 60 }],
      measure: 'accuracy',
      showTraining: false,
      inset: 'late-epochs',
    },
    { width: 1200, height: 480 },
  );
  if (!inset) throw new Error('there is room for an inset');
  const { plot, frame, yAxis } = inset;
  const longest = Math.max(...yAxis.ticks.map(({ label }) => textWidth(label, FONT_SIZE)));
  expect(longest).toBeGreaterThan(24);
  expect(plot.left - longest).toBeGreaterThan(frame.left + 8);
});

test('as in Figure 2, feature extraction stands aside and keeps its colour', () => {
  const curves = [longCurve('extracted', 0.88, true), longCurve('tuned', 0.97, false)];
  const data = { curves, measure: 'accuracy', showTraining: false } as const;
  const { series, inset } = layoutTrainingCurves({ ...data, inset: 'feature-extraction' }, large);
  expect(series.map(({ label }) => label)).toEqual(['tuned']);
  expect(inset?.caption).toBe('Feature extraction: accuracy');
  const plain = layoutTrainingCurves({ ...data, inset: 'none' }, large);
  expect(inset?.lines[0]?.tone).toBe(plain.lines[0]?.tone);
  expect(plain.inset).toBeUndefined();
});

test('a chart without room has no inset', () => {
  const curves = [longCurve('a', 0.97, false)];
  const data = { curves, measure: 'accuracy', showTraining: false, inset: 'late-epochs' } as const;
  expect(layoutTrainingCurves(data, { width: 260, height: 160 }).inset).toBeUndefined();
});

test('every batch is drawn behind the epochs, from the first step on', () => {
  const batches = {
    at: Float32Array.of(0.5, 1, 1.5, 2),
    loss: Float32Array.of(4, 3, 2, 1),
    accuracy: Float32Array.of(0, 0.2, 0.5, 0.6),
  };
  const { series, xAxis, yAxis } = layoutTrainingCurves(
    { curves: [{ ...curve, batches }], measure: 'loss', showTraining: false, inset: 'none' },
    size,
  );
  expect(series.map(({ label }) => label)).toEqual(['Inception-v3, batches', 'Inception-v3']);
  expect(xAxis.domain[0]).toBe(0);
  expect(yAxis.domain[1]).toBeGreaterThanOrEqual(4);
});

test('between two epochs there is no tick', () => {
  const short = { ...curve, expectedEpochs: 2 };
  const { xAxis } = layoutTrainingCurves(
    { curves: [short], measure: 'accuracy', showTraining: false, inset: 'none' },
    large,
  );
  expect(xAxis.ticks.map(({ label }) => label)).toEqual(['1', '2']);
});
