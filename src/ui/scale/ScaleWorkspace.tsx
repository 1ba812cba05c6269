import { Tabs } from '@base-ui/react/tabs';
import { ScanText, TriangleAlert } from 'lucide-react';
import { leakWarnings } from '../../core/scale/label-leak.ts';
import { labelLeaksOf } from '../../state/label-leaks.ts';
import { presentPictures } from '../../state/selectors.ts';
import { useApp } from '../app-context.ts';
import { Button } from '../shared/Button.tsx';
import { EmptyState } from '../shared/EmptyState.tsx';
import tabs from '../shared/Tabs.module.css';
import { WorkspacePage } from '../shared/WorkspacePage.tsx';
import { countOf, formatCount } from '../shared/words.ts';
import { LabelLeaks } from './LabelLeaks.tsx';
import { ReviewQueue } from './ReviewQueue.tsx';
import { ScaleRangePanel } from './ScaleRangePanel.tsx';
import { ScaleTable } from './ScaleTable.tsx';
import styles from './ScaleWorkspace.module.css';
import { scaleOverview } from './scale-pictures.ts';

/** How large what the pictures show is: read, reviewed, tabulated, and chosen from. */
export function ScaleWorkspace() {
  const count = useApp((s) => presentPictures(s).length);
  const { known, sized, waiting, unsure, without } = useApp(scaleOverview);
  const showStage = useApp((s) => s.showStage);
  const readScales = useApp((s) => s.readScales);
  const isReading = useApp((s) => s.jobs.some(({ kind }) => kind === 'scales'));
  const isLeaking = useApp((s) => leakWarnings(labelLeaksOf(s)).length > 0);
  if (count === 0) {
    return (
      <EmptyState
        title="How large is what the pictures show?"
        actions={
          <Button kind="primary" onClick={() => showStage('images')}>
            Go to Images
          </Button>
        }
      >
        <p>
          Scales are read from the microscope’s metadata, else from the bar printed on the picture.
          Add pictures first.
        </p>
      </EmptyState>
    );
  }
  return (
    <WorkspacePage
      summary={
        <>
          {formatCount(known)} of {countOf(count, 'picture')} with a scale, {formatCount(sized)}{' '}
          with a pixel size.
          {waiting > 0 &&
            ` ${formatCount(waiting)} ${waiting === 1 ? 'is' : 'are'} still to be read.`}
        </>
      }
      actions={
        waiting > 0 &&
        !isReading && (
          <Button icon={<ScanText aria-hidden />} onClick={() => void readScales()}>
            Read the scales
          </Button>
        )
      }
    >
      <Tabs.Root className={styles.tabsRoot} defaultValue="table">
        <Tabs.List className={tabs.tabs} aria-label="Scales">
          <Tabs.Tab value="table" className={tabs.tab}>
            Scales by category
          </Tabs.Tab>
          <Tabs.Tab value="range" className={tabs.tab}>
            Working subset
          </Tabs.Tab>
          <Tabs.Tab value="review" className={tabs.tab}>
            To review ({formatCount(unsure.length)} unsure, {formatCount(without.length)} without)
          </Tabs.Tab>
          <Tabs.Tab value="leaks" className={tabs.tab}>
            Scale and category{' '}
            {isLeaking && (
              <TriangleAlert className={styles.alert} role="img" aria-label="Warning" />
            )}
          </Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="table" className={styles.panel}>
          <ScaleTable />
        </Tabs.Panel>
        <Tabs.Panel value="leaks" className={styles.panel}>
          <LabelLeaks />
        </Tabs.Panel>
        <Tabs.Panel value="range" className={styles.panel}>
          <ScaleRangePanel />
        </Tabs.Panel>
        <Tabs.Panel value="review" className={styles.panel}>
          <ReviewQueue unsure={unsure} without={without} />
        </Tabs.Panel>
      </Tabs.Root>
    </WorkspacePage>
  );
}
