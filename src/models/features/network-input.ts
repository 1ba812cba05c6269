import type { Plate } from '../../core/dataset/picture.ts';
import type { InputFit } from '../../core/network/checkpoint.ts';

/** For each output position: its first input and the weights of that one and the following, which add up to one. */
interface Taps {
  readonly first: Int32Array;
  readonly weights: Float32Array;
  readonly perOutput: number;
}

/** A stretch of `length` inputs from `start`, brought to `to` outputs. */
interface Stretch {
  readonly start: number;
  readonly length: number;
  readonly to: number;
}

/** Triangle filter, as wide as an output pixel when shrinking: bilinear with antialiasing, as in Pillow. */
function tapsOf({ start, length, to }: Stretch): Taps {
  const ratio = length / to;
  const reach = Math.max(1, ratio);
  const perOutput = Math.min(length, 2 * Math.ceil(reach) + 1);
  const first = new Int32Array(to);
  const weights = new Float32Array(to * perOutput);
  for (let i = 0; i < to; i++) {
    const centre = (i + 0.5) * ratio - 0.5;
    const from = Math.max(0, Math.min(Math.ceil(centre - reach), length - perOutput));
    first[i] = start + from;
    const own = weights.subarray(i * perOutput, (i + 1) * perOutput);
    let sum = 0;
    for (let k = 0; k < perOutput; k++) {
      own[k] = Math.max(0, 1 - Math.abs(from + k - centre) / reach);
      sum += own[k] ?? 0;
    }
    for (let k = 0; k < perOutput; k++) own[k] = (own[k] ?? 0) / sum;
  }
  return { first, weights, perOutput };
}

function areaOf(plate: Plate, fit: InputFit, side: number): { columns: Stretch; rows: Stretch } {
  const { width, height } = plate;
  const shorter = Math.min(width, height);
  const span = (length: number): Stretch =>
    fit === 'squash'
      ? { start: 0, length, to: side }
      : { start: Math.floor((length - shorter) / 2), length: shorter, to: side };
  return { columns: span(width), rows: span(height) };
}

/**
 * Writes a plate as `side * side` grey levels in `[0, 255]`, not rounded, into `out`.
 * 'squash' takes the whole plate, 'crop' its centre square.
 */
export function writeInput(
  plate: Plate,
  { side, fit }: { readonly side: number; readonly fit: InputFit },
  out: Float32Array,
): void {
  const area = areaOf(plate, fit, side);
  const columns = tapsOf(area.columns);
  const rows = tapsOf(area.rows);
  const { data, width } = plate;
  const row = new Float32Array(width);
  for (let y = 0; y < side; y++) {
    row.fill(0);
    for (let k = 0; k < rows.perOutput; k++) {
      const weight = rows.weights[y * rows.perOutput + k] ?? 0;
      if (weight === 0) continue;
      const start = ((rows.first[y] ?? 0) + k) * width;
      for (let x = 0; x < width; x++) row[x] = (row[x] ?? 0) + weight * (data[start + x] ?? 0);
    }
    for (let x = 0; x < side; x++) {
      const from = columns.first[x] ?? 0;
      let sum = 0;
      for (let k = 0; k < columns.perOutput; k++) {
        sum += (columns.weights[x * columns.perOutput + k] ?? 0) * (row[from + k] ?? 0);
      }
      out[y * side + x] = sum;
    }
  }
}
