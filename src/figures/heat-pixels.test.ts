import { expect, test } from 'vitest';
import { heatPixels } from './heat-pixels.ts';

/** Pixels of one row of heat, drawn so many times as wide. */
function pixelsOf(heat: readonly number[], times = 1): number[][] {
  const width = times * heat.length;
  const matrix = { data: Float32Array.from(heat), rows: 1, cols: heat.length };
  const pixels = heatPixels(matrix, { width, height: 1 });
  return Array.from({ length: width }, (_, i) => [...pixels.subarray(4 * i, 4 * i + 4)]);
}

const luminance = ([r = 0, g = 0, b = 0]: number[]) => 0.2126 * r + 0.7152 * g + 0.0722 * b;
const opacity = ([, , , a = 0]: number[]) => a;
const isAscending = (values: readonly number[]) =>
  values.every((value, i) => i === 0 || value >= (values[i - 1] ?? 0));

test('no heat leaves the picture as it is, more is brighter and covers more', () => {
  const pixels = pixelsOf([0, 0.3, 0.6, 1]);
  expect(opacity(pixels[0] ?? [])).toBe(0);
  expect(isAscending(pixels.map(opacity))).toBe(true);
  expect(isAscending(pixels.map(luminance))).toBe(true);
  expect(opacity(pixels[3] ?? [])).toBeGreaterThan(100);
});

test('enlarged, heat passes evenly from the middle of one cell to that of the next', () => {
  const opacities = pixelsOf([0, 1], 4).map(opacity);
  expect(opacities.slice(0, 2)).toEqual([0, 0]);
  expect(opacities[6]).toBe(opacities[7]);
  expect(new Set(opacities).size).toBe(6);
  expect(isAscending(opacities)).toBe(true);
});

test('heat beyond its range is drawn as its end', () => {
  expect(pixelsOf([-1, 7])).toEqual(pixelsOf([0, 1]));
});
