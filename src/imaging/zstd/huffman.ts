import { BackwardBits, highestBit } from './bit-readers.ts';
import { nextState, readFseTable } from './fse-table.ts';

/** By the next `mostBits` bits: the symbol, and how many of the bits are its own. */
export interface HuffmanTable {
  readonly mostBits: number;
  readonly symbols: Uint8Array;
  readonly bits: Uint8Array;
}

const MOST_BITS = 11;
const MOST_WEIGHTS = 255;

/**
 * A table from its description, and the byte behind it.
 * @throws {RangeError} for a description that makes no table.
 */
export function readHuffmanTable(
  bytes: Uint8Array,
  start: number,
): { readonly table: HuffmanTable; readonly end: number } {
  const header = bytes[start] ?? 0;
  if (header < 128) {
    const end = start + 1 + header;
    return { table: huffmanTable(packedWeights(bytes.subarray(start + 1, end))), end };
  }
  const count = header - 127;
  const weights = Array.from({ length: count }, (_, i) => {
    const byte = bytes[start + 1 + (i >> 1)] ?? 0;
    return i % 2 === 0 ? byte >> 4 : byte & 15;
  });
  return { table: huffmanTable(weights), end: start + 1 + ((count + 1) >> 1) };
}

/** Two states take turns, until one has no bits left. */
function packedWeights(bytes: Uint8Array): number[] {
  const { table, end } = readFseTable(bytes, 0, 6);
  const input = new BackwardBits(bytes.subarray(end));
  const states = [input.read(table.accuracy), input.read(table.accuracy)];
  const weights: number[] = [];
  for (let turn = 0; weights.length < MOST_WEIGHTS; turn ^= 1) {
    weights.push(table.symbols[states[turn]!]!);
    states[turn] = nextState(table, states[turn]!, input);
    if (input.left >= 0) continue;
    weights.push(table.symbols[states[turn ^ 1]!]!);
    return weights;
  }
  throw new RangeError('there are too many weights');
}

/** The last symbol's weight is what is left to a power of two. */
function huffmanTable(told: readonly number[]): HuffmanTable {
  const share = (weight: number) => (weight > 0 ? 1 << (weight - 1) : 0);
  const sum = told.reduce((total, weight) => total + share(weight), 0);
  if (sum === 0 || told.some((weight) => weight > MOST_BITS)) throw wrong();
  const mostBits = highestBit(sum) + 1;
  const left = (1 << mostBits) - sum;
  if (mostBits > MOST_BITS || share(highestBit(left) + 1) !== left) throw wrong();
  const weights = [...told, highestBit(left) + 1];
  const symbols = new Uint8Array(1 << mostBits);
  const bits = new Uint8Array(1 << mostBits);
  let at = 0;
  for (let weight = 1; weight <= mostBits; weight++) {
    for (const [symbol, own] of weights.entries()) {
      if (own !== weight) continue;
      symbols.fill(symbol, at, at + share(weight));
      bits.fill(mostBits + 1 - weight, at, at + share(weight));
      at += share(weight);
    }
  }
  return { mostBits, symbols, bits };
}

/**
 * Fills `out` from one stream.
 * @throws {RangeError} where the stream does not end with it.
 */
export function readHuffman(stream: Uint8Array, table: HuffmanTable, out: Uint8Array): void {
  const { mostBits, symbols, bits } = table;
  const mask = (1 << mostBits) - 1;
  const first = stream[0]! | (stream[1]! << 8);
  let { left } = new BackwardBits(stream);
  for (let i = 0; i < out.length && left > 0; i++) {
    const bit = left - mostBits;
    const at = bit >> 3;
    const index =
      bit >= 0
        ? ((stream[at]! | (stream[at + 1]! << 8) | (stream[at + 2]! << 16)) >> (bit & 7)) & mask
        : (first << -bit) & mask;
    out[i] = symbols[index]!;
    left -= bits[index]!;
    if (i === out.length - 1 && left === 0) return;
  }
  throw new RangeError('a stream of symbols has another length');
}

function wrong(): RangeError {
  return new RangeError('the weights of a table of symbols are wrong');
}
