import type { Random } from './random.ts';

/** A whole file to damage. */
export interface FuzzSeed {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** From where to where its headers lie: most damage is done there. */
  readonly headers: readonly (readonly [number, number])[];
  /** Makes checksums fit again, so that damage gets behind them. */
  readonly repair?: (bytes: Uint8Array<ArrayBuffer>) => void;
}

/** Values at which parsers break. */
const EDGES = [
  0, 1, 2, 3, 4, 7, 8, 16, 0x7f, 0x80, 0xff, 0x100, 0x7fff, 0x8000, 0xffff, 0x1_0000, 0x7fff_ffff,
  0x8000_0000, 0xffff_fff0, 0xffff_ffff,
];
const MOST_CHANGES = 4;

/** The seed's bytes with one to four changes, the same for the same state of `random`. */
export function mutatedBytes(seed: FuzzSeed, random: Random): Uint8Array<ArrayBuffer> {
  let bytes = seed.bytes.slice();
  const changes = 1 + random.below(MOST_CHANGES);
  for (let c = 0; c < changes; c++) bytes = changed(bytes, spot(seed, bytes, random), random);
  if (random.below(4) > 0) seed.repair?.(bytes);
  return bytes;
}

function spot(seed: FuzzSeed, bytes: Uint8Array, random: Random): number {
  const range = seed.headers[random.below(seed.headers.length)];
  if (!range || random.below(5) === 0) return random.below(bytes.length + 1);
  return Math.min(bytes.length, range[0] + random.below(range[1] - range[0]));
}

function changed(
  bytes: Uint8Array<ArrayBuffer>,
  at: number,
  random: Random,
): Uint8Array<ArrayBuffer> {
  const kind = random.below(12);
  if (kind < 3) return withNumber(bytes, at, random.below(256), 1, true);
  if (kind < 8) {
    const value = EDGES[random.below(EDGES.length)] ?? 0;
    return withNumber(bytes, at, value, 2 ** random.below(4), random.below(2) === 0);
  }
  const length = 1 + random.below(32);
  if (kind === 8) return bytes.slice(0, at);
  if (kind === 9) return joined(bytes.subarray(0, at), bytes.subarray(at + length));
  if (kind === 10) return joined(bytes.subarray(0, at + length), bytes.subarray(at));
  const out = bytes.slice();
  const from = random.below(bytes.length + 1);
  out.set(bytes.subarray(from, from + Math.min(length, bytes.length - at)), at);
  return out;
}

function withNumber(
  bytes: Uint8Array<ArrayBuffer>,
  at: number,
  value: number,
  size: number,
  littleEndian: boolean,
): Uint8Array<ArrayBuffer> {
  for (let i = 0; i < size && at + i < bytes.length; i++) {
    const power = littleEndian ? i : size - 1 - i;
    bytes[at + i] = Math.floor(value / 256 ** power) % 256;
  }
  return bytes;
}

function joined(head: Uint8Array, tail: Uint8Array): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(head.length + tail.length);
  out.set(head);
  out.set(tail, head.length);
  return out;
}
