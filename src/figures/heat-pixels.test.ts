import { expect, test } from 'vitest';
import { heatPixels } from './heat-pixels.ts';

const pixelsOf = (...heat: number[]) =>
  Array.from(heatPixels({ data: Float32Array.from(heat), rows: 1, cols: heat.length }));
const luminance = ([r = 0, g = 0, b = 0]: number[]) => 0.2126 * r + 0.7152 * g + 0.0722 * b;

test('no heat leaves the picture as it is, more is brighter and covers more', () => {
  const pixels = pixelsOf(0, 0.3, 0.6, 1);
  const each = [0, 1, 2, 3].map((i) => pixels.slice(4 * i, 4 * i + 4));
  expect(each[0]?.[3]).toBe(0);
  const alphas = each.map((pixel) => pixel[3]);
  expect(alphas).toEqual([...alphas].sort((a = 0, b = 0) => a - b));
  const bright = each.map(luminance);
  expect(bright).toEqual([...bright].sort((a, b) => a - b));
});

test('heat beyond its range is drawn as its end', () => {
  expect(pixelsOf(-1, 7)).toEqual(pixelsOf(0, 1));
});
