import { useEffect } from 'react';
import { classifiers } from '../../state/classifier.ts';
import { labelCounts } from '../../state/selectors.ts';
import { useApp } from '../app-context.ts';
import { Button } from '../shared/Button.tsx';
import { EmptyState } from '../shared/EmptyState.tsx';
import { ClassifyPanel } from './ClassifyPanel.tsx';
import { RunCurves } from './RunCurves.tsx';
import { RunDetails } from './RunDetails.tsx';
import { RunSettings } from './RunSettings.tsx';
import { RunTable } from './RunTable.tsx';
import styles from './TrainWorkspace.module.css';

export function TrainWorkspace() {
  const labels = useApp(labelCounts);
  const runs = useApp((s) => s.runs);
  const showStage = useApp((s) => s.showStage);
  const listRuns = useApp((s) => s.listRuns);
  const prepare = useApp((s) => s.prepareNetwork);
  const projectId = useApp((s) => s.project?.id);
  useEffect(() => {
    if (projectId !== undefined) void listRuns();
  }, [listRuns, projectId]);
  useEffect(() => void prepare(), [prepare]);
  const canClassify = useApp((s) => classifiers(s).length > 0);
  if (labels.length < 2 && runs.length === 0 && !canClassify) {
    return (
      <EmptyState
        title="Teach a network your categories"
        actions={
          <Button kind="primary" onClick={() => showStage('images')}>
            Go to Images
          </Button>
        }
      >
        <p>
          Training needs pictures with at least two different labels. Put them in folders named
          after their categories, or select pictures and give them labels.
        </p>
      </EmptyState>
    );
  }
  return (
    <div className={styles.train}>
      <RunSettings />
      <div className={styles.results}>
        <RunCurves />
        <RunTable />
        <RunDetails />
        <ClassifyPanel />
      </div>
    </div>
  );
}
