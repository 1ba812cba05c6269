import { interpolateInferno, rgb } from 'd3';
import type { Matrix } from '../core/arrays/matrix.ts';

const MOST_OPAQUE = 0.72;
/** Of the colour scale, whose lower end is black and would darken the picture instead of marking it. */
const FROM = 0.35;

/** RGBA, row-major, of heat in `[0, 1]` over a grey picture: where there is none the picture shows through. */
export function heatPixels({ data, rows, cols }: Matrix): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(4 * rows * cols);
  for (let i = 0; i < rows * cols; i++) {
    const heat = Math.min(1, Math.max(0, data[i] ?? 0));
    const { r, g, b } = rgb(interpolateInferno(FROM + (1 - FROM) * heat));
    pixels.set([r, g, b, 255 * MOST_OPAQUE * heat], 4 * i);
  }
  return pixels;
}
