import type { ContrastWindow, Rectangle } from '../dataset/picture.ts';
import type { Raster, Raster8 } from './raster.ts';

/** Share of the values that may be cut off at either end. */
const TAIL = 0.001;
/** Enough for a 0.1 % tail to be made of hundreds of values, few enough to sort. */
const MOST_SORTED = 1_000_000;

/**
 * The grey values at the 0.1 % and 99.9 % percentiles inside `area`: robust against dead and hot pixels.
 * Values that are not finite do not count. Floating pictures over a million values are sampled.
 */
export function contrastWindow(picture: Raster, area: Rectangle): ContrastWindow {
  const { low, high } =
    picture.data instanceof Float32Array
      ? windowBySorting(picture.data, picture, area)
      : windowByHistogram(picture.data, picture, area);
  return high > low ? { low, high } : { low, high: low + 1 };
}

function windowByHistogram(
  data: Uint8Array | Uint16Array,
  picture: Raster,
  area: Rectangle,
): ContrastWindow {
  const counts = new Uint32Array(2 ** (8 * data.BYTES_PER_ELEMENT));
  const stride = picture.width * picture.channels;
  const rowValues = area.width * picture.channels;
  for (let y = area.y; y < area.y + area.height; y++) {
    const start = y * stride + area.x * picture.channels;
    for (let i = start; i < start + rowValues; i++) counts[data[i]]++;
  }
  const cut = TAIL * rowValues * area.height;
  let low = 0;
  for (let below = counts[0]; below <= cut && low < counts.length - 1; ) below += counts[++low];
  let high = counts.length - 1;
  for (let above = counts[high]; above <= cut && high > 0; ) above += counts[--high];
  return { low, high };
}

function windowBySorting(data: Float32Array, picture: Raster, area: Rectangle): ContrastWindow {
  const rowValues = area.width * picture.channels;
  const total = rowValues * area.height;
  // A stride without a common factor with the row's length, so that no column is seen alone.
  let step = Math.max(1, Math.ceil(total / MOST_SORTED));
  while (step > 1 && rowValues % step === 0) step++;
  const sample = new Float32Array(Math.ceil(total / step));
  let n = 0;
  for (let k = 0; k < total; k += step) {
    const y = area.y + Math.floor(k / rowValues);
    const value = data[(y * picture.width + area.x) * picture.channels + (k % rowValues)];
    if (Number.isFinite(value)) sample[n++] = value;
  }
  if (n === 0) return { low: 0, high: 1 };
  const sorted = sample.subarray(0, n).sort();
  const cut = Math.floor(TAIL * n);
  return { low: sorted[cut], high: sorted[n - 1 - cut] };
}

/** Maps the window linearly to 0 … 255; what lies outside is clamped, and what is not finite is black. */
export function toEightBit(picture: Raster, window: ContrastWindow): Raster8 {
  const { data, width, height, channels } = picture;
  const out = new Uint8ClampedArray(data.length);
  const { low } = window;
  const factor = 255 / (window.high - low);
  if (data instanceof Uint16Array) {
    const table = new Uint8ClampedArray(65_536);
    for (let v = 0; v < table.length; v++) table[v] = (v - low) * factor;
    for (let i = 0; i < data.length; i++) out[i] = table[data[i]];
  } else {
    for (let i = 0; i < data.length; i++) out[i] = (data[i] - low) * factor;
  }
  return { data: new Uint8Array(out.buffer), width, height, channels };
}
