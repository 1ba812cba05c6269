import { type BackwardBits, ForwardBits, highestBit } from './bit-readers.ts';

/** States of finite state entropy: the symbol that a state stands for, and how the next state follows from the bits. */
export interface FseTable {
  readonly accuracy: number;
  readonly symbols: Uint8Array;
  readonly bits: Uint8Array;
  readonly bases: Uint16Array;
}

const MOST_SYMBOLS = 256;

/**
 * A table from its description, and the byte behind it.
 * @throws {RangeError} for a description that makes no table.
 */
export function readFseTable(
  bytes: Uint8Array,
  start: number,
  mostAccuracy: number,
): { readonly table: FseTable; readonly end: number } {
  const input = new ForwardBits(bytes, start);
  const accuracy = 5 + input.read(4);
  if (accuracy > mostAccuracy) throw new RangeError('a table of states is too large');
  const counts: number[] = [];
  let remaining = 1 << accuracy;
  while (remaining > 0 && counts.length < MOST_SYMBOLS) {
    const count = readCount(input, remaining);
    remaining -= Math.abs(count);
    counts.push(count);
    for (let repeat = count === 0 ? 3 : 0; repeat === 3; ) {
      repeat = input.read(2);
      for (let i = 0; i < repeat; i++) counts.push(0);
    }
  }
  if (remaining !== 0 || counts.length > MOST_SYMBOLS || input.nextByte > bytes.length) {
    throw new RangeError('the counts of a table of states are wrong');
  }
  return { table: fseTable(counts, accuracy), end: input.nextByte };
}

/** Values that can't fit any more leave shorter codes to the small ones. */
function readCount(input: ForwardBits, remaining: number): number {
  const bits = highestBit(remaining + 1) + 1;
  const value = input.read(bits);
  const lower = value & ((1 << (bits - 1)) - 1);
  const threshold = (1 << bits) - 2 - remaining;
  if (lower < threshold) {
    input.unread(1);
    return lower - 1;
  }
  return (value >= 1 << (bits - 1) ? value - threshold : value) - 1;
}

/** `counts` are the states of each symbol, -1 for less than one. */
export function fseTable(counts: readonly number[], accuracy: number): FseTable {
  const size = 1 << accuracy;
  const symbols = new Uint8Array(size);
  const next = new Uint16Array(counts.length);
  let high = size;
  for (const [symbol, count] of counts.entries()) {
    if (count === -1) symbols[--high] = symbol;
    next[symbol] = Math.abs(count);
  }
  const step = (size >> 1) + (size >> 3) + 3;
  let at = 0;
  for (const [symbol, count] of counts.entries()) {
    for (let i = 0; i < count; i++) {
      symbols[at] = symbol;
      do at = (at + step) & (size - 1);
      while (at >= high);
    }
  }
  const bits = new Uint8Array(size);
  const bases = new Uint16Array(size);
  for (let state = 0; state < size; state++) {
    const count = next[symbols[state]!]!++;
    bits[state] = accuracy - highestBit(count);
    bases[state] = (count << bits[state]!) - size;
  }
  return { accuracy, symbols, bits, bases };
}

/** The table of a single symbol, which takes no bits. */
export function oneSymbol(symbol: number): FseTable {
  return {
    accuracy: 0,
    symbols: Uint8Array.of(symbol),
    bits: new Uint8Array(1),
    bases: new Uint16Array(1),
  };
}

export function nextState(table: FseTable, state: number, input: BackwardBits): number {
  return table.bases[state]! + input.read(table.bits[state]!);
}
