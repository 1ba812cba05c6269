import type { HuffmanTable } from './huffman.ts';
import { readLiterals } from './literals.ts';
import { runSequences, type SequenceState, type Target } from './sequences.ts';

const FRAME = 0xfd2fb528;
const SKIPPABLE = 0x184d2a50;
const Block = { raw: 0, repeated: 1, compressed: 2 } as const;

/**
 * Zstandard (RFC 8878), without dictionaries. Fills `out` and stops there, whatever the input claims; returns the bytes
 * written. Allocates no more than a block's literals, 128 kB.
 * @throws {RangeError} where the input is damaged.
 */
export function unpackZstd(input: Uint8Array, out: Uint8Array): number {
  const view = new DataView(input.buffer, input.byteOffset, input.byteLength);
  let at = 0;
  let written = 0;
  while (at + 8 <= input.length && written < out.length) {
    const magic = view.getUint32(at, true);
    if ((magic & 0xfffffff0) >>> 0 === SKIPPABLE) {
      at += 8 + view.getUint32(at + 4, true);
      continue;
    }
    if (magic !== FRAME) throw new RangeError('there is no Zstandard frame');
    const target = { out: out.subarray(written), to: 0 };
    at = unpackFrame(input, at + 4, target);
    written += target.to;
  }
  return written;
}

/** Gives the byte behind the frame. */
function unpackFrame(input: Uint8Array, start: number, target: Target): number {
  const descriptor = input[start] ?? 0;
  const isSingle = (descriptor >> 5) & 1;
  const [dictionaryBytes = 0] = [[0, 1, 2, 4][descriptor & 3]];
  const [sizeBytes = 0] = [[isSingle, 2, 4, 8][descriptor >> 6]];
  const checksumBytes = (descriptor >> 2) & 1 ? 4 : 0;
  let at = start + 1 + (isSingle ? 0 : 1) + dictionaryBytes + sizeBytes;
  const state: SequenceState = { tables: {}, recent: [1, 4, 8] };
  let table: HuffmanTable | undefined;
  for (let isLast = false; !isLast && target.to < target.out.length; ) {
    const header = (input[at] ?? 0) | ((input[at + 1] ?? 0) << 8) | ((input[at + 2] ?? 0) << 16);
    isLast = (header & 1) === 1;
    const [kind, size] = [(header >> 1) & 3, header >> 3];
    at += 3;
    if (kind === Block.repeated) {
      const end = Math.min(target.out.length, target.to + size);
      target.out.fill(input[at++] ?? 0, target.to, end);
      target.to = end;
      continue;
    }
    if (at + size > input.length) throw new RangeError('the input ends too early');
    const block = input.subarray(at, at + size);
    at += size;
    if (kind === Block.raw) {
      const fitting = block.subarray(0, target.out.length - target.to);
      target.out.set(fitting, target.to);
      target.to += fitting.length;
    } else if (kind === Block.compressed) {
      const literals = readLiterals(block, table);
      table = literals.table;
      runSequences(block, literals.end, { literals: literals.bytes, state, target });
    } else throw new RangeError('there is no such kind of block');
  }
  return at + checksumBytes;
}
