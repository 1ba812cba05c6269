import { ArrowLeft } from 'lucide-react';
import { useMemo } from 'react';
import { leavesUnder } from '../../core/cluster/leaves-under.ts';
import { typicalMembers } from '../../core/cluster/typical-members.ts';
import { useApp } from '../app-context.ts';
import { Button } from '../shared/Button.tsx';
import { EmptyState } from '../shared/EmptyState.tsx';
import { PictureGrid } from '../shared/PictureGrid.tsx';
import { countOf } from '../shared/words.ts';
import styles from './ClustersWorkspace.module.css';
import { ClusterTools } from './ClusterTools.tsx';
import { useClusterName, useLabelMix, useRowPictures } from './cluster-faces.ts';

/** All pictures of one cluster, the most typical first. */
export function OpenCluster() {
  const node = useApp((s) => s.openCluster) ?? 0;
  const tree = useApp((s) => s.trees[s.recipe.cut.method]?.tree);
  const codes = useApp((s) => s.codes?.matrix);
  const showCluster = useApp((s) => s.showCluster);
  const name = useClusterName(node);
  const members = useMemo(() => {
    if (!tree || !codes) return new Int32Array(0);
    return typicalMembers(codes, leavesUnder(tree, node));
  }, [tree, codes, node]);
  const records = useRowPictures(members);
  const mix = useLabelMix(records);
  return (
    <section className={styles.open} aria-label="Cluster">
      <header className={styles.openHead}>
        <Button icon={<ArrowLeft aria-hidden />} onClick={() => showCluster(undefined)}>
          All clusters
        </Button>
        <h2 className={styles.openTitle}>{name ?? 'Unnamed cluster'}</h2>
        <span className={styles.count}>{countOf(records.length, 'picture')}</span>
        <span className={styles.mix}>{mix}</span>
        <ClusterTools node={node} records={records} name={name} />
      </header>
      <PictureGrid
        label="Pictures of the cluster"
        pictures={records}
        empty={
          <EmptyState title="No picture is left here">
            <p>The pictures of this cluster were removed.</p>
          </EmptyState>
        }
      />
    </section>
  );
}
