import { link } from '../src/core/cluster/link.ts';
import { stability } from '../src/core/cluster/stability.ts';
import { twoNn } from '../src/core/dimension/two-nn.ts';
import { twoNnPerClass } from '../src/core/dimension/two-nn-per-class.ts';
import { mantelTest } from '../src/core/distance/mantel-test.ts';
import { pairDistances } from '../src/core/distance/pair-distances.ts';
import type { LoopHooks } from '../src/core/loop-hooks.ts';
import { layOutPlane } from '../src/core/map/lay-out-plane.ts';
import { scenarios } from '../src/core/metrics/scenarios.ts';
import { scoreTree } from '../src/core/metrics/score-tree.ts';
import { nearestNeighbours } from '../src/core/neighbours/nearest-neighbours.ts';
import type { SearchHooks } from '../src/core/neighbours/search-hooks.ts';
import type { AnalysisApi } from '../src/protocol/analysis.ts';
import { checkpointFor, type Job } from '../src/protocol/job.ts';
import { move } from '../src/protocol/move.ts';
import type { ProductsOnDemand } from './products-on-demand.ts';

const hooksFor = (job: Job, stage: string): LoopHooks => ({
  checkpoint: checkpointFor(job, stage),
});

const MAP_SHOWN_EVERY_MS = 200;

/** Passes on the first value, and none of those that come too soon after the last. */
function showEvery<T>(milliseconds: number, show: (value: T) => void): (value: T) => void {
  let last = Number.NEGATIVE_INFINITY;
  return (value) => {
    const now = performance.now();
    if (now - last < milliseconds) return;
    last = now;
    show(value);
  };
}

/**
 * The mathematics behind a message port: `core` does the work, this hooks it to its job. Searches that compare every
 * pair do so in a plain loop where no `products` are given.
 */
export function createAnalysisApi(products?: ProductsOnDemand): AnalysisApi {
  const searchHooksFor = (job: Job, stage: string): SearchHooks => ({
    ...hooksFor(job, stage),
    ...(products && { tileProducts: products.hookFor(job) }),
  });
  return {
    intrinsicDimension: (x, settings, job) => {
      const stage = 'finding neighbours';
      return twoNn(x, settings, searchHooksFor(job, stage), (detail) =>
        job.report({ stage, detail }),
      );
    },
    dimensionPerClass: (x, labels, fractions, job) =>
      twoNnPerClass(x, labels, fractions, searchHooksFor(job, 'finding neighbours')),
    compareDistances: async (x, labels, settings, job) => {
      const distances = await pairDistances(x, hooksFor(job, 'measuring distances'));
      const mantel = await mantelTest(
        distances,
        labels,
        settings,
        hooksFor(job, 'permuting labels'),
      );
      return move({ distances: Float32Array.from(distances), mantel });
    },
    link: async (x, settings, job) => move(await link(x, settings, hooksFor(job, 'merging'))),
    score: async (tree, labels, job) =>
      move(await scoreTree(tree, labels, hooksFor(job, 'scoring cuts'))),
    scenarios: async (labels, settings, job) =>
      move(await scenarios(labels, settings, hooksFor(job, 'drawing random clusters'))),
    nearest: async (x, k, job) => {
      const { neighbours } = await nearestNeighbours(
        x,
        k,
        searchHooksFor(job, 'finding neighbours'),
      );
      return move(neighbours);
    },
    layOutMap: async (x, settings, job) => {
      const stage = settings.kind === 'umap' ? 'neighbours draw near' : 'finding the widest plane';
      const show = showEvery(MAP_SHOWN_EVERY_MS, (positions: Float32Array) =>
        job.report({ stage, detail: positions.slice() }),
      );
      return move(await layOutPlane(x, settings, searchHooksFor(job, stage), show));
    },
    stability: async (x, settings, job) => {
      const stage = 'clustering resamples';
      return move(
        await stability(x, settings, hooksFor(job, stage), (detail) =>
          job.report({ stage, detail }),
        ),
      );
    },
  };
}
