/** Decoders of one block. All fill `out` and stop there, whatever the input claims; they return the bytes written. */

/** Apple's PackBits; -128 is a no-operation. */
export function unpackBits(input: Uint8Array, out: Uint8Array): number {
  let at = 0;
  let to = 0;
  while (at < input.length && to < out.length) {
    const header = (input[at++]! << 24) >> 24;
    if (header >= 0) {
      const run = input.subarray(at, at + Math.min(header + 1, out.length - to));
      out.set(run, to);
      at += header + 1;
      to += run.length;
    } else if (header > -128) {
      const end = Math.min(out.length, to + 1 - header);
      out.fill(input[at++] ?? 0, to, end);
      to = end;
    }
  }
  return to;
}

const CLEAR = 256;
const END = 257;
const MOST_CODES = 4096;

/** TIFF's LZW: most significant bit first, code width growing one code early. */
export function unpackLzw(input: Uint8Array, out: Uint8Array): number {
  // A code stands for bytes that are in `out` already: where they begin and how many they are.
  const starts = new Int32Array(MOST_CODES);
  const lengths = new Int32Array(MOST_CODES);
  let next = END + 1;
  let width = 9;
  let bits = 0;
  let held = 0;
  let at = 0;
  let to = 0;
  let previousStart = -1;
  let previousLength = 0;
  while (to < out.length) {
    while (held < width && at < input.length) {
      bits = ((bits & 0xffff) << 8) | input[at++]!;
      held += 8;
    }
    if (held < width) break;
    held -= width;
    const code = (bits >> held) & ((1 << width) - 1);
    if (code === END) break;
    if (code === CLEAR) {
      next = END + 1;
      width = 9;
      previousStart = -1;
      continue;
    }
    const start = to;
    if (code < CLEAR) {
      out[to++] = code;
    } else if (code < next) {
      to = copyWithin(out, starts[code]!, lengths[code]!, to);
    } else if (code === next && previousStart >= 0) {
      to = copyWithin(out, previousStart, previousLength + 1, to);
    } else {
      break;
    }
    if (previousStart >= 0 && next < MOST_CODES) {
      // The previous code's bytes and the first of this one's lie side by side.
      starts[next] = previousStart;
      lengths[next] = previousLength + 1;
      next++;
    }
    if (next + 1 >= 1 << width && width < 12) width++;
    previousStart = start;
    previousLength = to - start;
  }
  return to;
}

/** Byte by byte, since source and target may overlap. */
function copyWithin(out: Uint8Array, from: number, length: number, to: number): number {
  const end = Math.min(out.length, to + length);
  let source = from;
  let target = to;
  while (target < end) out[target++] = out[source++]!;
  return target;
}

/** zlib's deflate. */
export async function unpackDeflate(
  input: Uint8Array<ArrayBuffer>,
  out: Uint8Array,
): Promise<number> {
  const reader = new Blob([input])
    .stream()
    .pipeThrough(new DecompressionStream('deflate'))
    .getReader();
  let to = 0;
  while (to < out.length) {
    const { done, value } = await reader.read();
    if (done) break;
    const fitting = value.subarray(0, out.length - to);
    out.set(fitting, to);
    to += fitting.length;
  }
  await reader.cancel();
  return to;
}
