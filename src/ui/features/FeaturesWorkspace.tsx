import { Play } from 'lucide-react';
import { presentPictures } from '../../state/selectors.ts';
import { useApp } from '../app-context.ts';
import { Button } from '../shared/Button.tsx';
import { EmptyState } from '../shared/EmptyState.tsx';
import { WorkspacePage } from '../shared/WorkspacePage.tsx';
import { CodesPart } from './CodesPart.tsx';
import { DimensionPart } from './DimensionPart.tsx';
import styles from './FeaturesWorkspace.module.css';
import { NetworkPart } from './NetworkPart.tsx';

export function FeaturesWorkspace() {
  const isEmpty = useApp((s) => presentPictures(s).length === 0);
  const runAll = useApp((s) => s.runAll);
  const showStage = useApp((s) => s.showStage);
  const isRunning = useApp((s) =>
    s.jobs.some(({ kind }) => ['features', 'dimension', 'codes', 'trees'].includes(kind)),
  );
  if (isEmpty) {
    return (
      <EmptyState
        title="What do the pictures have in common?"
        actions={
          <Button kind="primary" onClick={() => showStage('images')}>
            Go to Images
          </Button>
        }
      >
        <p>A network turns each picture into a row of features. Add pictures first.</p>
      </EmptyState>
    );
  }
  return (
    <WorkspacePage
      summary="Pictures become features, features become codes, codes become clusters. Each step is kept: what was computed once is not computed again."
      actions={
        <Button
          kind="primary"
          icon={<Play aria-hidden />}
          disabled={isRunning}
          onClick={() => void runAll()}
        >
          Run the whole way
        </Button>
      }
    >
      <div className={styles.parts}>
        <NetworkPart />
        <DimensionPart />
        <CodesPart />
      </div>
    </WorkspacePage>
  );
}
