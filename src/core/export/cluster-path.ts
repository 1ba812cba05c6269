import type { Tree } from '../cluster/tree.ts';

/** One node on the way from the root of a tree to a cluster. */
export interface ClusterStep {
  readonly node: number;
  /** Given by a person. */
  readonly name: string | null;
}

/**
 * For each point the nodes from the root down to its cluster at `k` clusters. Points of one cluster share
 * one array.
 * @throws {RangeError} if `k` is not an integer in `[1, leaves]`.
 */
export function clusterPathsAt(
  { leaves, left, right }: Tree,
  k: number,
  nameOf: (node: number) => string | undefined,
): readonly (readonly ClusterStep[])[] {
  if (!Number.isInteger(k) || k < 1 || k > leaves) {
    throw new RangeError(`cannot cut ${leaves} points into ${k} clusters`);
  }
  const step = (node: number): ClusterStep => ({ node, name: nameOf(node) ?? null });
  const paths: (readonly ClusterStep[])[] = [];
  const root = 2 * leaves - 2;
  paths[root] = [step(root)];
  for (let t = leaves - 2; t >= 0; t--) {
    const path = paths[leaves + t];
    const isCut = t >= leaves - k;
    for (const child of [left[t], right[t]]) paths[child] = isCut ? [...path, step(child)] : path;
  }
  return paths.slice(0, leaves);
}
