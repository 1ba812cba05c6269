import { useMemo } from 'react';
import { type Cluster, clustersAt } from '../../core/cluster/cut-tree.ts';
import { clusterNameKey } from '../../core/dataset/apply-decisions.ts';
import type { PictureId, PictureRecord } from '../../core/dataset/picture.ts';
import { labelOf, pictureById } from '../../state/selectors.ts';
import { useApp } from '../app-context.ts';
import { displayLabel } from '../shared/words.ts';

/** The clusters of the present cut, the biggest first. */
export function useClusters(): readonly Cluster[] {
  const { method, k } = useApp((s) => s.recipe.cut);
  const tree = useApp((s) => s.trees[method]?.tree);
  return useMemo(() => (tree ? clustersAt(tree, Math.min(k, tree.leaves)) : []), [tree, k]);
}

export function useClusterName(node: number): string | undefined {
  return useApp((s) => {
    const treeKey = s.trees[s.recipe.cut.method]?.key;
    return treeKey ? s.decided.clusterNames.get(clusterNameKey({ treeKey, node })) : undefined;
  });
}

/** The pictures of some rows of the codes, less those removed since. */
export function useRowPictures(rows: Int32Array): readonly PictureRecord[] {
  const pictures = useApp((s) => s.features?.pictures);
  const byId = useApp(pictureById);
  const removed = useApp((s) => s.decided.removed);
  return useMemo(() => {
    const ids = Array.from(rows, (row) => pictures?.[row]);
    return ids
      .filter((id): id is PictureId => id !== undefined && !removed.has(id))
      .map((id) => byId.get(id))
      .filter((record) => record !== undefined);
  }, [rows, pictures, byId, removed]);
}

/** "31 Nanowires, 2 Fibres, 4 without a label". */
export function useLabelMix(records: readonly PictureRecord[]): string {
  const labels = useApp((s) => s.decided.labels);
  return useMemo(() => {
    const counts = new Map<string, number>();
    for (const record of records) {
      const name = labelOf(record, labels)?.name;
      const shown = name === undefined ? 'without a label' : displayLabel(name);
      counts.set(shown, (counts.get(shown) ?? 0) + 1);
    }
    const sorted = [...counts].sort(([, a], [, b]) => b - a);
    return sorted.map(([name, count]) => `${count} ${name}`).join(', ');
  }, [records, labels]);
}
