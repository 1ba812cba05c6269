import { Tabs } from '@base-ui/react/tabs';
import { useCallback, useMemo, useState } from 'react';
import type { ClusterMethod } from '../../core/cluster/tree.ts';
import { nmiCsv } from '../../core/export/nmi-csv.ts';
import { stabilityCsv } from '../../core/export/stability-csv.ts';
import type { ScoreCurve } from '../../core/metrics/score-curve.ts';
import type { FigureSize } from '../../figures/plot-area.ts';
import { layoutScoreCurves, type ScoreMetric } from '../../figures/score-curves.ts';
import { layoutStabilityCurve } from '../../figures/stability-curve.ts';
import type { AppState } from '../../state/app-state.ts';
import { stabilityOf } from '../../state/stability.ts';
import { useApp } from '../app-context.ts';
import { LineFigure } from '../figures/LineFigure.tsx';
import { Choice } from '../shared/Choice.tsx';
import tabs from '../shared/Tabs.module.css';
import styles from './ClustersWorkspace.module.css';
import { DecisionFigure } from './DecisionFigure.tsx';
import { DendrogramFigure } from './DendrogramFigure.tsx';

const TABS = [
  { value: 'scores', title: 'Agreement with the labels', Figure: ScoresFigure },
  { value: 'tree', title: 'Tree', Figure: DendrogramFigure },
  { value: 'decision', title: 'Decision graph', Figure: DecisionFigure },
  { value: 'stability', title: 'Stability', Figure: StabilityFigure },
] as const;

export function ClusterFigures() {
  return (
    <Tabs.Root className={styles.figures} defaultValue="scores">
      <Tabs.List className={tabs.tabs} aria-label="Figures">
        {TABS.map(({ value, title }) => (
          <Tabs.Tab key={value} value={value} className={tabs.tab}>
            {title}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {TABS.map(({ value, Figure }) => (
        <Tabs.Panel key={value} value={value} className={styles.figure}>
          <Figure />
        </Tabs.Panel>
      ))}
    </Tabs.Root>
  );
}

const METRICS = [
  { value: 'nmi', label: 'NMI', note: 'as in the paper' },
  { value: 'ami', label: 'AMI', note: 'corrected for chance' },
  { value: 'ari', label: 'ARI', note: 'corrected for chance' },
] as const;

function ScoresFigure() {
  const scores = useApp((s) => s.scores);
  const scenarios = useApp((s) => s.scenarios);
  const k = useApp(shownK);
  const setCut = useApp((s) => s.setCut);
  const [metric, setMetric] = useState<ScoreMetric>('nmi');
  const curves = useMemo(
    () => new Map(Object.entries(scores) as [ClusterMethod, ScoreCurve][]),
    [scores],
  );
  const layout = useCallback(
    (size: FigureSize) => layoutScoreCurves({ metric, curves, scenarios, k }, size),
    [metric, curves, scenarios, k],
  );
  return (
    <LineFigure
      title="Agreement at every number of clusters"
      name="cluster-scores"
      xName="k"
      layout={layout}
      csv={() =>
        nmiCsv(
          [...curves].map(([method, curve]) => ({ method, curve })),
          scenarios,
        )
      }
      onPick={(at) => setCut({ k: at })}
      tools={
        <Choice
          label="Measure"
          labelHidden
          value={metric}
          options={METRICS}
          onChange={(chosen) => setMetric(chosen)}
        />
      }
    />
  );
}

function StabilityFigure() {
  const method = useApp((s) => s.recipe.cut.method);
  const k = useApp(shownK);
  const curve = useApp((s) => stabilityOf(s, method)) ?? NO_STABILITY;
  const scores = useApp((s) => s.scores[method]);
  const setCut = useApp((s) => s.setCut);
  const layout = useCallback(
    (size: FigureSize) => layoutStabilityCurve({ curve, method, scores, k }, size),
    [curve, method, scores, k],
  );
  return (
    <LineFigure
      title="How a cut survives resampling"
      name={`stability-${method}`}
      xName="k"
      layout={layout}
      csv={() => stabilityCsv([{ method, curve }])}
      onPick={(at) => setCut({ k: at })}
    />
  );
}

/** The cut as it is made: of few pictures there are no more clusters than those. */
function shownK({ recipe: { cut }, trees }: AppState): number {
  return Math.min(cut.k, trees[cut.method]?.tree.leaves ?? cut.k);
}

const NO_STABILITY = {
  k: new Int32Array(0),
  mean: new Float64Array(0),
  low: new Float64Array(0),
  high: new Float64Array(0),
};
