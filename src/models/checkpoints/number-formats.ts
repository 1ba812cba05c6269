/** How numbers lie in a file. */
export type NumberFormat = 'F64' | 'F32' | 'F16' | 'BF16';

/** Bytes of one number. */
export const NUMBER_BYTES: Readonly<Record<NumberFormat, number>> = {
  F64: 8,
  F32: 4,
  F16: 2,
  BF16: 2,
};

let halves: Float32Array | undefined;

function halfOf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

function allHalves(): Float32Array {
  halves ??= Float32Array.from({ length: 0x10000 }, (_, bits) => halfOf(bits));
  return halves;
}

/**
 * Little-endian numbers as single precision; a view of `buffer` where that is possible.
 * @param at First byte.
 * @param length Of the numbers, not of the bytes.
 */
export function readNumbers(
  buffer: ArrayBuffer,
  format: NumberFormat,
  { at, length }: { readonly at: number; readonly length: number },
): Float32Array<ArrayBuffer> {
  if (format === 'F32' && at % 4 === 0) return new Float32Array(buffer, at, length);
  const bytes = buffer.slice(at, at + length * NUMBER_BYTES[format]);
  switch (format) {
    case 'F32':
      return new Float32Array(bytes);
    case 'F64':
      return Float32Array.from(new Float64Array(bytes));
    case 'F16': {
      const table = allHalves();
      return Float32Array.from(new Uint16Array(bytes), (bits) => table[bits] ?? 0);
    }
    case 'BF16': {
      const words = Uint32Array.from(new Uint16Array(bytes), (bits) => bits << 16);
      return new Float32Array(words.buffer);
    }
  }
}
