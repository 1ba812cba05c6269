import type { ClusterMethod, Tree } from './tree.ts';

/** Merges named by any one point of each side, with heights, in the order they were found. */
export interface Edges {
  readonly a: Int32Array<ArrayBuffer>;
  readonly b: Int32Array<ArrayBuffer>;
  readonly height: Float64Array<ArrayBuffer>;
}

export function emptyEdges(points: number): Edges {
  const merges = Math.max(0, points - 1);
  return {
    a: new Int32Array(merges),
    b: new Int32Array(merges),
    height: new Float64Array(merges),
  };
}

/**
 * Numbers the merges scipy's way, the smaller node id on the left. `order` says whether they are sorted
 * by height first (stable) or kept as found, for the methods whose heights may fall.
 */
export function treeFromEdges(
  method: ClusterMethod,
  edges: Edges,
  order: 'by-height' | 'as-found',
): Tree {
  const merges = edges.height.length;
  const leaves = merges + 1;
  const sequence = Uint32Array.from({ length: merges }, (_, i) => i);
  if (order === 'by-height') {
    sequence.sort((i, j) => edges.height[i] - edges.height[j] || i - j);
  }
  const tree = blankTree(method, leaves);
  const sets = new DisjointSets(leaves);
  const nodeOf = Int32Array.from({ length: leaves }, (_, i) => i);
  for (let t = 0; t < merges; t++) {
    const e = sequence[t];
    const a = sets.find(edges.a[e]);
    const b = sets.find(edges.b[e]);
    tree.left[t] = Math.min(nodeOf[a], nodeOf[b]);
    tree.right[t] = Math.max(nodeOf[a], nodeOf[b]);
    tree.height[t] = edges.height[e];
    const root = sets.join(a, b);
    nodeOf[root] = leaves + t;
    tree.size[t] = sets.sizeOf(root);
  }
  return tree;
}

export function blankTree(method: ClusterMethod, leaves: number) {
  const merges = Math.max(0, leaves - 1);
  return {
    method,
    leaves,
    left: new Int32Array(merges),
    right: new Int32Array(merges),
    height: new Float64Array(merges),
    size: new Int32Array(merges),
  } satisfies Tree;
}

/** Union by size with path halving. */
export class DisjointSets {
  private readonly parent: Int32Array;
  private readonly size: Int32Array;

  constructor(count: number) {
    this.parent = Int32Array.from({ length: count }, (_, i) => i);
    this.size = new Int32Array(count).fill(1);
  }

  find(item: number): number {
    const { parent } = this;
    let i = item;
    while (parent[i] !== i) {
      parent[i] = parent[parent[i]];
      i = parent[i];
    }
    return i;
  }

  /** Joins two roots; returns the one that remains. */
  join(a: number, b: number): number {
    const [large, small] = this.size[a] >= this.size[b] ? [a, b] : [b, a];
    this.parent[small] = large;
    this.size[large] += this.size[small];
    return large;
  }

  sizeOf(root: number): number {
    return this.size[root];
  }
}
