import { type HuffmanTable, readHuffman, readHuffmanTable } from './huffman.ts';

export interface Literals {
  readonly bytes: Uint8Array;
  /** Of the block's byte behind them. */
  readonly end: number;
  /** For later blocks that have none of their own. */
  readonly table: HuffmanTable | undefined;
}

const MOST_BYTES = 2 ** 17;
const Kind = { raw: 0, repeated: 1, packed: 2 } as const;

/**
 * The literals of a compressed block.
 * @param former The table of the block before.
 * @throws {RangeError} where they are damaged.
 */
export function readLiterals(block: Uint8Array, former: HuffmanTable | undefined): Literals {
  const [b0 = 0, b1 = 0, b2 = 0, b3 = 0, b4 = 0] = block;
  const [kind, format] = [b0 & 3, (b0 >> 2) & 3];
  if (kind < Kind.packed) {
    const isShort = format % 2 === 0;
    const start = isShort ? 1 : format === 1 ? 2 : 3;
    const size = isShort ? b0 >> 3 : (b0 >> 4) | (b1 << 4) | (format === 3 ? b2 << 12 : 0);
    checkSize(size);
    if (kind === Kind.repeated) {
      const bytes = new Uint8Array(size).fill(block[start] ?? 0);
      return { bytes, end: start + 1, table: former };
    }
    return { bytes: within(block, start, start + size), end: start + size, table: former };
  }
  // Two sizes of as many bits stand behind the first four.
  const sizeBits = format < 2 ? 10 : format === 2 ? 14 : 18;
  const header = b0 + b1 * 2 ** 8 + b2 * 2 ** 16 + b3 * 2 ** 24 + b4 * 2 ** 32;
  const size = Math.floor(header / 16) % 2 ** sizeBits;
  const packedSize = Math.floor(header / 2 ** (4 + sizeBits)) % 2 ** sizeBits;
  checkSize(size);
  const start = (4 + 2 * sizeBits) / 8;
  const end = start + packedSize;
  const packed = within(block, start, end);
  const own = kind === Kind.packed ? readHuffmanTable(packed, 0) : undefined;
  const table = own?.table ?? former;
  if (!table) throw new RangeError('a block has no table of symbols');
  const bytes = new Uint8Array(size);
  const streams = packed.subarray(own?.end ?? 0);
  if (format === 0) readHuffman(streams, table, bytes);
  else readFour(streams, table, bytes);
  return { bytes, end, table };
}

/** Three lengths, then four streams, of which the first three are as long as each other. */
function readFour(streams: Uint8Array, table: HuffmanTable, out: Uint8Array): void {
  const lengths = [0, 2, 4].map((i) => streams[i]! | (streams[i + 1]! << 8));
  const share = (out.length + 3) >> 2;
  let at = 6;
  for (let i = 0; i < 4; i++) {
    const end = i < 3 ? at + lengths[i]! : streams.length;
    readHuffman(within(streams, at, end), table, out.subarray(i * share, (i + 1) * share));
    at = end;
  }
}

function within(bytes: Uint8Array, start: number, end: number): Uint8Array {
  if (end > bytes.length || start > end) throw new RangeError('a block ends too early');
  return bytes.subarray(start, end);
}

function checkSize(size: number): void {
  if (size > MOST_BYTES) throw new RangeError('a block has too many literals');
}
