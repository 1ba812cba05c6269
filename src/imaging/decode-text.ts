/**
 * Text as microscopes and spreadsheets write it: UTF-8, UTF-16 with its mark or told by its zeros, else Latin-1. Zeros that
 * are left are dropped.
 */
export function decodeText(bytes: Uint8Array<ArrayBuffer>): string {
  return decoded(bytes).replaceAll('\0', '');
}

function decoded(bytes: Uint8Array<ArrayBuffer>): string {
  const wide = wideEncoding(bytes);
  if (wide) return new TextDecoder(wide).decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('latin1').decode(bytes);
  }
}

function wideEncoding(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const head = bytes.subarray(0, 256);
  const zeros = (parity: number) => head.filter((b, i) => b === 0 && i % 2 === parity).length;
  if (zeros(1) > head.length / 4 && zeros(0) === 0) return 'utf-16le';
  return zeros(0) > head.length / 4 && zeros(1) === 0 ? 'utf-16be' : undefined;
}
