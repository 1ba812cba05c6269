import type { Tree } from '../cluster/tree.ts';

/** One node on the way from the root of a tree to a cluster. */
export interface ClusterStep {
  readonly node: number;
  /** Given by a person. */
  readonly name: string | null;
}

/** Of a longer path so many steps from the root and so many before its cluster are listed, whatever is between. */
const ENDS = { first: 16, last: 16 };

/** What is known of a tree's nodes besides their merges. */
export interface KnownNodes {
  readonly nameOf: (node: number) => string | undefined;
  /** Nodes that a path lists wherever they are on it, as it does those that have a name. */
  readonly chosen?: ReadonlySet<number> | undefined;
}

/**
 * For each point the nodes from the root down to its cluster at `k` clusters: all of them up to 32 steps, of more the
 * first 16, the last 16, and those between that have a name or are chosen. So a tree that is one long chain has no
 * more than linear paths. Points of one cluster share one array.
 * @throws {RangeError} if `k` is not an integer in `[1, leaves]`.
 */
export function clusterPathsAt(
  tree: Tree,
  k: number,
  known: KnownNodes,
): readonly (readonly ClusterStep[])[] {
  const { leaves, left, right } = tree;
  if (!Number.isInteger(k) || k < 1 || k > leaves) {
    throw new RangeError(`cannot cut ${leaves} points into ${k} clusters`);
  }
  const ways = new Ways(leaves, known);
  for (let t = leaves - 2; t >= leaves - k; t--) {
    for (const child of [left[t], right[t]]) ways.add(child, leaves + t);
  }
  const paths: (readonly ClusterStep[])[] = Array.from({ length: 2 * leaves - k });
  for (let node = paths.length - 1; node >= 0; node--) {
    paths[node] ??= ways.to(node);
    if (node < leaves) continue;
    for (const child of [left[node - leaves], right[node - leaves]]) paths[child] = paths[node];
  }
  return paths.slice(0, leaves);
}

/** Each node's way from the root, from which those below it share what can't be left out. */
class Ways {
  private readonly known: KnownNodes;
  private readonly parent: Int32Array;
  private readonly depth: Int32Array;
  /** The last of the first steps that are always listed. */
  private readonly gate: Int32Array;
  /** The lowest node on the way that is always listed, or -1. */
  private readonly kept: Int32Array;
  private readonly steps: ClusterStep[] = [];

  constructor(leaves: number, known: KnownNodes) {
    const nodes = 2 * leaves - 1;
    this.known = known;
    this.parent = new Int32Array(nodes).fill(-1);
    this.depth = new Int32Array(nodes);
    this.gate = new Int32Array(nodes);
    this.kept = new Int32Array(nodes).fill(-1);
    this.add(nodes - 1, -1);
  }

  /** Parents before their children. */
  add(node: number, parent: number): void {
    const { depth, gate, kept, known } = this;
    const name = known.nameOf(node) ?? null;
    const isKept = name !== null || known.chosen?.has(node);
    this.steps[node] = { node, name };
    this.parent[node] = parent;
    depth[node] = parent < 0 ? 0 : depth[parent] + 1;
    gate[node] = depth[node] < ENDS.first ? node : gate[parent];
    kept[node] = isKept ? node : parent < 0 ? -1 : kept[parent];
  }

  to(end: number): readonly ClusterStep[] {
    const { parent, depth, gate, kept, steps } = this;
    const isWhole = depth[end] < ENDS.first + ENDS.last;
    const path: ClusterStep[] = [];
    let node = end;
    for (; node >= 0 && (isWhole || path.length < ENDS.last); node = parent[node]) {
      path.push(steps[node]);
    }
    if (!isWhole) {
      for (node = kept[node]; node >= 0 && depth[node] >= ENDS.first; node = kept[parent[node]]) {
        path.push(steps[node]);
      }
      for (node = gate[end]; node >= 0; node = parent[node]) path.push(steps[node]);
    }
    return path.reverse();
  }
}
