import { MousePointerSquareDashed, Pencil, Tag } from 'lucide-react';
import { useState } from 'react';
import type { PictureRecord } from '../../core/dataset/picture.ts';
import { labelCounts } from '../../state/selectors.ts';
import { useApp } from '../app-context.ts';
import { Button } from '../shared/Button.tsx';
import { Hint } from '../shared/Hint.tsx';
import { TextDialog } from '../shared/TextDialog.tsx';
import { countOf } from '../shared/words.ts';
import styles from './ClustersWorkspace.module.css';

interface ClusterToolsProps {
  readonly node: number;
  readonly records: readonly PictureRecord[];
  readonly name: string | undefined;
}

/** Names a cluster, selects its pictures, or gives them its name as their label. */
export function ClusterTools({ node, records, name }: ClusterToolsProps) {
  const [isAsking, setIsAsking] = useState(false);
  const treeKey = useApp((s) => s.trees[s.recipe.cut.method]?.key);
  const nameCluster = useApp((s) => s.nameCluster);
  const setLabel = useApp((s) => s.setLabel);
  const select = useApp((s) => s.select);
  const labels = useApp(labelCounts);
  const ids = () => records.map(({ id }) => id);
  return (
    <div className={styles.rowTools}>
      <Hint text="Name this cluster">
        <Button
          kind="quiet"
          aria-label="Name this cluster"
          icon={<Pencil aria-hidden />}
          onClick={() => setIsAsking(true)}
        />
      </Hint>
      <Hint text={`Select ${countOf(records.length, 'picture')}`}>
        <Button
          kind="quiet"
          aria-label="Select its pictures"
          icon={<MousePointerSquareDashed aria-hidden />}
          onClick={() => select(ids())}
        />
      </Hint>
      <Hint text={name ? `Label its pictures “${name}”` : 'Name the cluster to label its pictures'}>
        <Button
          kind="quiet"
          aria-label="Label its pictures with the cluster’s name"
          icon={<Tag aria-hidden />}
          disabled={name === undefined}
          onClick={() => name !== undefined && void setLabel(ids(), name)}
        />
      </Hint>
      <TextDialog
        open={isAsking}
        title={`Name a cluster of ${countOf(records.length, 'picture')}`}
        label="Name"
        initial={name ?? ''}
        confirm="Name"
        suggestions={labels.map((label) => label.name)}
        onClose={() => setIsAsking(false)}
        onConfirm={(text) => treeKey && void nameCluster(treeKey, node, text)}
      />
    </div>
  );
}
