import type { Plate } from '../../core/dataset/picture.ts';
import type { EmbedSettings } from '../../core/network/checkpoint.ts';

export interface InputShape {
  /** Pixels. */
  readonly side: number;
  readonly fit: EmbedSettings['fit'];
  /** Of the input; with 'same-scale' alone. */
  readonly nmPerPixel?: number | null | undefined;
}

/** For each output position its inputs and their weights, which add up to one. */
interface Taps {
  readonly at: Int32Array;
  readonly weights: Float32Array;
  readonly perOutput: number;
}

/** A stretch of `length` inputs from `start`, brought to `to` outputs. */
interface Stretch {
  readonly start: number;
  readonly length: number;
  readonly to: number;
  /** Inputs there are, if what lies around the stretch counts too, mirrored at the borders; else it is cut off. */
  readonly mirroredIn?: number;
}

/** The input at `i` of an endless row that runs to and fro over `size` inputs, the outermost met twice. */
function mirrored(i: number, size: number): number {
  const m = ((i % (2 * size)) + 2 * size) % (2 * size);
  return m < size ? m : 2 * size - 1 - m;
}

/**
 * Triangle filter, as wide as an output pixel when shrinking: bilinear with antialiasing, as in Pillow. Of a mirrored
 * row it is never wider than to and fro twice, where all that can be said is the mean.
 */
function tapsOf({ start, length, to, mirroredIn }: Stretch): Taps {
  const ratio = length / to;
  const origin = Math.floor(start);
  const reach = Math.min(Math.max(1, ratio), 2 * (mirroredIn ?? Infinity));
  const most = 2 * Math.ceil(reach) + 1;
  const perOutput = mirroredIn === undefined ? Math.min(length, most) : most;
  const at = new Int32Array(to * perOutput);
  const weights = new Float32Array(to * perOutput);
  for (let i = 0; i < to; i++) {
    const centre = (i + 0.5) * ratio - 0.5 + (start - origin);
    const first = Math.ceil(centre - reach);
    const from =
      mirroredIn === undefined ? Math.max(0, Math.min(first, length - perOutput)) : first;
    const own = weights.subarray(i * perOutput, (i + 1) * perOutput);
    let sum = 0;
    for (let k = 0; k < perOutput; k++) {
      const input = origin + from + k;
      at[i * perOutput + k] = mirroredIn === undefined ? input : mirrored(input, mirroredIn);
      own[k] = Math.max(0, 1 - Math.abs(from + k - centre) / reach);
      sum += own[k] ?? 0;
    }
    for (let k = 0; k < perOutput; k++) own[k] = (own[k] ?? 0) / sum;
  }
  return { at, weights, perOutput };
}

/** Of a plate's pixels, how many the input spans. */
function spanAtScale(plate: Plate, { side, nmPerPixel }: InputShape): number {
  if (!nmPerPixel || !plate.nmPerPixel) {
    throw new RangeError('a plate can be brought to a scale only if both are known');
  }
  return (side * nmPerPixel) / plate.nmPerPixel;
}

function areaOf(plate: Plate, shape: InputShape): { columns: Stretch; rows: Stretch } {
  const { width, height } = plate;
  const { side: to, fit } = shape;
  if (fit === 'same-scale') {
    const length = spanAtScale(plate, shape);
    const middle = (size: number): Stretch => ({
      start: (size - length) / 2,
      length,
      to,
      mirroredIn: size,
    });
    return { columns: middle(width), rows: middle(height) };
  }
  const shorter = Math.min(width, height);
  const span = (length: number): Stretch =>
    fit === 'squash'
      ? { start: 0, length, to }
      : { start: Math.floor((length - shorter) / 2), length: shorter, to };
  return { columns: span(width), rows: span(height) };
}

/**
 * Writes a plate as `side * side` grey levels in `[0, 255]`, not rounded, into `out`.
 * 'squash' takes the whole plate, 'crop' its centre square, 'same-scale' the centre square of `side * nmPerPixel`
 * nanometres, mirrored at the plate's borders where it reaches beyond them.
 * @throws {RangeError} for 'same-scale' without the scale of the plate or of the input.
 */
export function writeInput(plate: Plate, shape: InputShape, out: Float32Array): void {
  const { side } = shape;
  const area = areaOf(plate, shape);
  const columns = tapsOf(area.columns);
  const rows = tapsOf(area.rows);
  const { data, width } = plate;
  const row = new Float32Array(width);
  for (let y = 0; y < side; y++) {
    row.fill(0);
    for (let k = 0; k < rows.perOutput; k++) {
      const weight = rows.weights[y * rows.perOutput + k] ?? 0;
      if (weight === 0) continue;
      const start = (rows.at[y * rows.perOutput + k] ?? 0) * width;
      for (let x = 0; x < width; x++) row[x] = (row[x] ?? 0) + weight * (data[start + x] ?? 0);
    }
    for (let x = 0; x < side; x++) {
      let sum = 0;
      for (let i = x * columns.perOutput; i < (x + 1) * columns.perOutput; i++) {
        sum += (columns.weights[i] ?? 0) * (row[columns.at[i] ?? 0] ?? 0);
      }
      out[y * side + x] = sum;
    }
  }
}
