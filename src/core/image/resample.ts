import type { Rectangle } from '../dataset/picture.ts';
import type { Raster8 } from './raster.ts';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** `size` shrunk, aspect kept, until its `side` is at most `limit`; never enlarged, at least 1 x 1. */
export function fitWithin(size: Size, side: 'shorter' | 'longer', limit: number): Size {
  const pick = side === 'shorter' ? Math.min : Math.max;
  const factor = Math.min(1, limit / pick(size.width, size.height));
  return {
    width: Math.max(1, Math.round(size.width * factor)),
    height: Math.max(1, Math.round(size.height * factor)),
  };
}

/** For each output position: the first input, how many, and their weights, which add up to one. */
interface Footprint {
  readonly first: Int32Array;
  readonly count: Int32Array;
  readonly weights: Float32Array;
  readonly widest: number;
}

/** Output `i` covers the inputs from `i * from / to` to `(i + 1) * from / to`, the ends in part. */
function footprint(from: number, to: number): Footprint {
  const ratio = from / to;
  const widest = Math.ceil(ratio) + 1;
  const first = new Int32Array(to);
  const count = new Int32Array(to);
  const weights = new Float32Array(to * widest);
  for (let i = 0; i < to; i++) {
    const start = i * ratio;
    const end = Math.min(from, (i + 1) * ratio);
    first[i] = Math.floor(start);
    for (let j = first[i]; j < end; j++) {
      const covered = Math.min(j + 1, end) - Math.max(j, start);
      weights[i * widest + count[i]++] = covered / ratio;
    }
  }
  return { first, count, weights, widest };
}

/**
 * Shrinks `area` of a picture to `size` by averaging the area under each new pixel, rounded.
 * Reads each input once; working memory is one input row and one output row.
 * @throws {RangeError} if `size` is larger than `area` or `area` leaves the picture.
 */
export function resample(picture: Raster8, area: Rectangle, size: Size): Raster8 {
  const { width, height } = size;
  if (width > area.width || height > area.height || width < 1 || height < 1) {
    throw new RangeError(`can't shrink ${area.width} x ${area.height} to ${width} x ${height}`);
  }
  if (area.x + area.width > picture.width || area.y + area.height > picture.height) {
    throw new RangeError('the area leaves the picture');
  }
  const { channels } = picture;
  const columns = footprint(area.width, width);
  const rows = footprint(area.height, height);
  const out = new Uint8Array(width * height * channels);
  const sums = new Float32Array(area.width * channels);
  for (let y = 0; y < height; y++) {
    sumRows(picture, area, { sums, rows, y });
    averageColumns(sums, columns, out.subarray(y * width * channels), channels);
  }
  return { data: out, width, height, channels };
}

function sumRows(
  picture: Raster8,
  area: Rectangle,
  into: { readonly sums: Float32Array; readonly rows: Footprint; readonly y: number },
): void {
  const { sums, rows, y } = into;
  const { data, width, channels } = picture;
  sums.fill(0);
  for (let k = 0; k < rows.count[y]; k++) {
    const weight = rows.weights[y * rows.widest + k];
    const start = ((area.y + rows.first[y] + k) * width + area.x) * channels;
    for (let i = 0; i < sums.length; i++) sums[i] += weight * data[start + i];
  }
}

function averageColumns(
  sums: Float32Array,
  columns: Footprint,
  out: Uint8Array,
  channels: number,
): void {
  const { first, count, weights, widest } = columns;
  for (let x = 0; x < first.length; x++) {
    for (let c = 0; c < channels; c++) {
      let sum = 0.5;
      for (let k = 0; k < count[x]; k++) {
        sum += weights[x * widest + k] * sums[(first[x] + k) * channels + c];
      }
      out[x * channels + c] = sum;
    }
  }
}
