import { AppError } from '../app-error.ts';
import type { Matrix } from '../arrays/matrix.ts';
import { partOf } from '../loop-hooks.ts';
import { distinctRows } from '../neighbours/distinct-rows.ts';
import { requireFinite } from '../neighbours/require-finite.ts';
import type { SearchHooks } from '../neighbours/search-hooks.ts';
import { nearestAmong, openSearchSpace, type SearchSpace } from '../neighbours/search-space.ts';
import { createRandom, type Random, sampleIndices } from '../random/random.ts';
import { logRatios, twoNnSlope } from './two-nn-fit.ts';

export interface DimensionSettings {
  /** Shares of the points that take part in the fit, in `(0, 1]`. */
  readonly fractions: readonly number[];
  /** How many random halvings of the sample: 0 gives the whole only. */
  readonly halvings: number;
  /** Samples drawn at each halved size. */
  readonly repeats: number;
  readonly seed: number;
}

/** The estimate at one sample size; arrays run over the fractions. */
export interface DimensionPoint {
  /** Distinct points in the sample. */
  readonly sample: number;
  readonly mean: readonly number[];
  /** Standard deviation over the samples; 0 for a single one. */
  readonly spread: readonly number[];
}

export interface DimensionSeries {
  readonly fractions: readonly number[];
  /** From the whole downwards. */
  readonly points: readonly DimensionPoint[];
  readonly duplicates: number;
  /** How the neighbours were found, and why if it was the slow way, in words for a person. */
  readonly search: string;
}

/** Fewer distinct points than this tell nothing. */
const LEAST_DISTINCT = 5;
/** Samples are halved down to this size. */
const LEAST_HALVED = 20;

/**
 * 2-NN intrinsic dimension (Facco, d'Errico, Rodriguez & Laio 2017) of the rows of `x` and of random
 * halvings of them. Equal rows are taken once and counted. A dimension is NaN where all ratios of the
 * fit are 1, as on a lattice. `onPoint` hears of each sample size when it is finished, the smallest first.
 *
 * @throws {AppError} `bad-features` if a value is not finite, `too-few-pictures` below 5 distinct rows.
 */
export async function twoNn(
  x: Matrix,
  settings: DimensionSettings,
  hooks: SearchHooks,
  onPoint: (point: DimensionPoint) => void = () => {},
): Promise<DimensionSeries> {
  const { fractions } = settings;
  if (!fractions.every((f) => f > 0 && f <= 1)) throw new RangeError(`fractions ${fractions}`);
  await requireFinite(x, partOf(hooks, 0, 0.01));
  const distinct = await distinctRows(x, partOf(hooks, 0.01, 0.03));
  if (distinct.length < LEAST_DISTINCT) {
    throw new AppError(
      'too-few-pictures',
      `The intrinsic dimension needs at least ${LEAST_DISTINCT} pictures with different features, of which ${distinct.length} ${distinct.length === 1 ? 'is' : 'are'} here. Add pictures.`,
    );
  }
  const space = await openSearchSpace(x, partOf(hooks, 0.03, 0.1));
  const estimator = new Estimator(space, fractions, plannedRows(distinct.length, settings));
  const searching = partOf(hooks, 0.1, 1);
  const random = createRandom(settings.seed);
  const points: DimensionPoint[] = [];
  let search = '';
  for (const [h, size] of sampleSizes(distinct.length, settings.halvings).entries()) {
    const dimensions: (readonly number[])[] = [];
    for (let r = 0; r < (size === distinct.length ? 1 : settings.repeats); r++) {
      const sample = takeRandom(distinct, size, random.fork(h * settings.repeats + r));
      const found = await estimator.estimate(sample, searching);
      dimensions.push(found.dimension);
      search = found.search;
    }
    const point = { sample: size, ...meanAndSpread(dimensions) };
    points.unshift(point);
    onPoint(point);
  }
  return { fractions, points, duplicates: x.rows - distinct.length, search };
}

/** The sizes at which `rows` distinct rows are sampled, from the smallest to the whole, in the order of their estimates. */
export function sampleSizes(rows: number, halvings: number): readonly number[] {
  const halved = Array.from({ length: halvings }, (_, h) => Math.floor(rows / 2 ** (h + 1)));
  return [...halved.filter((size) => size >= LEAST_HALVED).reverse(), rows];
}

/** Estimates parts of one space, and reports each as its share of all the planned rows. */
class Estimator {
  private readonly space: SearchSpace;
  private readonly fractions: readonly number[];
  private readonly planned: number;
  private done = 0;

  constructor(space: SearchSpace, fractions: readonly number[], planned: number) {
    this.space = space;
    this.fractions = fractions;
    this.planned = planned;
  }

  async estimate(
    rows: Int32Array,
    hooks: SearchHooks,
  ): Promise<{ readonly dimension: readonly number[]; readonly search: string }> {
    const from = this.done;
    this.done += rows.length;
    const part = partOf(hooks, from / this.planned, this.done / this.planned);
    const { table, search } = await nearestAmong(this.space, rows, 2, part);
    const ratios = logRatios(table.squares);
    return { dimension: this.fractions.map((f) => twoNnSlope(ratios, f)), search };
  }
}

function plannedRows(whole: number, { halvings, repeats }: DimensionSettings): number {
  const sizes = sampleSizes(whole, halvings);
  return sizes.reduce((sum, size) => sum + size * (size === whole ? 1 : repeats), 0);
}

function takeRandom(rows: Int32Array, count: number, random: Random): Int32Array {
  if (count === rows.length) return rows;
  return sampleIndices(rows.length, count, random).map((i) => rows[i]);
}

function meanAndSpread(samples: readonly (readonly number[])[]): Omit<DimensionPoint, 'sample'> {
  const [first = []] = samples;
  const mean = first.map((_, f) => samples.reduce((sum, s) => sum + s[f], 0) / samples.length);
  const spread = mean.map((m, f) =>
    Math.sqrt(
      samples.reduce((sum, s) => sum + (s[f] - m) ** 2, 0) / Math.max(1, samples.length - 1),
    ),
  );
  return { mean, spread };
}
