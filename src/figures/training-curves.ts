import type { TrainedEpoch } from '../core/training/training-run.ts';
import { roundDomain } from './axis.ts';
import { type LineChartLayout, type LineSeries, layoutLineChart } from './line-chart-layout.ts';
import { formatNumber } from './number-format.ts';
import type { Tone } from './palette.ts';
import type { FigureSize } from './plot-area.ts';
import { valueRange } from './value-range.ts';

export interface TrainingCurve {
  readonly id: string;
  readonly label: string;
  readonly epochs: readonly TrainedEpoch[];
  /** How many will come, if all do. */
  readonly expectedEpochs: number;
}

export type TrainingMeasure = 'accuracy' | 'loss';

export interface TrainingCurvesData {
  readonly curves: readonly TrainingCurve[];
  readonly measure: TrainingMeasure;
  /** The training pictures' line beside the test pictures'. */
  readonly showTraining: boolean;
}

/** Runs take these colours in turn; the training line of a run is dashed. */
const RUN_TONES: readonly Tone[] = [
  'ward',
  'centroid',
  'good',
  'density-peaks',
  'uniform',
  'complete',
  'single',
];

/** Epochs on the axis while there is no run. */
const WITHOUT_RUNS = 20;

function seriesOf(curve: TrainingCurve, at: number, data: TrainingCurvesData): LineSeries[] {
  const { measure, showTraining } = data;
  const tone = RUN_TONES[at % RUN_TONES.length] ?? 'ink';
  const x = curve.epochs.map(({ epoch }) => epoch);
  const tested = curve.epochs.map((e) => (e.test ?? e.validation)?.[measure] ?? Number.NaN);
  const test: LineSeries = { id: `${curve.id}-test`, label: curve.label, tone, x, y: tested };
  if (!showTraining) return [test];
  const trained = curve.epochs.map((e) => e.train[measure]);
  const label = `${curve.label}, training`;
  return [test, { id: `${curve.id}-train`, label, tone, dash: '5 3', x, y: trained }];
}

function bestOf({ label, epochs }: TrainingCurve): string | undefined {
  const best = epochs.reduce<TrainedEpoch | undefined>((top, e) => {
    return (e.test?.accuracy ?? -1) > (top?.test?.accuracy ?? -1) ? e : top;
  }, undefined);
  if (!best?.test) return undefined;
  return `${label} reaches ${formatNumber(best.test.accuracy, 2)} at epoch ${formatNumber(best.epoch)}`;
}

/** Figures 1 and 2: accuracy or loss on the test pictures against the epoch, several runs together. */
export function layoutTrainingCurves(data: TrainingCurvesData, size: FigureSize): LineChartLayout {
  const { curves, measure } = data;
  const series = curves.flatMap((curve, at) => seriesOf(curve, at, data));
  const wanted = curves.map((c) => Math.max(c.expectedEpochs, c.epochs.length));
  const last = Math.max(2, ...(wanted.length > 0 ? wanted : [WITHOUT_RUNS]));
  const losses = valueRange(series.map(({ y }) => y));
  const title = measure === 'accuracy' ? 'Test accuracy against epoch' : 'Test loss against epoch';
  const bests = curves.map(bestOf).filter((text) => text !== undefined);
  return layoutLineChart(
    {
      title,
      description: `${[title, ...bests].join('; ')}.`,
      x: { kind: 'linear', domain: [1, last], title: 'Epoch (count)' },
      y:
        measure === 'accuracy'
          ? { kind: 'linear', domain: [0, 1], title: 'Accuracy (share right)' }
          : {
              kind: 'linear',
              domain: losses ? roundDomain(0, losses.high) : [0, 1],
              title: 'Loss (cross entropy, nats)',
            },
      series,
    },
    size,
  );
}
