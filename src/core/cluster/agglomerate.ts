import type { ClusterSearch } from './cluster-search.ts';
import type { LiveClusters } from './live-clusters.ts';
import { NearestHeap } from './nearest-heap.ts';
import type { WorkMeter } from './work-meter.ts';

/** Searches from which the usefulness of the tree is judged. */
const PROBES = 64;
/** A whole agglomeration takes three to four searches a point. */
const SEARCHES_PER_POINT = 4;

export interface Agglomeration {
  readonly clusters: LiveClusters;
  readonly search: ClusterSearch;
  readonly meter: WorkMeter;
  /** Stop when this many clusters are left. */
  readonly stopAt: number;
  /** Called before the clusters `x` and `y` become one. */
  onMerge(x: number, y: number, squaredHeight: number): void;
}

/**
 * Merges the closest pair of clusters until `stopAt` are left. Each cluster remembers its nearest
 * neighbour as of its own last search; every living pair is covered by whichever of the two searched
 * last, so the smallest remembered distance whose neighbour still lives is the smallest of all, also for
 * linkages whose heights fall. If that neighbour is gone, only this one cluster searches again.
 */
export async function agglomerate(task: Agglomeration): Promise<void> {
  const { clusters, search, meter } = task;
  const points = clusters.alive;
  const nearest = new Int32Array(2 * points - 1);
  const distance = new Float64Array(2 * points - 1);
  let searches = 0;
  const update = async (cluster: number) => {
    search.find(cluster);
    meter.spent += search.scanned * clusters.width;
    if (!search.isSettled) await search.settle(meter);
    nearest[cluster] = search.nearest;
    distance[cluster] = search.best;
    searches++;
  };
  const pause = () => meter.pause(searches / (SEARCHES_PER_POINT * points));

  await clusters.rebuildIfDue(meter);
  for (let i = 0; i < PROBES; i++) {
    await update(Math.floor((i * points) / PROBES));
    if (meter.isDue) await pause();
  }
  await clusters.judgeTree(meter);
  for (let p = 0; p < points; p++) {
    await update(clusters.tree.ids[p]);
    if (meter.isDue) await pause();
  }
  const heap = new NearestHeap(
    Int32Array.from({ length: points }, (_, i) => i),
    distance,
  );
  while (clusters.alive > task.stopAt) {
    const x = heap.top;
    if (!clusters.isAlive(x)) {
      heap.removeTop();
      continue;
    }
    if (!clusters.isAlive(nearest[x])) {
      await update(x);
      heap.replaceTop(x);
    } else {
      task.onMerge(x, nearest[x], distance[x]);
      const merged = clusters.merge(x, nearest[x]);
      await clusters.rebuildIfDue(meter);
      if (clusters.alive > 1) await update(merged);
      heap.replaceTop(merged);
    }
    if (meter.isDue) await pause();
  }
}
