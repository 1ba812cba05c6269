import { clusterNameKey } from '../../core/dataset/apply-decisions.ts';
import { useApp } from '../app-context.ts';
import { useClusters } from '../clusters/cluster-faces.ts';
import { formatCount } from '../shared/words.ts';
import { CheckList } from './CheckList.tsx';

interface ClusterPickerProps {
  readonly chosen: ReadonlySet<number>;
  onChange(chosen: ReadonlySet<number>): void;
}

export function ClusterPicker({ chosen, onChange }: ClusterPickerProps) {
  const clusters = useClusters();
  const treeKey = useApp((s) => s.trees[s.recipe.cut.method]?.key) ?? '';
  const names = useApp((s) => s.decided.clusterNames);
  if (clusters.length === 0) return <p>There are no clusters yet: grow the trees first.</p>;
  const items = clusters.map(({ node, members }, i) => ({
    key: node,
    title: names.get(clusterNameKey({ treeKey, node })) ?? `Cluster ${i + 1}`,
    note: formatCount(members.length),
  }));
  return <CheckList label="Clusters" items={items} chosen={chosen} onChange={onChange} />;
}
