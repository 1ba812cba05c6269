import { expect, test } from 'vitest';
import {
  dimensionPoints,
  lossPoints,
  scenarios,
  scoreCurves,
  stabilityCurve,
} from './case-data.ts';
import { layoutDimensionCurves } from './dimension-curves.ts';
import { layoutLossCurve } from './loss-curve.ts';
import { layoutScoreCurves } from './score-curves.ts';
import { layoutStabilityCurve } from './stability-curve.ts';

const SIZE = { width: 480, height: 320 };
const FRACTIONS = [0.9, 0.7, 0.5];

const ward = (k: number[], nmi: number[]) => {
  const values = Float64Array.from(nmi);
  return new Map([
    ['ward' as const, { k: Int32Array.from(k), nmi: values, ari: values, ami: values }],
  ]);
};

test('the description says where each method peaks', () => {
  const data = {
    metric: 'nmi',
    curves: ward([1, 10, 100], [0, 0.8123, 0.5]),
    scenarios: undefined,
    k: 10,
  } as const;
  expect(layoutScoreCurves(data, SIZE).description).toBe(
    'NMI against number of clusters; Ward peaks at 0.81 with 10 clusters.',
  );
});

test('scenarios stand beside NMI only', () => {
  const data = { curves: scoreCurves(), scenarios: scenarios(), k: 10 };
  expect(layoutScoreCurves({ ...data, metric: 'nmi' }, SIZE).lines).toHaveLength(7);
  expect(layoutScoreCurves({ ...data, metric: 'ari' }, SIZE).lines).toHaveLength(5);
});

test('five curves of 50,000 points are thinned to what the pixels can show', () => {
  const layout = layoutScoreCurves(
    { metric: 'nmi', curves: scoreCurves(), scenarios: undefined, k: 10 },
    SIZE,
  );
  const width = layout.plot.right - layout.plot.left;
  for (const line of layout.lines)
    expect(line.pieces.flat().length).toBeLessThanOrEqual(4 * (width + 1));
});

test('labels of lines that end together do not overlap', () => {
  const layout = layoutScoreCurves(
    { metric: 'nmi', curves: scoreCurves(), scenarios: scenarios(), k: 10 },
    SIZE,
  );
  const places = layout.labels.map((l) => l.y).sort((a, b) => a - b);
  expect(places.slice(1).every((y, i) => y - places[i] >= 12.8)).toBe(true);
});

test('a negative score widens the axis, a cut beyond it has no mark', () => {
  const data = {
    metric: 'ari',
    curves: ward([1, 2], [-0.12, 0.1]),
    scenarios: undefined,
    k: 10,
  } as const;
  const layout = layoutScoreCurves(data, SIZE);
  expect(layout.yAxis.domain[0]).toBeCloseTo(-0.2);
  expect(layout.cursor).toBeUndefined();
});

test.each([0, 1])('%d points of each kind can be laid out', (count) => {
  const layouts = [
    layoutScoreCurves(
      { metric: 'nmi', curves: ward([5].slice(0, count), [0.4]), scenarios: undefined, k: 5 },
      SIZE,
    ),
    layoutDimensionCurves(
      {
        before: { fractions: FRACTIONS, points: dimensionPoints(9, 1).slice(0, count) },
        after: undefined,
      },
      SIZE,
    ),
    layoutLossCurve({ epochs: lossPoints(count, 1), expectedEpochs: 1, unit: 'mse' }, SIZE),
    layoutStabilityCurve(
      {
        curve: {
          k: stabilityCurve().k.slice(0, count),
          mean: Float64Array.of(0.5),
          low: Float64Array.of(0.4),
          high: Float64Array.of(0.6),
        },
        method: 'ward',
        scores: undefined,
        k: undefined,
      },
      SIZE,
    ),
  ];
  for (const layout of layouts) {
    const { series, ...numbers } = layout;
    expect(series.length).toBeGreaterThan(0);
    expect(layout.notice === undefined).toBe(count > 0);
    expect(JSON.stringify(numbers)).not.toMatch(/null/);
  }
});

test('while sizes come in, the axis of sample sizes stands still', () => {
  const points = dimensionPoints(9, 1);
  const at = (count: number) =>
    layoutDimensionCurves(
      {
        before: { fractions: FRACTIONS, points: points.slice(0, count) },
        after: undefined,
        expectedSamples: [400, 52_682],
      },
      SIZE,
    );
  expect(at(1).xAxis).toEqual(at(7).xAxis);
  expect(at(7).lines[0].pieces[0]).toHaveLength(7);
});

test('a loss that falls far is shown on a logarithmic axis', () => {
  const kind = (from: number) =>
    layoutLossCurve({ epochs: lossPoints(60, from), expectedEpochs: 60, unit: 'mse' }, SIZE).yAxis
      .kind;
  expect([kind(0.3), kind(8)]).toEqual(['linear', 'log']);
});

const STABILITY = { curve: stabilityCurve(), method: 'ward', k: 10 } as const;

test('agreement with the labels stands beside the stability, over the same cuts', () => {
  const scores = ward([1, 2, 50, 200, 201], [0, 0.3, 0.8, 0.7, 0.6]).get('ward');
  const { series } = layoutStabilityCurve({ ...STABILITY, scores }, SIZE);
  expect(series.map(({ id }) => id)).toEqual(['stability', 'agreement']);
  expect(Array.from(series[1]?.x ?? [])).toEqual([2, 50, 200]);
  expect(Array.from(series[1]?.y ?? [])).toEqual([0.3, 0.8, 0.7]);
});

test('without a stability there is a way to it, and no line that seems to be one', () => {
  const none = new Float64Array(0);
  const curve = { k: new Int32Array(0), mean: none, low: none, high: none };
  const scores = ward([1, 2], [0, 0.3]).get('ward');
  const layout = layoutStabilityCurve({ ...STABILITY, curve, scores }, SIZE);
  expect(layout.notice).toMatch(/Press Measure stability/);
  expect(layout.cursor).toBeUndefined();
});
