import type { LoopHooks } from '../loop-hooks.ts';

const BANDS = 4;
const BAND_BITS = 16;
const BAND_VALUES = 2 ** BAND_BITS;
const ROWS_A_CHECKPOINT = 512;
/** Pairs compared between two checkpoints: some rows have thousands of candidates. */
const PAIRS_A_CHECKPOINT = 2 ** 14;
const ENDS_A_CHECKPOINT = 2 ** 18;

/** Neighbours of rows: those of row `i` stand in `of` from `from[i]` to `from[i + 1]`. */
export interface Neighbours {
  readonly from: Int32Array;
  readonly of: Int32Array;
}

/**
 * The four quarters of each hash, one row a hash.
 * @throws {RangeError} for a hash that is not 16 hexadecimal digits.
 */
export async function quartersOf(
  hashes: readonly string[],
  { checkpoint }: LoopHooks = {},
): Promise<Uint16Array> {
  const quarters = new Uint16Array(BANDS * hashes.length);
  for (const [row, hash] of hashes.entries()) {
    if (row % ROWS_A_CHECKPOINT === 0) await checkpoint?.(0);
    quarters.set(parsed(hash), BANDS * row);
  }
  return quarters;
}

/** All rows that differ in at most `maxDistance` bits. */
export async function nearNeighbours(
  quarters: Uint16Array,
  maxDistance: number,
  hooks: LoopHooks = {},
): Promise<Neighbours> {
  const pairs = await nearPairs(quarters, maxDistance, hooks);
  return neighboursOf(pairs, quarters.length / BANDS, hooks);
}

/** Bits that differ between two hashes of 16 hexadecimal digits. */
export function hashDistance(a: string, b: string): number {
  return distance(Uint16Array.from([...parsed(a), ...parsed(b)]), 0, 1);
}

function parsed(hash: string): readonly number[] {
  if (!/^[0-9a-f]{16}$/.test(hash)) throw new RangeError(`${hash} is no perceptual hash`);
  return [0, 4, 8, 12].map((at) => Number.parseInt(hash.slice(at, at + 4), 16));
}

function distance(quarters: Uint16Array, i: number, j: number): number {
  let bits = 0;
  for (let band = 0; band < BANDS; band++) {
    bits += bitCount(quarters[BANDS * i + band] ^ quarters[BANDS * j + band]);
  }
  return bits;
}

function bitCount(value: number): number {
  let v = value - ((value >> 1) & 0x5555);
  v = (v & 0x3333) + ((v >> 2) & 0x3333);
  v = (v + (v >> 4)) & 0x0f0f;
  return (v + (v >> 8)) & 0x1f;
}

/** Pairs of rows, two numbers each; arrays of numbers would keep the collector busy. */
class Pairs {
  count = 0;
  rows = new Int32Array(1024);

  add(i: number, j: number): void {
    if (2 * this.count === this.rows.length) {
      const larger = new Int32Array(2 * this.rows.length);
      larger.set(this.rows);
      this.rows = larger;
    }
    this.rows[2 * this.count] = i;
    this.rows[2 * this.count + 1] = j;
    this.count++;
  }
}

/**
 * Every pair within the distance. The rows met so far hang in a chain for each value of each quarter: `heads` has the
 * last of each, `next` the one before.
 */
async function nearPairs(
  quarters: Uint16Array,
  maxDistance: number,
  hooks: LoopHooks,
): Promise<Pairs> {
  const rows = quarters.length / BANDS;
  const masks = Uint16Array.from(masksUpTo(Math.floor(maxDistance / BANDS)));
  const heads = new Int32Array(BANDS * BAND_VALUES).fill(-1);
  const next = new Int32Array(BANDS * rows);
  const lastMet = new Int32Array(rows).fill(-1);
  const pairs = new Pairs();
  let compared = 0;
  for (let i = 0; i < rows; i++) {
    if (compared > PAIRS_A_CHECKPOINT || i % ROWS_A_CHECKPOINT === 0) {
      compared = 0;
      await hooks.checkpoint?.(i / rows);
    }
    for (let band = 0; band < BANDS; band++) {
      const mine = quarters[BANDS * i + band];
      for (const mask of masks) {
        let j = heads[band * BAND_VALUES + (mine ^ mask)];
        for (; j >= 0; j = next[BANDS * j + band]) {
          compared++;
          if (lastMet[j] === i) continue;
          lastMet[j] = i;
          if (distance(quarters, i, j) <= maxDistance) pairs.add(i, j);
        }
      }
    }
    for (let band = 0; band < BANDS; band++) {
      const slot = band * BAND_VALUES + quarters[BANDS * i + band];
      next[BANDS * i + band] = heads[slot];
      heads[slot] = i;
    }
  }
  return pairs;
}

async function neighboursOf(
  { rows: ends, count }: Pairs,
  rows: number,
  { checkpoint }: LoopHooks,
): Promise<Neighbours> {
  const from = new Int32Array(rows + 1);
  for (let at = 0; at < 2 * count; at++) {
    if (at % ENDS_A_CHECKPOINT === 0) await checkpoint?.(1);
    from[ends[at] + 1]++;
  }
  for (let i = 0; i < rows; i++) from[i + 1] += from[i];
  const of = new Int32Array(2 * count);
  const end = from.slice();
  for (let at = 0; at < 2 * count; at += 2) {
    if (at % PAIRS_A_CHECKPOINT === 0) await checkpoint?.(1);
    const [i, j] = [ends[at], ends[at + 1]];
    of[end[i]++] = j;
    of[end[j]++] = i;
  }
  return { from, of };
}

/** All numbers of 16 bits with at most `most` of them set. */
function masksUpTo(most: number): readonly number[] {
  let last = [0];
  const masks = [0];
  for (let bits = 1; bits <= most; bits++) {
    const next: number[] = [];
    for (const mask of last) {
      for (let bit = 31 - Math.clz32(mask) + 1; bit < BAND_BITS; bit++)
        next.push(mask | (1 << bit));
    }
    masks.push(...next);
    last = next;
  }
  return masks;
}
