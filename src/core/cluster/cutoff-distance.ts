import type { Matrix } from '../arrays/matrix.ts';
import { takeRows } from '../arrays/matrix.ts';
import { createRandom, sampleIndices } from '../random/random.ts';
import { BLOCK, packRows, paddedWidth, squaredDistances } from './squared-distances.ts';
import type { WorkMeter } from './work-meter.ts';

/** Up to this many rows all pairs count; of more, a seeded sample of this many rows. */
const SAMPLED_ROWS = 6000;
const BINS = 1 << 16;

/**
 * The round(share * M)-th smallest of the M pair distances (at least the first). With more than 6,000
 * rows it is that of a random sample of 6,000, drawn with `seed`.
 */
export async function cutoffDistance(
  x: Matrix,
  {
    share,
    seed,
    meter,
  }: { readonly share: number; readonly seed: number; readonly meter: WorkMeter },
): Promise<number> {
  const sample =
    x.rows > SAMPLED_ROWS
      ? takeRows(x, sampleIndices(x.rows, SAMPLED_ROWS, createRandom(seed)))
      : x;
  const pairs = (sample.rows * (sample.rows - 1)) / 2;
  const rank = Math.min(pairs, Math.max(1, Math.round(share * pairs)));
  const packed = packRows(sample);
  const width = paddedWidth(sample.cols);
  let largest = 0;
  await forEachPair(packed, width, meter, (d) => {
    if (d > largest) largest = d;
  });
  const perUnit = largest > 0 ? (BINS - 1) / Math.sqrt(largest) : 0;
  const binOf = (squared: number) => Math.floor(Math.sqrt(squared) * perUnit);
  const histogram = new Float64Array(BINS);
  await forEachPair(packed, width, meter, (d) => {
    histogram[binOf(d)]++;
  });
  let bin = 0;
  let before = 0;
  while (before + histogram[bin] < rank) before += histogram[bin++];
  const candidates = new Float64Array(histogram[bin]);
  let found = 0;
  await forEachPair(packed, width, meter, (d) => {
    if (binOf(d) === bin) candidates[found++] = d;
  });
  return Math.sqrt(candidates.sort()[rank - before - 1]);
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

/** What a visit costs in coordinate differences. */
const BINNING_COST = 20;
