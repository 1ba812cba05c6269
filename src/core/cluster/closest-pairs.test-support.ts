import { type Matrix, rowOf } from '../arrays/matrix.ts';
import type { Tree } from './tree.ts';

export type Linkage = 'single' | 'complete' | 'centroid' | 'ward';

interface Cluster {
  readonly members: readonly number[];
  readonly centroid: readonly number[];
}

/** A merge of a tree beside what its linkage asks for. */
export interface ReplayedMerge {
  readonly height: number;
  readonly size: number;
  readonly members: number;
  /** Distance of the two that were merged, and the smallest of all at that moment, from their definition. */
  readonly distance: number;
  readonly least: number;
}

/** Goes through the merges and measures every pair of clusters at each; cubic, for a hundred rows at most. */
export function* replayMerges(linkage: Linkage, x: Matrix, tree: Tree): Generator<ReplayedMerge> {
  const live = new Map<number, Cluster>();
  for (let i = 0; i < x.rows; i++) live.set(i, clusterOf(x, [i]));
  for (let t = 0; t < tree.height.length; t++) {
    let least = Infinity;
    const clusters = [...live.values()];
    for (const [i, a] of clusters.entries()) {
      for (const b of clusters.slice(0, i)) least = Math.min(least, distanceOf(linkage, x, a, b));
    }
    const a = live.get(tree.left[t]);
    const b = live.get(tree.right[t]);
    if (!a || !b) throw new RangeError(`merge ${t} takes a cluster that isn't there`);
    const members = [...a.members, ...b.members];
    live.delete(tree.left[t]);
    live.delete(tree.right[t]);
    live.set(x.rows + t, clusterOf(x, members));
    const distance = distanceOf(linkage, x, a, b);
    const { height, size } = tree;
    yield { height: height[t], size: size[t], members: members.length, distance, least };
  }
  if (live.size > 1) throw new RangeError(`${live.size} clusters are left`);
}

function distanceOf(linkage: Linkage, x: Matrix, a: Cluster, b: Cluster): number {
  if (linkage === 'single' || linkage === 'complete') {
    const pairs = a.members.flatMap((i) =>
      b.members.map((j) => euclidean(rowOf(x, i), rowOf(x, j))),
    );
    return linkage === 'single' ? Math.min(...pairs) : Math.max(...pairs);
  }
  const apart = euclidean(a.centroid, b.centroid);
  const [as, bs] = [a.members.length, b.members.length];
  return linkage === 'ward' ? Math.sqrt((2 * as * bs) / (as + bs)) * apart : apart;
}

export function euclidean(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let d = 0; d < a.length; d++) sum += (a[d] - b[d]) ** 2;
  return Math.sqrt(sum);
}

function clusterOf(x: Matrix, members: readonly number[]): Cluster {
  const centroid = Array.from({ length: x.cols }, (_, d) =>
    members.reduce((sum, i) => sum + x.data[i * x.cols + d] / members.length, 0),
  );
  return { members, centroid };
}
