import type { Matrix } from '../arrays/matrix.ts';
import { paddedWidth } from '../neighbours/squared-distances.ts';
import type { WorkMeter } from './work-meter.ts';

/** As `packRows`, with pauses, for matrices of all rows. */
export async function packInParts(x: Matrix, meter: WorkMeter): Promise<Float64Array<ArrayBuffer>> {
  const width = paddedWidth(x.cols);
  const packed = new Float64Array(x.rows * width);
  for (let i = 0, from = 0; i < x.rows; i++) {
    for (let d = 0, to = i * width; d < x.cols; d++) packed[to++] = x.data[from++];
    meter.spent += width;
    if (meter.isDue) await meter.pause();
  }
  return packed;
}
