import { ArrowLeft } from 'lucide-react';
import { useMemo } from 'react';
import { leavesUnder } from '../../core/cluster/leaves-under.ts';
import type { PictureRecord } from '../../core/dataset/picture.ts';
import { useApp } from '../app-context.ts';
import { Button } from '../shared/Button.tsx';
import { EmptyState } from '../shared/EmptyState.tsx';
import { PictureGrid } from '../shared/PictureGrid.tsx';
import { countOf } from '../shared/words.ts';
import styles from './ClustersWorkspace.module.css';
import { ClusterTools } from './ClusterTools.tsx';
import { useClusterFace, useClusterKey, useClusterName, useClusters } from './cluster-faces.ts';
import { clusterTitle } from './node-words.ts';

/** All pictures of one cluster, the most typical first. */
export function OpenCluster() {
  const node = useApp((s) => s.openCluster) ?? 0;
  const keyOf = useClusterKey();
  return <OpenNode key={keyOf(node)} node={node} />;
}

function OpenNode({ node }: { readonly node: number }) {
  const tree = useApp((s) => s.trees[s.recipe.cut.method]?.tree);
  const showCluster = useApp((s) => s.showCluster);
  const name = useClusterName(node);
  const rank = useClusters().findIndex((cluster) => cluster.node === node) + 1;
  const members = useMemo(() => (tree ? leavesUnder(tree, node) : NOBODY), [tree, node]);
  const face = useClusterFace(members);
  const records = face?.records ?? NOT_YET;
  return (
    <section className={styles.open} aria-label="Cluster">
      <header className={styles.openHead}>
        <Button icon={<ArrowLeft aria-hidden />} onClick={() => showCluster(undefined)}>
          All clusters
        </Button>
        <h2 className={styles.openTitle}>{clusterTitle({ name, rank }) ?? 'Branch of the tree'}</h2>
        <span className={styles.count}>
          {countOf(face?.records.length ?? members.length, 'picture')}
        </span>
        <span className={styles.mix}>{face?.mix}</span>
        <ClusterTools node={node} records={records} name={name} />
      </header>
      <PictureGrid
        label="Pictures of the cluster"
        pictures={records}
        empty={
          face && (
            <EmptyState title="No picture is left here">
              <p>The pictures of this cluster were removed.</p>
            </EmptyState>
          )
        }
      />
    </section>
  );
}

const NOBODY = new Int32Array(0);
const NOT_YET: readonly PictureRecord[] = [];
