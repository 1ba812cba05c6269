import { BackwardBits } from './bit-readers.ts';
import { type FseTable, fseTable, nextState, oneSymbol, readFseTable } from './fse-table.ts';

/** How many literals go before each match, how far back it lies, and how long it is. */
interface SequenceTables {
  readonly literals: FseTable;
  readonly offsets: FseTable;
  readonly matches: FseTable;
}

/** What a block hands on to the next. */
export interface SequenceState {
  tables: Partial<SequenceTables>;
  /** The last three offsets. */
  readonly recent: [number, number, number];
}

interface Code {
  readonly bits: readonly number[];
  readonly bases: readonly number[];
}

function codeOf(first: number, direct: number, further: readonly number[]): Code {
  const bits = [...new Array<number>(direct).fill(0), ...further];
  let base = first;
  const bases = bits.map((count) => {
    const own = base;
    base += 2 ** count;
    return own;
  });
  return { bits, bases };
}

// Codes and tables of RFC 8878, sections 3.1.1.3.2.1.1 and 3.1.1.3.2.2.
const LITERALS = codeOf(0, 16, [1, 1, 1, 1, 2, 2, 3, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]);
const MATCHES = codeOf(
  3,
  32,
  [1, 1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16],
);
const times = (count: number, value: number) => new Array<number>(count).fill(value);
const PREDEFINED: SequenceTables = {
  literals: fseTable(
    [4, 3, ...times(11, 2), 1, 1, 1, ...times(9, 2), 3, 2, ...times(5, 1), ...times(4, -1)],
    6,
  ),
  offsets: fseTable([...times(6, 1), 2, 2, 2, ...times(15, 1), ...times(5, -1)], 5),
  matches: fseTable([1, 4, 3, ...times(6, 2), ...times(37, 1), ...times(7, -1)], 6),
};
/** In the order of their descriptions. */
const KINDS = [
  { kind: 'literals', shift: 6, mostAccuracy: 9 },
  { kind: 'offsets', shift: 4, mostAccuracy: 8 },
  { kind: 'matches', shift: 2, mostAccuracy: 9 },
] as const;
const MOST_OFFSET_BITS = 30;

export interface Target {
  readonly out: Uint8Array;
  to: number;
}

/**
 * Carries out the sequences of a block that begin at `start`: copies literals and matches behind `target.to`, until
 * all are there or `target.out` is full.
 * @throws {RangeError} where they are damaged.
 */
export function runSequences(
  block: Uint8Array,
  start: number,
  {
    literals,
    state,
    target,
  }: {
    readonly literals: Uint8Array;
    readonly state: SequenceState;
    readonly target: Target;
  },
): void {
  const { count, at } = sequenceCount(block, start);
  const source: Source = { bytes: literals, used: 0 };
  if (count > 0) {
    const { tables, end } = readTables(block, at, state);
    const input = new BackwardBits(block.subarray(end));
    let literalState = input.read(tables.literals.accuracy);
    let offsetState = input.read(tables.offsets.accuracy);
    let matchState = input.read(tables.matches.accuracy);
    for (let i = 0; i < count && target.to < target.out.length; i++) {
      const offsetCode = tables.offsets.symbols[offsetState]!;
      const matchCode = tables.matches.symbols[matchState]!;
      const literalCode = tables.literals.symbols[literalState]!;
      if (offsetCode > MOST_OFFSET_BITS) throw damaged();
      const offsetValue = 2 ** offsetCode + input.read(offsetCode);
      const matchLength = MATCHES.bases[matchCode]! + input.read(MATCHES.bits[matchCode]!);
      const literalLength = LITERALS.bases[literalCode]! + input.read(LITERALS.bits[literalCode]!);
      if (input.left < 0 || source.used + literalLength > literals.length) throw damaged();
      copyLiterals(target, source, literalLength);
      const offset = offsetOf(offsetValue, literalLength, state.recent);
      copyMatch(target, offset, matchLength);
      if (i === count - 1) break;
      literalState = nextState(tables.literals, literalState, input);
      matchState = nextState(tables.matches, matchState, input);
      offsetState = nextState(tables.offsets, offsetState, input);
    }
  }
  copyLiterals(target, source, literals.length - source.used);
}

function sequenceCount(block: Uint8Array, start: number) {
  const [b0 = 0, b1 = 0, b2 = 0] = block.subarray(start, start + 3);
  if (b0 < 128) return { count: b0, at: start + 1 };
  if (b0 < 255) return { count: ((b0 - 128) << 8) + b1, at: start + 2 };
  return { count: b1 + (b2 << 8) + 0x7f00, at: start + 3 };
}

function readTables(block: Uint8Array, start: number, state: SequenceState) {
  const modes = block[start] ?? 0;
  const read: { -readonly [Kind in keyof SequenceTables]?: FseTable } = {};
  let end = start + 1;
  for (const { kind, shift, mostAccuracy } of KINDS) {
    const mode = (modes >> shift) & 3;
    if (mode === 0) read[kind] = PREDEFINED[kind];
    else if (mode === 1) read[kind] = oneSymbol(block[end++] ?? 0);
    else if (mode === 2) {
      const found = readFseTable(block, end, mostAccuracy);
      read[kind] = found.table;
      end = found.end;
    } else {
      const former = state.tables[kind];
      if (!former) throw damaged();
      read[kind] = former;
    }
  }
  const tables = read as SequenceTables;
  const isKnown =
    tables.literals.symbols.every((code) => code < LITERALS.bits.length) &&
    tables.matches.symbols.every((code) => code < MATCHES.bits.length);
  if (!isKnown) throw damaged();
  state.tables = tables;
  return { tables, end };
}

/** Small values stand for recent offsets; without literals they mean the one after. */
function offsetOf(value: number, literalLength: number, recent: [number, number, number]): number {
  if (value > 3) {
    recent.copyWithin(1, 0, 2);
    recent[0] = value - 3;
    return recent[0];
  }
  const index = value - (literalLength > 0 ? 1 : 0);
  const offset = index === 3 ? recent[0] - 1 : recent[index as 0 | 1 | 2];
  if (index > 0) {
    recent.copyWithin(1, 0, index === 1 ? 1 : 2);
    recent[0] = offset;
  }
  return offset;
}

interface Source {
  readonly bytes: Uint8Array;
  used: number;
}

/** Most are a few bytes, for which a loop takes less than a view. */
function copyLiterals(target: Target, source: Source, count: number): void {
  const { out } = target;
  const { bytes } = source;
  const end = source.used + Math.min(count, out.length - target.to);
  for (let at = source.used; at < end; at++) out[target.to++] = bytes[at]!;
  source.used += count;
}

/** Byte by byte, since source and target may overlap. */
function copyMatch(target: Target, offset: number, length: number): void {
  const { out, to } = target;
  if (!(offset > 0 && offset <= to)) throw damaged();
  const end = Math.min(out.length, to + length);
  for (let at = to; at < end; at++) out[at] = out[at - offset]!;
  target.to = end;
}

function damaged(): RangeError {
  return new RangeError('the sequences of a block are damaged');
}
