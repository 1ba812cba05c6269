import type { ClusterMethod, Tree } from '../core/cluster/tree.ts';
import type { LinkedTree } from '../protocol/analysis.ts';
import type { Services } from './services.ts';

type Storage = Services['storage'];
type Ints = Int32Array<ArrayBuffer>;
type Doubles = Float64Array<ArrayBuffer>;

export interface StoredTree extends LinkedTree {
  /** Version of the program that grew it; undefined where it was not kept. */
  readonly semscape: string | undefined;
}

interface TreeMeta extends Pick<StoredTree, 'semscape'> {
  readonly leaves: number;
  /** Density peaks only. */
  readonly cutoff?: number;
}

export async function readTree(
  storage: Storage,
  { key, method }: { readonly key: string; readonly method: ClusterMethod },
  signal: AbortSignal,
): Promise<StoredTree | undefined> {
  const stored = await storage.artefact(key, { signal });
  if (!stored) return undefined;
  const { leaves, cutoff, semscape } = stored.meta as TreeMeta;
  const { left, right, height, size, rho, delta, parent } = stored.arrays;
  const tree: Tree = {
    method,
    leaves,
    left: left as Ints,
    right: right as Ints,
    height: height as Doubles,
    size: size as Ints,
  };
  if (cutoff === undefined) return { tree, decision: undefined, semscape };
  const decision = { cutoff, rho: rho as Doubles, delta: delta as Doubles, parent: parent as Ints };
  return { tree, decision, semscape };
}

/** Copies what it stores: the caller's arrays stay usable. */
export async function storeTree(
  storage: Storage,
  key: string,
  { tree, decision, semscape }: StoredTree,
  signal: AbortSignal,
): Promise<void> {
  const { leaves, left, right, height, size } = tree;
  const merges = { left, right, height, size };
  const peaks = decision && { rho: decision.rho, delta: decision.delta, parent: decision.parent };
  const arrays = Object.entries({ ...merges, ...peaks }).map(([name, a]) => [name, a.slice()]);
  const meta: TreeMeta = { leaves, semscape, ...(decision && { cutoff: decision.cutoff }) };
  await storage.putArtefact(key, { meta, arrays: Object.fromEntries(arrays) }, { signal });
}
