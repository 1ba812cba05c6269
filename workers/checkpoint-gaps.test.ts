import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Matrix } from '../src/core/arrays/matrix.ts';
import { link } from '../src/core/cluster/link.ts';
import { stability } from '../src/core/cluster/stability.ts';
import { nearDuplicateGroups } from '../src/core/dataset/near-duplicates.ts';
import { twoNn } from '../src/core/dimension/two-nn.ts';
import { twoNnPerClass } from '../src/core/dimension/two-nn-per-class.ts';
import { mantelTest } from '../src/core/distance/mantel-test.ts';
import { pairDistances } from '../src/core/distance/pair-distances.ts';
import type { LoopHooks } from '../src/core/loop-hooks.ts';
import { scenarios } from '../src/core/metrics/scenarios.ts';
import { scoreTree } from '../src/core/metrics/score-tree.ts';
import { nearestNeighbours } from '../src/core/neighbours/nearest-neighbours.ts';
import { createRandom } from '../src/core/random/random.ts';
import { semsyn, semsynFeatures } from '../src/core/reference/semsyn.ts';

/** Twice what a cancel may take: a busy processor counts some waiting for its memory and caches, too. */
const MOST_BETWEEN_MS = 200;
/** A job that takes too long does so each time; what the collector or the machine does, comes elsewhere the next time. */
const TRIALS = 3;
const METHODS = ['single', 'complete', 'centroid', 'ward', 'density-peaks'] as const;
const SETTINGS = { cutoffShare: 0.02, parentRule: 'gamma', seed: 1 } as const;
const ENOUGH = 'enough';

/** Most of the rows are nearly one point, which no search tree tells apart. */
function denseBlob(): Matrix {
  const { x } = semsyn(12_000, 1, 0.003);
  for (let i = 1; i < 10_000; i++) {
    for (let d = 0; d < x.cols; d++) {
      x.data[i * x.cols + d] = x.data[d]! + 1e-4 * Math.sin(i * 7.1 + d * 3.3);
    }
  }
  return x;
}

function uniform(rows: number, cols: number): Matrix {
  const random = createRandom(1);
  return { data: Float32Array.from({ length: rows * cols }, random.next), rows, cols };
}

const { x, y } = semsyn(6000, 1, 0.003);
const strided = Int32Array.from({ length: 2500 }, (_, i) => i);
const tree = async (of: Matrix) => (await link(of, { method: 'centroid', ...SETTINGS })).tree;

/** All that a job does before it can be cancelled first, and between any two times after. */
const jobs: Record<string, () => Promise<(hooks: LoopHooks) => Promise<unknown>>> = {
  ...Object.fromEntries(
    METHODS.flatMap((method) =>
      Object.entries({ 'a dense blob': denseBlob, 'wide rows': () => uniform(1500, 288) }).map(
        ([name, make]) => [
          `${method} of ${name}`,
          async () => {
            const points = make();
            return (hooks: LoopHooks) => link(points, { method, ...SETTINGS }, hooks);
          },
        ],
      ),
    ),
  ),
  ...Object.fromEntries(
    METHODS.map((method) => [
      `the beginning of ${method} of many wide rows`,
      async () => {
        const points = uniform(20_000, 288);
        return (hooks: LoopHooks) => link(points, { method, ...SETTINGS }, upTo(150, hooks));
      },
    ]),
  ),
  'scores of a tree': async () => {
    const all = await tree(x);
    return (hooks) => scoreTree(all, y, hooks);
  },
  'scenarios of a thousand classes': async () => {
    const labels = y.map((_, i) => i % 1000);
    return (hooks) => scenarios(labels, { seeds: 1, seed: 1 }, hooks);
  },
  stability: async () => (hooks) =>
    stability(
      x,
      { ...SETTINGS, method: 'ward', ks: [2, 10, 100], resamples: 2, share: 0.8 },
      hooks,
    ),
  'dimension per class': async () => (hooks) => twoNnPerClass(x, y, [0.9], hooks),
  'distances and their correlation': async () => async (hooks) => {
    const points = semsyn(1500, 1, 0.003);
    const distances = await pairDistances(points.x, hooks);
    return mantelTest(distances, points.y, { permutations: 20, seed: 1 }, hooks);
  },
  'neighbours in a search tree': async () => {
    const points = semsyn(8000, 1, 0.003);
    return (hooks) => nearestNeighbours(points.x, 4, hooks);
  },
  'near-duplicates of fifty thousand pictures': async () => {
    const { next } = createRandom(5);
    const quarter = () =>
      Math.floor(next() * 65_536)
        .toString(16)
        .padStart(4, '0');
    const hash = () => `${quarter()}${quarter()}${quarter()}${quarter()}`;
    const hashes = Array.from({ length: 50_000 }, (_, i) => (i < 2000 ? '0'.repeat(16) : hash()));
    return (hooks) => nearDuplicateGroups(hashes, 8, hooks);
  },
  'the dimension of 1001-d features': async () => {
    const features = semsynFeatures(x, strided, 1);
    const settings = { fractions: [0.9], halvings: 2, repeats: 2, seed: 1 };
    return (hooks) => twoNn(features, settings, hooks);
  },
};

function upTo(checkpoints: number, { checkpoint }: LoopHooks): LoopHooks {
  let left = checkpoints;
  return {
    checkpoint: async (fraction) => {
      await checkpoint?.(fraction);
      if (--left === 0) throw new Error(ENOUGH);
    },
  };
}

/** Of this thread where Linux tells it; else of the process, with the collector's and the compiler's threads. */
function processorMs(): number {
  try {
    const [nanoseconds] = readFileSync('/proc/thread-self/schedstat', 'utf8').split(' ');
    return Number(nanoseconds) / 1e6;
  } catch {
    return process.cpuUsage().user / 1000;
  }
}

/** What passes before the first checkpoint, between any two, and after the last. */
async function gapsOf(run: (hooks: LoopHooks) => Promise<unknown>): Promise<number[]> {
  const gaps: number[] = [];
  let last = processorMs();
  const checkpoint = async () => {
    const now = processorMs();
    gaps.push(now - last);
    last = now;
  };
  await run({ checkpoint }).catch((error: Error) => expect(error.message).toBe(ENOUGH));
  await checkpoint();
  return gaps;
}

test.each(Object.entries(jobs))('%s can be cancelled at any time', async (_, prepare) => {
  const run = await prepare();
  let gaps = await gapsOf(run);
  expect(gaps.length).toBeGreaterThan(3);
  for (let trial = 1; trial < TRIALS && Math.max(...gaps) >= MOST_BETWEEN_MS; trial++) {
    const again = await gapsOf(run);
    expect(again).toHaveLength(gaps.length);
    gaps = gaps.map((gap, i) => Math.min(gap, again[i] ?? gap));
  }
  expect(Math.max(...gaps)).toBeLessThan(MOST_BETWEEN_MS);
});
