import { interpolateInferno, rgb } from 'd3';
import type { Matrix } from '../core/arrays/matrix.ts';

const MOST_OPAQUE = 0.62;
/** Of the colour scale, whose lower end is black and would darken the picture instead of marking it. */
const FROM = 0.35;
const STEPS = 256;

const COLOURS = Array.from({ length: STEPS }, (_, i) => {
  const heat = i / (STEPS - 1);
  const { r, g, b } = rgb(interpolateInferno(FROM + (1 - FROM) * heat));
  return [r, g, b, 255 * MOST_OPAQUE * heat];
});

/** Between the middles of the four cells around; a browser's own way of enlarging leaves steps. */
function heatAt({ data, rows, cols }: Matrix, x: number, y: number): number {
  const [left, top] = [Math.max(0, Math.floor(x)), Math.max(0, Math.floor(y))];
  const [right, bottom] = [Math.min(cols - 1, left + 1), Math.min(rows - 1, top + 1)];
  const [fx, fy] = [Math.max(0, x - left), Math.max(0, y - top)];
  const at = (row: number, col: number) => data[row * cols + col] ?? 0;
  const upper = at(top, left) * (1 - fx) + at(top, right) * fx;
  const lower = at(bottom, left) * (1 - fx) + at(bottom, right) * fx;
  return upper * (1 - fy) + lower * fy;
}

/**
 * RGBA, row-major, `width` by `height`, of heat in `[0, 1]` over a grey picture: where there is none the picture shows
 * through.
 */
export function heatPixels(
  heat: Matrix,
  { width, height }: { readonly width: number; readonly height: number },
): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(4 * width * height);
  for (let row = 0; row < height; row++) {
    const y = ((row + 0.5) / height) * heat.rows - 0.5;
    for (let col = 0; col < width; col++) {
      const x = ((col + 0.5) / width) * heat.cols - 0.5;
      const value = Math.min(1, Math.max(0, heatAt(heat, x, y)));
      pixels.set(COLOURS[Math.round(value * (STEPS - 1))] ?? [], 4 * (row * width + col));
    }
  }
  return pixels;
}
