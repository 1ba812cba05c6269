import type { Tree } from './tree.ts';

/** One cluster of a cut. */
export interface Cluster {
  /** Node of the tree: below `leaves` a single point. Stays the same for every cut that has this cluster. */
  readonly node: number;
  /** Points, ascending. */
  readonly members: Int32Array<ArrayBuffer>;
}

/**
 * Cluster of each point at exactly `k` clusters, numbered by first appearance: the last `k - 1` merges
 * are undone, in merge order.
 * @throws {RangeError} if `k` is not an integer in `[1, leaves]`; a tree without leaves has no cut but 0.
 */
export function cutTree(tree: Tree, k: number): Int32Array<ArrayBuffer> {
  const top = topNodes(tree, k);
  const labels = new Int32Array(tree.leaves);
  const labelOf = new Int32Array(2 * tree.leaves).fill(-1);
  let count = 0;
  for (let i = 0; i < tree.leaves; i++) {
    if (labelOf[top[i]] < 0) labelOf[top[i]] = count++;
    labels[i] = labelOf[top[i]];
  }
  return labels;
}

/**
 * The `k` clusters of a cut, the biggest first, equals by node.
 * @throws {RangeError} as `cutTree`.
 */
export function clustersAt(tree: Tree, k: number): readonly Cluster[] {
  const top = topNodes(tree, k);
  const { leaves, size } = tree;
  const all = new Int32Array(leaves);
  const from = new Int32Array(2 * leaves).fill(-1);
  const end = new Int32Array(2 * leaves);
  const clusters: Cluster[] = [];
  let taken = 0;
  for (let point = 0; point < leaves; point++) {
    const node = top[point];
    if (from[node] < 0) {
      from[node] = taken;
      end[node] = taken;
      taken += node < leaves ? 1 : size[node - leaves];
      clusters.push({ node, members: all.subarray(from[node], taken) });
    }
    all[end[node]++] = point;
  }
  return clusters.sort((a, b) => b.members.length - a.members.length || a.node - b.node);
}

/** For each point the node of the cut that holds it. */
function topNodes({ leaves, left, right }: Tree, k: number): Int32Array {
  if (!Number.isInteger(k) || k < Math.min(1, leaves) || k > leaves) {
    throw new RangeError(`cannot cut ${leaves} points into ${k} clusters`);
  }
  const merges = leaves - k;
  const top = new Int32Array(leaves + merges);
  for (let node = 0; node < top.length; node++) top[node] = node;
  for (let t = merges - 1; t >= 0; t--) {
    top[left[t]] = top[leaves + t];
    top[right[t]] = top[leaves + t];
  }
  return top.subarray(0, leaves);
}
