import type { ClusterMethod } from '../core/cluster/tree.ts';
import type { ReferenceScenarios, ScoreCurve } from '../core/metrics/score-curve.ts';
import {
  type LineChartLayout,
  type LineSeries,
  layoutLineChart,
  type Marker,
} from './line-chart-layout.ts';
import { METHOD_NAMES } from './method-names.ts';
import { formatNumber } from './number-format.ts';
import type { FigureSize } from './plot-area.ts';
import { valueRange } from './value-range.ts';

export type ScoreMetric = 'nmi' | 'ari' | 'ami';

export interface ScoreCurvesData {
  readonly metric: ScoreMetric;
  /** One a method, in any order, as far as they are computed. */
  readonly curves: ReadonlyMap<ClusterMethod, ScoreCurve>;
  /** Shown beside NMI only, which is what they hold. */
  readonly scenarios: ReferenceScenarios | undefined;
  /** The present cut. */
  readonly k: number | undefined;
}

const METRIC_TITLES: Readonly<Record<ScoreMetric, string>> = {
  nmi: 'NMI (1 = agreement)',
  ari: 'ARI (1 = agreement)',
  ami: 'AMI (1 = agreement)',
};

const MARKERS: Readonly<Record<ClusterMethod, Marker>> = {
  single: 'cross',
  complete: 'square',
  centroid: 'triangle',
  ward: 'circle',
  'density-peaks': 'diamond',
};

const METHOD_ORDER = Object.keys(METHOD_NAMES) as ClusterMethod[];

function scenarioSeries({
  k,
  good,
  uniform,
  uniformLow,
  uniformHigh,
}: ReferenceScenarios): LineSeries[] {
  return [
    { id: 'good', label: 'Good scenario', tone: 'good', dash: '7 4', x: k, y: good },
    {
      id: 'uniform',
      label: 'Uniform scenario',
      tone: 'uniform',
      dash: '3 3',
      x: k,
      y: uniform,
      low: uniformLow,
      high: uniformHigh,
      uncertainty: 'band',
    },
  ];
}

function peakOf({ label, x, y }: LineSeries): string | undefined {
  let best = -1;
  for (let i = 0; i < y.length; i++) {
    if (Number.isFinite(y[i]) && (best < 0 || (y[i] ?? 0) > (y[best] ?? 0))) best = i;
  }
  if (best < 0) return undefined;
  const k = x[best] ?? 0;
  return `${label} peaks at ${formatNumber(y[best] ?? 0, 2)} with ${formatNumber(k)} cluster${k === 1 ? '' : 's'}`;
}

/** Figure 6: agreement with the labels against the number of clusters. */
export function layoutScoreCurves(data: ScoreCurvesData, size: FigureSize): LineChartLayout {
  const { metric, curves, scenarios, k } = data;
  const methods = METHOD_ORDER.flatMap((method): LineSeries[] => {
    const curve = curves.get(method);
    if (!curve) return [];
    const label = METHOD_NAMES[method];
    return [
      { id: method, label, tone: method, marker: MARKERS[method], x: curve.k, y: curve[metric] },
    ];
  });
  const series = [...methods, ...(metric === 'nmi' && scenarios ? scenarioSeries(scenarios) : [])];
  const ks = valueRange(series.map((s) => s.x));
  const lowest = valueRange(series.map((s) => s.y))?.low ?? 0;
  const peaks = methods.map(peakOf).filter((peak) => peak !== undefined);
  const title = `${metric.toUpperCase()} against number of clusters`;
  return layoutLineChart(
    {
      title,
      description: `${[title, ...peaks].join('; ')}.`,
      x: {
        kind: 'log',
        domain: ks && ks.high > ks.low ? [Math.max(1, ks.low), ks.high] : [1, 1000],
        title: 'Number of clusters k (count)',
        isCount: true,
      },
      y: {
        kind: 'linear',
        domain: [lowest < -0.005 ? Math.floor(lowest * 10) / 10 : 0, 1],
        title: METRIC_TITLES[metric],
      },
      series,
      emptyNotice: 'Label pictures in two categories at least: then the clusters are scored',
      cursor: k === undefined ? undefined : { value: k, label: `k = ${formatNumber(k)}` },
    },
    size,
  );
}
