import { AppError } from '../../core/app-error.ts';
import { samplesInBlock, type TiffLayout } from './tiff-layout.ts';

type Values =
  | Uint8Array
  | Int8Array
  | Uint16Array
  | Int16Array
  | Uint32Array
  | Int32Array
  | Float32Array
  | Float64Array;

/** Turns the file's byte order into this machine's (little endian wherever browsers run), in place. */
export function swapBytes(block: Uint8Array, sampleBytes: number): void {
  if (sampleBytes < 2) return;
  for (let at = 0; at + sampleBytes <= block.length; at += sampleBytes) {
    for (let low = at, high = at + sampleBytes - 1; low < high; low++, high--) {
      const byte = block[low]!;
      block[low] = block[high]!;
      block[high] = byte;
    }
  }
}

/**
 * The samples of a decoded block, one number each, rows of `blockWidth` pixels. Shares the block's memory
 * where its samples are whole machine numbers.
 * @throws {AppError} for a kind of sample that no picture has.
 */
export function blockValues(
  block: Uint8Array<ArrayBuffer>,
  rowBytes: number,
  layout: TiffLayout,
): Values {
  const { buffer } = block;
  switch (`${layout.kind} ${layout.bits}`) {
    case 'unsigned 8':
      return block;
    case 'signed 8':
      return new Int8Array(buffer);
    case 'unsigned 16':
      return new Uint16Array(buffer);
    case 'signed 16':
      return new Int16Array(buffer);
    case 'unsigned 32':
      return new Uint32Array(buffer);
    case 'signed 32':
      return new Int32Array(buffer);
    case 'float 32':
      return new Float32Array(buffer);
    case 'float 64':
      return new Float64Array(buffer);
    case 'float 16':
      return Float32Array.from(new Uint16Array(buffer), halfToNumber);
  }
  if (layout.kind === 'unsigned' && layout.bits < 16) return packedValues(block, rowBytes, layout);
  throw new AppError(
    'unsupported-format',
    `The picture has ${layout.bits}-bit ${layout.kind} samples, which Semscape does not read. Export it with 8 or 16 bits.`,
  );
}

/** Samples that are no whole bytes, most significant bit first; rows begin on whole bytes. */
function packedValues(block: Uint8Array, rowBytes: number, layout: TiffLayout): Uint16Array {
  const perRow = layout.blockWidth * samplesInBlock(layout);
  const { bits } = layout;
  const mask = 2 ** bits - 1;
  const values = new Uint16Array(Math.floor(block.length / rowBytes) * perRow);
  for (let i = 0; i < values.length; i++) {
    const row = Math.floor(i / perRow);
    const bit = (i - row * perRow) * bits;
    const at = row * rowBytes + (bit >> 3);
    const three = (block[at]! << 16) | ((block[at + 1] ?? 0) << 8) | (block[at + 2] ?? 0);
    values[i] = (three >> (24 - (bit & 7) - bits)) & mask;
  }
  return values;
}

function halfToNumber(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >> 10) & 0x1f;
  const fraction = half & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
