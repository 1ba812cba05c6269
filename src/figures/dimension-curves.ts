import type { DimensionPoint, DimensionSeries } from '../core/dimension/two-nn.ts';
import { roundDomain } from './axis.ts';
import { type LineChartLayout, type LineSeries, layoutLineChart } from './line-chart-layout.ts';
import { formatNumber } from './number-format.ts';
import type { Level } from './palette.ts';
import type { FigureSize } from './plot-area.ts';
import { valueRange } from './value-range.ts';

/** What is there so far of one estimate; a finished `DimensionSeries` will do. */
export type DimensionSoFar = Pick<DimensionSeries, 'fractions' | 'points'>;

export interface DimensionCurvesData {
  /** Before autoencoding. */
  readonly before: DimensionSoFar | undefined;
  /** After autoencoding. */
  readonly after: DimensionSoFar | undefined;
  /** Smallest and largest sample that will come, so that the axis stands still while they do. */
  readonly expectedSamples?: readonly [number, number] | undefined;
}

type Stage = 'before' | 'after';

const STAGE_NAMES: Readonly<Record<Stage, string>> = { before: 'Before', after: 'After' };
const LEVELS: readonly Level[] = ['strong', 'medium', 'faint'];

function seriesOf(stage: Stage, { fractions, points }: DimensionSoFar): LineSeries[] {
  const ascending = points.toSorted((a, b) => a.sample - b.sample);
  const column = (pick: (p: DimensionPoint) => number | undefined) =>
    ascending.map((p) => pick(p) ?? Number.NaN);
  return fractions.map((fraction, f) => ({
    id: `${stage}-${fraction}`,
    label: `${STAGE_NAMES[stage]}, ${formatNumber(fraction * 100)} %`,
    tone: `${stage}-${LEVELS[Math.min(f, LEVELS.length - 1)] ?? 'faint'}`,
    marker: stage === 'before' ? 'circle' : 'square',
    x: column((p) => p.sample),
    y: column((p) => p.mean[f]),
    low: column((p) => (p.mean[f] ?? Number.NaN) - (p.spread[f] ?? 0)),
    high: column((p) => (p.mean[f] ?? Number.NaN) + (p.spread[f] ?? 0)),
    uncertainty: 'bars',
  }));
}

function wholeSentence(stage: Stage, { fractions, points }: DimensionSoFar): string | undefined {
  const [first] = points;
  const whole = points.reduce((best, p) => (best && best.sample >= p.sample ? best : p), first);
  if (!whole || fractions.length === 0) return undefined;
  const values = whole.mean.map((m) => formatNumber(m, 1)).join(', ');
  const shares = fractions.map((f) => formatNumber(f * 100)).join(', ');
  return `${stage} autoencoding ${values} at ${formatNumber(whole.sample)} pictures with ${shares} % of the points`;
}

/** Figure 3: intrinsic dimension against sample size. */
export function layoutDimensionCurves(
  data: DimensionCurvesData,
  size: FigureSize,
): LineChartLayout {
  const stages = (['before', 'after'] as const).flatMap((stage) => {
    const soFar = data[stage];
    return soFar ? [{ stage, soFar }] : [];
  });
  const series = stages.flatMap(({ stage, soFar }) => seriesOf(stage, soFar));
  const samples = valueRange([...series.map((s) => s.x), data.expectedSamples ?? []]);
  const values = valueRange(series.flatMap((s) => [s.low ?? s.y, s.high ?? s.y]));
  const sentences = stages
    .map(({ stage, soFar }) => wholeSentence(stage, soFar))
    .filter((s) => s !== undefined);
  const title = 'Intrinsic dimension against sample size';
  return layoutLineChart(
    {
      title,
      emptyNotice: 'Take features, then press Estimate',
      description: `${[title, ...sentences].join('; ')}.`,
      x: { kind: 'log', domain: sampleDomain(samples), title: 'Sample size (pictures)' },
      y: {
        kind: 'linear',
        domain: dimensionDomain(values),
        title: 'Intrinsic dimension (coordinates)',
      },
      series,
    },
    size,
  );
}

/** From nothing where the values reach far down, else close about them. */
function dimensionDomain(values: ReturnType<typeof valueRange>): readonly [number, number] {
  if (!values) return [0, 10];
  const { low, high } = values;
  return low < high / 2 ? roundDomain(0, high) : roundDomain(low, high);
}

function sampleDomain(samples: ReturnType<typeof valueRange>): readonly [number, number] {
  if (!samples) return [10, 1000];
  if (samples.high > samples.low) return [Math.max(1, samples.low), samples.high];
  return [Math.max(1, samples.low / 2), samples.high * 2];
}
