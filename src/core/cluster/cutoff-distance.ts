import type { Matrix } from '../arrays/matrix.ts';
import { takeRows } from '../arrays/matrix.ts';
import { BLOCK, packRows, paddedWidth, squaredDistances } from '../neighbours/squared-distances.ts';
import { createRandom, sampleIndices } from '../random/random.ts';
import { squaredApart } from './squared-apart.ts';
import { MOST_PACKED_COLUMNS } from './wide-rows.ts';
import type { WorkMeter } from './work-meter.ts';

/** Up to this many rows all pairs count; of more, a seeded sample of this many rows. */
export const SAMPLED_ROWS = 6000;
const BINS = 1 << 14;
const SORTED_AT_ONCE = 100_000;

/**
 * The round(share * M)-th smallest of the M pair distances (at least the first). With more than 6,000
 * rows it is that of a random sample of 6,000, drawn with `seed`; with fewer than two it is 0.
 */
export async function cutoffDistance(
  x: Matrix,
  {
    share,
    seed,
    meter,
  }: { readonly share: number; readonly seed: number; readonly meter: WorkMeter },
): Promise<number> {
  if (x.rows < 2) return 0;
  const sample =
    x.rows > SAMPLED_ROWS
      ? sampleIndices(x.rows, SAMPLED_ROWS, createRandom(seed))
      : Int32Array.from({ length: x.rows }, (_, i) => i);
  const pairs = (sample.length * (sample.length - 1)) / 2;
  const rank = Math.min(pairs, Math.max(1, Math.round(share * pairs)));
  const isWide = x.cols > MOST_PACKED_COLUMNS;
  const packed = isWide ? new Float64Array(0) : packRows(takeRows(x, sample));
  const width = paddedWidth(x.cols);
  const ranked = await smallestOfRank(rank, (visit) =>
    isWide ? forEachWidePair(x, sample, meter, visit) : forEachPair(packed, width, meter, visit),
  );
  return Math.sqrt(ranked);
}

/**
 * The `rank`-th smallest (from 1) of values that can be gone through again and again, without holding
 * them: a histogram between bounds that close in until few or only equal ones are left.
 */
async function smallestOfRank(
  rank: number,
  forEach: (visit: (value: number) => void) => Promise<void>,
): Promise<number> {
  let low = 0;
  let high = 0;
  let before = 0;
  let inside = Infinity;
  await forEach((value) => {
    if (value > high) high = value;
  });
  while (low < high && inside > SORTED_AT_ONCE) {
    const bins = new Bins(low, high);
    await forEach((value) => bins.add(value));
    let bin = 0;
    while (before + bins.counts[bin] < rank) before += bins.counts[bin++];
    low = bins.lows[bin];
    high = bins.highs[bin];
    inside = bins.counts[bin];
  }
  if (low === high) return low;
  const values = new Float64Array(inside);
  let found = 0;
  await forEach((value) => {
    if (value >= low && value <= high) values[found++] = value;
  });
  return values.sort()[rank - before - 1];
}

/** Counts the values between two bounds in equal steps, with the least and greatest of each. */
class Bins {
  readonly counts = new Float64Array(BINS);
  readonly lows = new Float64Array(BINS).fill(Infinity);
  readonly highs = new Float64Array(BINS).fill(-Infinity);
  private readonly low: number;
  private readonly high: number;

  constructor(low: number, high: number) {
    this.low = low;
    this.high = high;
  }

  add(value: number): void {
    if (value < this.low || value > this.high) return;
    const bin = Math.floor(((value - this.low) / (this.high - this.low)) * (BINS - 1));
    this.counts[bin]++;
    if (value < this.lows[bin]) this.lows[bin] = value;
    if (value > this.highs[bin]) this.highs[bin] = value;
  }
}

async function forEachPair(
  packed: Float64Array,
  width: number,
  meter: WorkMeter,
  visit: (squared: number) => void,
): Promise<void> {
  const rows = packed.length / width;
  const out = new Float64Array(BLOCK);
  for (let i = 0; i < rows - 1; i++) {
    const query = packed.subarray(i * width, (i + 1) * width);
    for (let j = i + 1; j < rows; j += BLOCK) {
      const count = Math.min(BLOCK, rows - j);
      squaredDistances(packed, width, j, count, query, out, Infinity);
      for (let w = 0; w < count; w++) visit(out[w]);
    }
    meter.spent += (rows - i) * (width + BINNING_COST);
    if (meter.isDue) await meter.pause();
  }
}

/** The same of rows of `x` where they lie. */
async function forEachWidePair(
  { data, cols }: Matrix,
  rows: Int32Array,
  meter: WorkMeter,
  visit: (squared: number) => void,
): Promise<void> {
  for (let i = 0; i < rows.length - 1; i++) {
    for (let j = i + 1; j < rows.length; j++) {
      visit(squaredApart(data, rows[i] * cols, rows[j] * cols, cols, Infinity));
    }
    meter.spent += (rows.length - i) * (cols + BINNING_COST);
    if (meter.isDue) await meter.pause();
  }
}

/** What a visit costs in coordinate differences. */
const BINNING_COST = 20;
