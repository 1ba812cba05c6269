import type { BatchCurve } from '../core/training/batch-curve.ts';
import { trainedEpochs } from '../core/training/early-stop.ts';
import type { TrainedEpoch } from '../core/training/training-run.ts';
import { roundDomain } from './axis.ts';
import type { InsetSpec } from './inset-layout.ts';
import { type LineChartLayout, type LineSeries, layoutLineChart } from './line-chart-layout.ts';
import { formatNumber } from './number-format.ts';
import type { Tone } from './palette.ts';
import type { FigureSize } from './plot-area.ts';
import { trainingInset } from './training-inset.ts';
import { valueRange } from './value-range.ts';

export interface TrainingCurve {
  readonly id: string;
  readonly label: string;
  readonly epochs: readonly TrainedEpoch[];
  /** How many will come, if all do. */
  readonly expectedEpochs: number;
  /** Whether only the classifier was trained, on features as they are. */
  readonly isFeatureExtraction: boolean;
  /** Of every step; drawn where it is given. */
  readonly batches?: BatchCurve | undefined;
}

export type TrainingMeasure = 'accuracy' | 'loss';

/** What a small chart in a corner shows: the end of all runs, or feature extraction by itself, as in Figure 2. */
export type InsetChoice = 'none' | 'late-epochs' | 'feature-extraction';

export interface TrainingCurvesData {
  readonly curves: readonly TrainingCurve[];
  readonly measure: TrainingMeasure;
  /** The training pictures' line beside the test pictures'. */
  readonly showTraining: boolean;
  readonly inset: InsetChoice;
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

function seriesOf(curve: TrainingCurve, tone: Tone, data: TrainingCurvesData): LineSeries[] {
  const { measure, showTraining } = data;
  const { id, label, epochs, batches } = curve;
  const x = epochs.map(({ epoch }) => epoch);
  const tested = epochs.map((e) => (e.test ?? e.validation)?.[measure] ?? Number.NaN);
  const steps: LineSeries[] = batches
    ? [
        {
          id: `${id}-steps`,
          label: `${label}, batches`,
          tone,
          isFaint: true,
          x: batches.at,
          y: batches[measure],
        },
      ]
    : [];
  const trained = epochs.map((e) => e.train[measure]);
  const training: LineSeries[] = showTraining
    ? [{ id: `${id}-train`, label: `${label}, training`, tone, dash: '5 3', x, y: trained }]
    : [];
  return [...steps, { id: `${id}-test`, label, tone, x, y: tested }, ...training];
}

function bestOf({ label, epochs }: TrainingCurve): string | undefined {
  const best = epochs.reduce<TrainedEpoch | undefined>((top, e) => {
    return (e.test?.accuracy ?? -1) > (top?.test?.accuracy ?? -1) ? e : top;
  }, undefined);
  if (!best?.test) return undefined;
  return `${label} reaches ${formatNumber(best.test.accuracy, 2)} at epoch ${formatNumber(best.epoch)}`;
}

interface ShownCurves {
  /** Of the large chart, and what the small one shows of it or beside it. */
  readonly main: readonly TrainingCurve[];
  readonly series: readonly LineSeries[];
  readonly inset: InsetSpec | undefined;
}

/** Each run keeps its colour wherever it is drawn. */
function shownCurves(data: TrainingCurvesData, last: number): ShownCurves {
  const { curves, inset, measure } = data;
  const drawn = curves.map((curve, at) => {
    const tone = RUN_TONES[at % RUN_TONES.length] ?? 'ink';
    return { curve, series: seriesOf(curve, tone, data) };
  });
  const all = drawn.flatMap(({ series }) => series);
  const whole = { main: curves, series: all, inset: undefined };
  if (inset === 'none') return whole;
  if (inset === 'late-epochs') {
    return { ...whole, inset: trainingInset(all, { measure, last, isLate: true }) };
  }
  const aside = drawn.filter(({ curve }) => curve.isFeatureExtraction);
  const others = drawn.filter(({ curve }) => !curve.isFeatureExtraction);
  if (aside.length === 0 || others.length === 0) return whole;
  const small = aside.flatMap(({ series }) => series);
  const end = Math.max(2, ...aside.map(({ curve }) => curve.expectedEpochs));
  return {
    main: others.map(({ curve }) => curve),
    series: others.flatMap(({ series }) => series),
    inset: trainingInset(small, { measure, last: end, isLate: false }),
  };
}

const lastOf = (curves: readonly TrainingCurve[]) => {
  const wanted = curves.map((c) => Math.max(c.expectedEpochs, trainedEpochs(c.epochs)));
  return Math.max(2, ...(wanted.length > 0 ? wanted : [WITHOUT_RUNS]));
};

/** Figures 1 and 2: accuracy or loss on the test pictures against the epoch, several runs together. */
export function layoutTrainingCurves(data: TrainingCurvesData, size: FigureSize): LineChartLayout {
  const { measure, curves } = data;
  const { main, series, inset } = shownCurves(data, lastOf(curves));
  const losses = valueRange(series.map(({ y }) => y));
  const title = measure === 'accuracy' ? 'Test accuracy against epoch' : 'Test loss against epoch';
  const bests = curves.map(bestOf).filter((text) => text !== undefined);
  const isFromStart = series.some(({ isFaint, x }) => isFaint || x[0] === 0);
  return layoutLineChart(
    {
      title,
      emptyNotice: 'Press Train: every run draws its curve here',
      description: `${[title, ...bests].join('; ')}.`,
      x: {
        kind: 'linear',
        domain: [isFromStart ? 0 : 1, lastOf(main)],
        title: 'Epoch (count)',
        isCount: true,
      },
      y:
        measure === 'accuracy'
          ? { kind: 'linear', domain: [0, 1], title: 'Accuracy (share right)' }
          : {
              kind: 'linear',
              domain: losses ? roundDomain(0, losses.high) : [0, 1],
              title: 'Loss (cross entropy, nats)',
            },
      series,
      inset,
    },
    size,
  );
}
