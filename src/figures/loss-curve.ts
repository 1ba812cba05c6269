import { roundDomain } from './axis.ts';
import { type LineChartLayout, type LineSeries, layoutLineChart } from './line-chart-layout.ts';
import { formatNumber, formatSignificant } from './number-format.ts';
import type { FigureSize } from './plot-area.ts';
import { valueRange } from './value-range.ts';

export interface LossPoint {
  /** From 1. */
  readonly epoch: number;
  readonly trainLoss: number;
  readonly testLoss: number;
}

export interface LossCurveData {
  readonly epochs: readonly LossPoint[];
  /** How many will come, so that the axis stands still while they do. */
  readonly expectedEpochs: number;
  /** What the loss measures: 'mean squared error'. */
  readonly unit: string;
}

/** Past this ratio of the highest to the lowest loss the axis is logarithmic. */
const LOG_RATIO = 20;

function seriesOf(epochs: readonly LossPoint[]): LineSeries[] {
  const x = epochs.map((e) => e.epoch);
  return [
    { id: 'train', label: 'Training', tone: 'train', x, y: epochs.map((e) => e.trainLoss) },
    { id: 'test', label: 'Test', tone: 'test', dash: '6 3', x, y: epochs.map((e) => e.testLoss) },
  ];
}

function lossAxis(series: readonly LineSeries[]) {
  const losses = valueRange(series.map((s) => s.y));
  if (!losses) return { kind: 'linear', domain: [0, 1] } as const;
  if (losses.low > 0 && losses.high / losses.low > LOG_RATIO) {
    return { kind: 'log', domain: [losses.low / 1.1, losses.high * 1.1] } as const;
  }
  return { kind: 'linear', domain: roundDomain(Math.min(0, losses.low), losses.high) } as const;
}

/** Loss of the training and the test rows, epoch by epoch. */
export function layoutLossCurve(data: LossCurveData, size: FigureSize): LineChartLayout {
  const series = seriesOf(data.epochs);
  const last = data.epochs.at(-1);
  const title = 'Loss against epoch';
  const state = last
    ? `after ${formatNumber(last.epoch)} of ${formatNumber(data.expectedEpochs)} epochs training ${formatSignificant(last.trainLoss)}, test ${formatSignificant(last.testLoss)}`
    : 'no epoch done yet';
  return layoutLineChart(
    {
      title,
      emptyNotice: 'Take features, then press Train',
      description: `${title}; ${state}.`,
      x: {
        kind: 'linear',
        domain: [1, Math.max(2, data.expectedEpochs, last?.epoch ?? 0)],
        title: 'Epoch (count)',
      },
      y: { ...lossAxis(series), title: `Loss (${data.unit})` },
      series,
    },
    size,
  );
}
