import { useCallback, useMemo } from 'react';
import { type Cluster, clustersAt } from '../../core/cluster/cut-tree.ts';
import { typicalMembers } from '../../core/cluster/typical-members.ts';
import { clusterNameKey } from '../../core/dataset/apply-decisions.ts';
import type { LoopHooks } from '../../core/loop-hooks.ts';
import { pictureById } from '../../state/selectors.ts';
import { useApp } from '../app-context.ts';
import { useSliced } from '../shared/use-sliced.ts';
import { type ClusterFace, clusterFace } from './cluster-face.ts';

/** The clusters of the present cut, the biggest first. */
export function useClusters(): readonly Cluster[] {
  const { method, k } = useApp((s) => s.recipe.cut);
  const tree = useApp((s) => s.trees[method]?.tree);
  return useMemo(() => (tree ? clustersAt(tree, Math.min(k, tree.leaves)) : []), [tree, k]);
}

/** Tells a node of the present tree from every other tree's. */
export function useClusterKey(): (node: number) => string {
  const treeKey = useApp((s) => s.trees[s.recipe.cut.method]?.key) ?? '';
  return (node) => clusterNameKey({ treeKey, node });
}

export function useClusterName(node: number): string | undefined {
  return useApp((s) => {
    const treeKey = s.trees[s.recipe.cut.method]?.key;
    return treeKey ? s.decided.clusterNames.get(clusterNameKey({ treeKey, node })) : undefined;
  });
}

/**
 * The face of the cluster of some rows of the codes, a moment late: a component that shows it is of one cluster for
 * good, so that no other's pictures stand under its name.
 */
export function useClusterFace(members: Int32Array): ClusterFace | undefined {
  const codes = useApp((s) => s.codes?.matrix);
  const pictures = useApp((s) => s.features?.pictures);
  const records = useApp((s) => s.records);
  const byId = useApp(pictureById);
  const { removed, labels } = useApp((s) => s.decided);
  const typical = useSliced(
    useCallback(
      async (hooks) => (codes ? typicalMembers(codes, members, hooks) : members),
      [codes, members],
    ),
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: the map stays the same when what is known of a picture changes
  const face = useCallback(
    async (hooks: LoopHooks) =>
      typical && pictures && clusterFace(typical, { pictures, byId, removed, labels }, hooks),
    [typical, pictures, records, byId, removed, labels],
  );
  return useSliced(face);
}
