import { Download } from 'lucide-react';
import { useState } from 'react';
import type { SubsetCriterion } from '../../core/export/subset.ts';
import { subsetJson } from '../../core/export/subset-json.ts';
import { presentPictures } from '../../state/selectors.ts';
import { slicedHooks } from '../../state/sliced-hooks.ts';
import { subsetInSlices } from '../../state/subset.ts';
import { useApp, useAppContext } from '../app-context.ts';
import { useClusters } from '../clusters/cluster-faces.ts';
import { Button } from '../shared/Button.tsx';
import { Choice } from '../shared/Choice.tsx';
import { download } from '../shared/download.ts';
import { EmptyState } from '../shared/EmptyState.tsx';
import { Panel } from '../shared/Panel.tsx';
import { CategoryPicker } from './CategoryPicker.tsx';
import { ClusterPicker } from './ClusterPicker.tsx';
import styles from './ExportWorkspace.module.css';
import { ScalePicker } from './ScalePicker.tsx';
import { SubsetSummary } from './SubsetSummary.tsx';
import { useSubset } from './use-subset.ts';

type By = SubsetCriterion['by'];

const WAYS = [
  { value: 'all', label: 'All pictures' },
  { value: 'category', label: 'By category' },
  { value: 'cluster', label: 'By cluster' },
  { value: 'scale', label: 'By printed scale' },
  { value: 'selection', label: 'The selected pictures' },
] as const satisfies readonly { readonly value: By; readonly label: string }[];

/** What to do where no picture is chosen. */
const NOTHING: Record<By, string> = {
  all: 'There are no pictures. Add some in Images.',
  category: 'No picture has one of the ticked labels. Tick the labels that you want.',
  cluster: 'No cluster is ticked. Tick those that you want.',
  scale: 'No picture has a printed scale in this range. Widen the range.',
  selection: 'No picture is selected. Select some in Images, on the Map or in Clusters.',
};

export function ExportWorkspace() {
  const isEmpty = useApp((s) => presentPictures(s).length === 0);
  const showStage = useApp((s) => s.showStage);
  if (isEmpty) {
    return (
      <EmptyState
        title="Take the labelled pictures elsewhere"
        actions={
          <Button kind="primary" onClick={() => showStage('images')}>
            Go to Images
          </Button>
        }
      >
        <p>A subset is a JSON file that says of each picture what it is and who says so.</p>
      </EmptyState>
    );
  }
  return <SubsetExport />;
}

function SubsetExport() {
  const { store } = useAppContext();
  const [by, setBy] = useState<By>('all');
  const [labels, setLabels] = useState<ReadonlySet<string>>(new Set());
  const [nodes, setNodes] = useState<ReadonlySet<number>>(new Set());
  const [scale, setScale] = useState({ fromNm: 1000, toNm: 2000 });
  const { method, k } = useApp((s) => s.recipe.cut);
  const clusters = useClusters();
  const criterion = criterionOf(by, {
    labels: [...labels],
    cluster: { method, k: Math.max(1, Math.min(k, clusters.length)), nodes: [...nodes] },
    scale,
  });
  const subset = useSubset(criterion);
  const save = async () => {
    const hooks = slicedHooks(new AbortController().signal);
    const saved = await subsetInSlices(store.getState(), criterion, hooks);
    const pieces: Blob[] = [];
    for await (const piece of subsetJson(saved, hooks)) pieces.push(new Blob([piece]));
    download('semscape-subset.json', pieces, 'application/json');
  };
  return (
    <div className={styles.export}>
      <Panel title="Which pictures" className={styles.which}>
        <div className={styles.settings}>
          <Choice label="Subset" value={by} options={WAYS} onChange={(way) => setBy(way)} />
          {by === 'category' && <CategoryPicker chosen={labels} onChange={setLabels} />}
          {by === 'cluster' && <ClusterPicker chosen={nodes} onChange={setNodes} />}
          {by === 'scale' && <ScalePicker range={scale} onChange={setScale} />}
        </div>
      </Panel>
      <Panel
        title="Labelled subset"
        className={styles.subset}
        tools={
          <Button
            kind="primary"
            icon={<Download aria-hidden />}
            disabled={!subset || subset.pictures.length === 0}
            onClick={() => void save()}
          >
            Download JSON
          </Button>
        }
      >
        {subset && subset.pictures.length === 0 && <p>{NOTHING[by]}</p>}
        {subset && subset.pictures.length > 0 && <SubsetSummary subset={subset} />}
      </Panel>
    </div>
  );
}

interface Choices {
  readonly labels: readonly string[];
  readonly cluster: Omit<Extract<SubsetCriterion, { by: 'cluster' }>, 'by'>;
  readonly scale: { readonly fromNm: number; readonly toNm: number };
}

function criterionOf(by: By, { labels, cluster, scale }: Choices): SubsetCriterion {
  switch (by) {
    case 'category':
      return { by, labels };
    case 'cluster':
      return { by, ...cluster };
    case 'scale':
      return { by, ...scale };
    default:
      return { by };
  }
}
