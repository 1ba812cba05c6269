import type { TiffLayout } from './tiff-layout.ts';
import { samplesInBlock } from './tiff-layout.ts';

const HORIZONTAL = 2;
const FLOATING = 3;

/**
 * Undoes TIFF's predictor in place on the rows of one decoded block, which are in this machine's byte order
 * already; after the floating predictor they are in it too.
 */
export function undoPrediction(
  block: Uint8Array<ArrayBuffer>,
  rowBytes: number,
  layout: TiffLayout,
): void {
  const { predictor, bits } = layout;
  const stride = samplesInBlock(layout);
  if (predictor === FLOATING) {
    for (let at = 0; at + rowBytes <= block.length; at += rowBytes) {
      undoFloating(block.subarray(at, at + rowBytes), stride, bits / 8);
    }
  } else if (predictor === HORIZONTAL) {
    const values = valuesOf(block, bits);
    const rowValues = (rowBytes * 8) / bits;
    for (let at = 0; at + rowValues <= values.length; at += rowValues) {
      for (let i = at + stride; i < at + rowValues; i++) values[i]! += values[i - stride]!;
    }
  }
}

function valuesOf(
  block: Uint8Array<ArrayBuffer>,
  bits: number,
): Uint8Array | Uint16Array | Uint32Array {
  if (bits === 16) return new Uint16Array(block.buffer, block.byteOffset, block.length >> 1);
  if (bits === 32) return new Uint32Array(block.buffer, block.byteOffset, block.length >> 2);
  return block;
}

/** Bytes of equal significance stand together, the most significant first, each as a difference. */
function undoFloating(row: Uint8Array, stride: number, sampleBytes: number): void {
  for (let i = stride; i < row.length; i++) row[i]! += row[i - stride]!;
  const planes = row.slice();
  const count = row.length / sampleBytes;
  for (let i = 0; i < count; i++) {
    for (let b = 0; b < sampleBytes; b++) {
      row[i * sampleBytes + b] = planes[(sampleBytes - 1 - b) * count + i]!;
    }
  }
}
