import { AppError } from '../app-error.ts';
import type { LoopHooks } from '../loop-hooks.ts';
import { createRandom } from '../random/random.ts';
import { informationFrom, nmiFrom } from './mutual-information.ts';
import type { ReferenceScenarios } from './score-curve.ts';
import { scoreGrid } from './score-grid.ts';

/** Counts looked at between two checkpoints: a few milliseconds. */
const WORK_PER_CHECKPOINT = 1_000_000;

export interface ScenarioSettings {
  /** Random labellings that the uniform scenario averages. */
  readonly seeds: number;
  readonly seed: number;
}

/**
 * The two artificial hierarchies of the paper, for the class sizes among `labels` (-1 is unlabelled).
 * `k` runs over `ks`, ascending, from the number of classes, below which clusters can't be pure, to the
 * number of labelled rows; by default over `scoreGrid`. Good: the biggest cluster is split into even halves, again and again. Uniform: each
 * labelled row gets one of `k` labels uniformly.
 *
 * @throws {AppError} `bad-labels` if no row has a label.
 */
export async function scenarios(
  labels: Int32Array,
  settings: ScenarioSettings,
  hooks: LoopHooks,
  ks?: readonly number[],
): Promise<ReferenceScenarios> {
  if (!(settings.seeds >= 1)) throw new RangeError('the uniform scenario needs a seed');
  const sizes = classSizes(labels);
  const total = sizes.reduce((a, b) => a + b, 0);
  const wanted = ks ?? scoreGrid(total);
  const k = Int32Array.from(wanted.filter((count) => count >= sizes.length && count <= total));
  const good = goodScenario(sizes, k);
  const uniform = await uniformScenario(sizes, k, settings, hooks);
  return { k, good, ...uniform };
}

function classSizes(labels: Int32Array): Int32Array {
  const sizes = new Int32Array(labels.reduce((a, b) => Math.max(a, b), -1) + 1);
  for (const label of labels) if (label >= 0) sizes[label]++;
  const used = sizes.filter((n) => n > 0);
  if (used.length === 0) {
    throw new AppError(
      'bad-labels',
      'None of these pictures has a label, so there is nothing to compare with. Label some pictures first.',
    );
  }
  return used;
}

const xLogX = (n: number): number => (n ? n * Math.log(n) : 0);

/** Pure clusters hold all the information of the classes, so that 2Ha/(Ha+Hb) is left. */
function goodScenario(classes: Int32Array, ks: Int32Array): Float64Array<ArrayBuffer> {
  const total = classes.reduce((a, b) => a + b, 0);
  const classLogs = classes.reduce((s, n) => s + xLogX(n), 0);
  const withSize = new Int32Array(total + 1);
  for (const size of classes) withSize[size]++;
  const good = new Float64Array(ks.length);
  let clusters = classes.length;
  let clusterLogs = classLogs;
  let biggest = total;
  ks.forEach((k, at) => {
    for (; clusters < k; clusters++) {
      while (withSize[biggest] === 0) biggest--;
      const half = biggest >> 1;
      withSize[biggest]--;
      withSize[half]++;
      withSize[biggest - half]++;
      clusterLogs += xLogX(half) + xLogX(biggest - half) - xLogX(biggest);
    }
    good[at] =
      k === classes.length
        ? 1
        : nmiFrom(informationFrom({ total, cells: clusterLogs, a: classLogs, b: clusterLogs }));
  });
  return good;
}

async function uniformScenario(
  classes: Int32Array,
  ks: Int32Array,
  { seeds, seed }: ScenarioSettings,
  hooks: LoopHooks,
): Promise<Omit<ReferenceScenarios, 'k' | 'good'>> {
  const total = classes.reduce((a, b) => a + b, 0);
  const draw = createUniformNmi(classes, total);
  const random = createRandom(seed);
  const bits = new Uint32Array(total);
  const scores = Array.from({ length: ks.length }, () => new Float64Array(seeds));
  let work = 0;
  for (let s = 0; s < seeds; s++) {
    const stream = random.fork(s);
    for (let i = 0; i < total; i++) bits[i] = stream.below(4294967296);
    for (let at = 0; at < ks.length; at++) {
      scores[at][s] = draw(bits, ks[at]);
      work += 2 * total + classes.length * ks[at];
      if (work < WORK_PER_CHECKPOINT) continue;
      work = 0;
      await hooks.checkpoint?.((s + at / ks.length) / seeds);
    }
  }
  for (const score of scores) score.sort();
  return {
    uniform: Float64Array.from(scores, (score) => score.reduce((a, b) => a + b, 0) / seeds),
    uniformLow: Float64Array.from(scores, (score) => quantile(score, 0.05)),
    uniformHigh: Float64Array.from(scores, (score) => quantile(score, 0.95)),
  };
}

/** Scales each row's 32 random bits to a label below k: one set of draws serves every k. */
function createUniformNmi(
  classes: Int32Array,
  total: number,
): (bits: Uint32Array, k: number) => number {
  const logs = Float64Array.from({ length: total + 1 }, (_, n) => xLogX(n));
  const classLogs = classes.reduce((s, n) => s + logs[n], 0);
  const inClass = new Int32Array(total);
  const inAll = new Int32Array(total);
  return (bits, k) => {
    let cellLogs = 0;
    let clusterLogs = 0;
    inAll.fill(0, 0, k);
    for (let c = 0, i = 0; c < classes.length; c++) {
      for (const end = i + classes[c]; i < end; i++) {
        inClass[Math.floor((bits[i] * k) / 4294967296)]++;
      }
      for (let g = 0; g < k; g++) {
        cellLogs += logs[inClass[g]];
        inAll[g] += inClass[g];
        inClass[g] = 0;
      }
    }
    for (let g = 0; g < k; g++) clusterLogs += logs[inAll[g]];
    const information = informationFrom({ total, cells: cellLogs, a: classLogs, b: clusterLogs });
    return information.entropyA + information.entropyB === 0 ? 1 : nmiFrom(information);
  };
}

/** Linear between the sorted values, as numpy does by default. */
function quantile(sorted: Float64Array, share: number): number {
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
}
