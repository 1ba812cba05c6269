import { expect, test } from 'vitest';
import { layoutScaleHistogram } from './scale-histogram.ts';

const bins = [
  { fromNm: 1000, toNm: 2000, total: 4 },
  { fromNm: 2000, toNm: 5000, total: 0 },
  { fromNm: 5000, toNm: 10_000, total: 8 },
];
const size = { width: 400, height: 240 };
const measure = 'Printed scale';

test('bars stand side by side, as high as their counts', () => {
  const { bars, plot } = layoutScaleHistogram({ bins, measure, range: undefined }, size);
  expect(bars.map(({ y }) => (plot.bottom - y) / (plot.bottom - plot.top))).toEqual([
    expect.closeTo(0.5, 2),
    0,
    expect.closeTo(1, 2),
  ]);
  for (const [i, bar] of bars.entries()) {
    if (i > 0) expect(bar.x).toBeGreaterThanOrEqual(bars[i - 1].x + bars[i - 1].width);
  }
});

test('its ticks are lengths in the unit that suits them', () => {
  const wide = [
    { fromNm: 100, toNm: 1000, total: 1 },
    { fromNm: 1000, toNm: 1e6, total: 1 },
  ];
  const { xAxis } = layoutScaleHistogram({ bins: wide, measure, range: undefined }, size);
  const labels = xAxis.ticks.flatMap(({ label }) => label || []);
  expect(labels).toEqual(expect.arrayContaining(['100 nm', '1 µm', '100 µm', '1 mm']));
});

test.each([800, 1042, 1315])('on %d pixels, 1 µm and 1 mm are not 1000 of less', (width) => {
  const wide = [{ fromNm: 20, toNm: 2e6, total: 1 }];
  const { xAxis } = layoutScaleHistogram(
    { bins: wide, measure, range: undefined },
    { width, height: 590 },
  );
  const labels = xAxis.ticks.flatMap(({ label }) => label || []);
  expect(labels).toEqual(expect.arrayContaining(['1 µm', '1 mm']));
  expect(labels.filter((label) => label.startsWith('1000'))).toEqual([]);
});

test('the brush covers its range and marks the bars that begin in it', () => {
  const range = { fromNm: 1000, toNm: 2000 };
  const { bars, brush } = layoutScaleHistogram({ bins, measure, range }, size);
  expect(bars.map(({ isInRange }) => isInRange)).toEqual([true, true, false]);
  expect(brush?.[0]).toBeLessThan(brush?.[1] ?? 0);
});

test('no scale known is an empty figure', () => {
  expect(layoutScaleHistogram({ bins: [], measure, range: undefined }, size).bars).toEqual([]);
});
