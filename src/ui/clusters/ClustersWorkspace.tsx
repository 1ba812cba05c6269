import { Play } from 'lucide-react';
import { useApp } from '../app-context.ts';
import { Button } from '../shared/Button.tsx';
import { EmptyState } from '../shared/EmptyState.tsx';
import { WholeWayButton } from '../shared/WholeWayButton.tsx';
import { ClusterFigures } from './ClusterFigures.tsx';
import styles from './ClustersWorkspace.module.css';
import { ClusterWall } from './ClusterWall.tsx';
import { CutControls } from './CutControls.tsx';
import { OpenCluster } from './OpenCluster.tsx';

export function ClustersWorkspace() {
  const hasCodes = useApp((s) => s.codes !== undefined);
  const hasTree = useApp((s) => s.trees[s.recipe.cut.method] !== undefined);
  const isGrowing = useApp((s) => s.jobs.some(({ kind }) => kind === 'trees'));
  const isOpen = useApp((s) => s.openCluster !== undefined);
  const growTrees = useApp((s) => s.growTrees);
  if (!hasCodes) {
    return (
      <EmptyState title="Which pictures belong together?" actions={<WholeWayButton />}>
        <p>
          Clusters are found among the codes: first take features and train the autoencoder, or run
          the whole way from here.
        </p>
      </EmptyState>
    );
  }
  if (!hasTree) {
    return (
      <EmptyState
        title={isGrowing ? 'The trees are growing' : 'Which pictures belong together?'}
        actions={
          <Button
            kind="primary"
            icon={<Play aria-hidden />}
            disabled={isGrowing}
            onClick={() => void growTrees()}
          >
            Grow the trees
          </Button>
        }
      >
        <p>
          Single, complete, centroid and Ward linkage and density peaks, each scored against the
          labels at every number of clusters.
        </p>
      </EmptyState>
    );
  }
  return (
    <div className={styles.clusters}>
      <CutControls />
      {isOpen ? (
        <OpenCluster />
      ) : (
        <>
          <ClusterFigures />
          <ClusterWall />
        </>
      )}
    </div>
  );
}
