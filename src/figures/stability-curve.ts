import type { StabilityCurve } from '../core/cluster/stability.ts';
import type { ClusterMethod } from '../core/cluster/tree.ts';
import type { ScoreCurve } from '../core/metrics/score-curve.ts';
import { type LineChartLayout, type LineSeries, layoutLineChart } from './line-chart-layout.ts';
import { formatNumber } from './number-format.ts';
import type { FigureSize } from './plot-area.ts';
import { valueRange } from './value-range.ts';

export interface StabilityData {
  readonly curve: StabilityCurve;
  /** That grew the tree. */
  readonly method: ClusterMethod;
  /** Of the same tree, where there are labels. */
  readonly scores: ScoreCurve | undefined;
  /** The present cut. */
  readonly k: number | undefined;
}

/** How well a cut survives resampling, beside how well it agrees with the labels, against the number of clusters. */
export function layoutStabilityCurve(
  { curve, method, scores, k }: StabilityData,
  size: FigureSize,
): LineChartLayout {
  const ks = valueRange([curve.k]);
  const best = curve.mean.reduce((at, v, i) => (v > (curve.mean[at] ?? -1) ? i : at), 0);
  const title = 'Stability against number of clusters';
  const peak =
    curve.k.length > 0
      ? `steadiest at ${formatNumber(curve.k[best] ?? 0)} clusters with a mean adjusted Rand index of ${formatNumber(curve.mean[best] ?? 0, 2)}`
      : 'nothing computed yet';
  return layoutLineChart(
    {
      title,
      description: `${title}; ${peak}.`,
      x: {
        kind: 'log',
        domain: ks && ks.high > ks.low ? [Math.max(1, ks.low), ks.high] : [1, 100],
        title: 'Number of clusters k (count)',
        isCount: true,
      },
      y: {
        kind: 'linear',
        domain: [Math.min(0, Math.floor((valueRange([curve.low])?.low ?? 0) * 10) / 10), 1],
        title: 'Agreement (1 = same)',
      },
      series: [
        {
          id: 'stability',
          label: 'ARI of resamples, 10–90 %',
          tone: 'stability',
          marker: 'circle',
          x: curve.k,
          y: curve.mean,
          low: curve.low,
          high: curve.high,
          uncertainty: 'band',
        },
        ...(scores && ks ? [agreementWithin(ks, scores, method)] : []),
      ],
      emptyNotice: 'Press Measure stability to cluster ten subsamples and compare their cuts',
      cursor: k === undefined ? undefined : { value: k, label: `k = ${formatNumber(k)}` },
    },
    size,
  );
}

function agreementWithin(
  { low, high }: { readonly low: number; readonly high: number },
  { k, nmi }: ScoreCurve,
  tone: ClusterMethod,
): LineSeries {
  const from = k.findIndex((count) => count >= low);
  const to = k.findLastIndex((count) => count <= high) + 1;
  return {
    id: 'agreement',
    label: 'NMI with the labels',
    tone,
    dash: '5 3',
    x: k.subarray(from, to),
    y: nmi.subarray(from, to),
  };
}
