import { expect, test } from 'vitest';
import { placeOn } from './axis.ts';
import { scenarios, scoreCurves } from './case-data.ts';
import { exportSvg } from './export-svg.ts';
import { drawLineChart } from './line-chart.ts';
import { drawLineReading, readLineChart } from './line-reading.ts';
import { layoutLossCurve } from './loss-curve.ts';
import { darkTheme } from './palette.ts';
import { layoutScoreCurves } from './score-curves.ts';

const SIZE = { width: 760, height: 440 };
const curves = scoreCurves();
const layout = layoutScoreCurves({ metric: 'nmi', curves, scenarios: scenarios(), k: 10 }, SIZE);
const at = (k: number) => readLineChart(layout, placeOn(layout.xAxis)(k));

test('reads every line at the k under the pointer, from the highest', () => {
  const reading = at(100);
  expect(reading?.at).toBe(100);
  expect(reading?.values).toHaveLength(7);
  const ward = reading?.values.find((v) => v.id === 'ward');
  expect(ward?.value).toBe(curves.get('ward')?.nmi[99]);
  const values = reading?.values.map((v) => v.value) ?? [];
  expect(values).toEqual(values.toSorted((a, b) => b - a));
});

test('a spread is read with its value', () => {
  const k = Int32Array.of(1, 10, 100);
  const half = Float64Array.of(0.5, 0.5, 0.5);
  const band = {
    k,
    good: half,
    uniform: half,
    uniformLow: Float64Array.of(0.25, 0.5, 0.25),
    uniformHigh: Float64Array.of(0.75, 0.5, 0.75),
  };
  const banded = layoutScoreCurves({ metric: 'nmi', curves, scenarios: band, k: 10 }, SIZE);
  const textAt = (count: number) =>
    readLineChart(banded, placeOn(banded.xAxis)(count))?.values.find((v) => v.id === 'uniform')
      ?.text;
  expect(textAt(100)).toBe('0.500 (0.250 to 0.750)');
  expect(textAt(10)).toBe('0.500');
});

test('leaves out lines that are not there', () => {
  expect(at(3)?.values.map((v) => v.id)).not.toContain('good');
  expect(at(40_000)?.values).toHaveLength(5);
});

test('reads nothing outside the plot or from an empty figure', () => {
  expect(readLineChart(layout, layout.plot.left - 20)).toBeUndefined();
  const empty = layoutLossCurve({ epochs: [], expectedEpochs: 10, unit: 'mse' }, SIZE);
  expect(readLineChart(empty, 300)).toBeUndefined();
});

test('a value that is no number is passed over', () => {
  const epochs = [{ epoch: 1, trainLoss: 2, testLoss: Number.NaN }];
  const broken = layoutLossCurve({ epochs, expectedEpochs: 10, unit: 'mse' }, SIZE);
  expect(readLineChart(broken, broken.plot.left)?.values.map((v) => v.id)).toEqual(['train']);
});

test('the mark of a reading comes, goes and is never exported', () => {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  drawLineChart(svg, layout, darkTheme);
  const text = exportSvg(svg);
  drawLineReading(svg, at(100), darkTheme);
  expect(svg.querySelectorAll('.reading circle')).toHaveLength(7);
  expect(exportSvg(svg)).toBe(text);
  drawLineReading(svg, undefined, darkTheme);
  expect(svg.querySelectorAll('.reading circle, .reading line')).toHaveLength(0);
});
