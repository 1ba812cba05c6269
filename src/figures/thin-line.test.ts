import { expect, test } from 'vitest';
import { thinLine } from './thin-line.ts';

const same = (v: number) => v;

test('a short line is kept point by point', () => {
  expect(thinLine({ x: [0, 5, 9], y: [1, 2, 3] }, same, same)).toEqual([
    [
      [0, 1],
      [5, 2],
      [9, 3],
    ],
  ]);
});

test('a value that is no number breaks the line', () => {
  const pieces = thinLine({ x: [0, 5, 9, 12], y: [1, Number.NaN, 3, 4] }, same, same);
  expect(pieces.map((p) => p.length)).toEqual([1, 2]);
});

test('a long line keeps the extremes of every pixel column in at most four points', () => {
  const n = 50_000;
  const x = Float64Array.from({ length: n }, (_, i) => (i / n) * 300);
  const y = Float64Array.from(
    { length: n },
    (_, i) => 100 + 50 * Math.sin(i * 0.7) + (i === 31_234 ? 190 : 0),
  );
  const [piece] = thinLine({ x, y }, same, same);
  expect(piece.length).toBeLessThanOrEqual(4 * 300);
  expect(Math.max(...piece.map((p) => p[1]))).toBe(Math.round(y[31_234] * 10) / 10);
  expect(piece.every((p, i) => i === 0 || p[0] >= piece[i - 1][0])).toBe(true);
});
