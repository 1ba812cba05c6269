import { type Axis, type AxisSpec, layoutAxis, placeOn } from './axis.ts';
import { type Inset, type InsetSpec, layoutInset } from './inset-layout.ts';
import type { Tone } from './palette.ts';
import { type FigureSize, FONT_SIZE, type PlotArea, type Point, roundPixel } from './plot-area.ts';
import { spreadLabels } from './spread-labels.ts';
import { fitText, textWidth } from './text-fit.ts';
import { thinLine } from './thin-line.ts';

export type Marker = 'circle' | 'square' | 'triangle' | 'diamond' | 'cross';

/** One line; `x` ascends. */
export interface LineSeries {
  readonly id: string;
  readonly label: string;
  readonly tone: Tone;
  readonly dash?: string;
  readonly marker?: Marker;
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  readonly low?: ArrayLike<number>;
  readonly high?: ArrayLike<number>;
  readonly uncertainty?: 'band' | 'bars';
  /** Behind the others: many points of which each says little. */
  readonly isFaint?: boolean | undefined;
}

export interface LineChartSpec {
  readonly title: string;
  /** A sentence for those who can't see the figure. */
  readonly description: string;
  readonly x: AxisSpec;
  readonly y: AxisSpec;
  readonly series: readonly LineSeries[];
  /** A vertical line at the present choice. */
  readonly cursor?: { readonly value: number; readonly label: string } | undefined;
  readonly inset?: InsetSpec | undefined;
  /** What a person does to fill the chart, shown while it has no line. */
  readonly emptyNotice?: string;
}

export interface LineMark {
  readonly id: string;
  readonly tone: Tone;
  readonly dash: string | undefined;
  readonly marker: Marker | undefined;
  readonly isFaint?: boolean | undefined;
  readonly pieces: readonly (readonly Point[])[];
  /** Low edge, then high edge, piece by piece. */
  readonly band: readonly { readonly low: readonly Point[]; readonly high: readonly Point[] }[];
  readonly bars: readonly { readonly x: number; readonly low: number; readonly high: number }[];
  readonly markers: readonly Point[];
}

export interface EndLabel {
  readonly id: string;
  readonly tone: Tone;
  readonly dash: string | undefined;
  readonly marker: Marker | undefined;
  readonly text: string;
  readonly x: number;
  readonly y: number;
  /** Where the line ends, if the label had to move away from it. */
  readonly from: Point | undefined;
}

export interface LineChartLayout {
  readonly size: FigureSize;
  readonly plot: PlotArea;
  readonly title: string;
  readonly description: string;
  readonly xAxis: Axis;
  readonly yAxis: Axis;
  readonly lines: readonly LineMark[];
  readonly labels: readonly EndLabel[];
  readonly cursor: { readonly x: number; readonly label: string } | undefined;
  readonly inset: Inset | undefined;
  /** Undefined where there are lines. */
  readonly notice: string | undefined;
  /** What was laid out, for reading values back. */
  readonly series: readonly LineSeries[];
}

export const KEY_WIDTH = 18;
const LABEL_GAP = 13;
const MARKER_SPACING = 64;

function plotArea(size: FigureSize, series: readonly LineSeries[]): PlotArea {
  const widest = Math.max(0, ...series.map((s) => textWidth(s.label, FONT_SIZE)));
  const labels = series.length === 0 ? 12 : Math.min(widest + KEY_WIDTH + 18, size.width * 0.4);
  return { left: 52, top: 16, right: roundPixel(size.width - labels), bottom: size.height - 40 };
}

/** Every point of a short line; of a long one, points some way apart, staggered so that lines differ. */
function markersOf(pieces: readonly (readonly Point[])[], rank: number): Point[] {
  const points = pieces.flat();
  if (points.length <= 24) return points;
  const start = points[0]?.[0] ?? 0;
  let next = start + (MARKER_SPACING * ((rank * 2) % 5)) / 5 + 6;
  const chosen: Point[] = [];
  for (const point of points) {
    if (point[0] < next) continue;
    chosen.push(point);
    next = point[0] + MARKER_SPACING;
  }
  return chosen;
}

function layoutLine(series: LineSeries, rank: number, axes: { x: Axis; y: Axis }): LineMark {
  const placeX = placeOn(axes.x);
  const placeY = placeOn(axes.y);
  const pieces = thinLine(series, placeX, placeY);
  const { low, high } = series;
  const edges =
    low && high && series.uncertainty === 'band'
      ? [low, high].map((y) => thinLine({ x: series.x, y }, placeX, placeY))
      : [];
  const bars =
    low && high && series.uncertainty === 'bars'
      ? Array.from(series.x, (x, i) => ({
          x: roundPixel(placeX(x)),
          low: roundPixel(placeY(low[i] ?? Number.NaN)),
          high: roundPixel(placeY(high[i] ?? Number.NaN)),
        })).filter((bar) => bar.low - bar.high > 1)
      : [];
  return {
    id: series.id,
    tone: series.tone,
    dash: series.dash,
    marker: series.marker,
    isFaint: series.isFaint,
    pieces,
    band: (edges[0] ?? []).map((piece, i) => ({ low: piece, high: edges[1]?.[i] ?? [] })),
    bars,
    markers: series.marker ? markersOf(pieces, rank) : [],
  };
}

/** Mean height of the line's last stretch: tells apart lines that meet at their ends. */
function lateHeight(line: LineMark, plot: PlotArea): number {
  const points = line.pieces.flat();
  const from = plot.right - (plot.right - plot.left) * 0.2;
  const late = points.filter(([x]) => x >= from);
  const taken = late.length > 0 ? late : points.slice(-1);
  return taken.reduce((sum, [, y]) => sum + y, 0) / Math.max(1, taken.length);
}

function layoutLabels(
  spec: LineChartSpec,
  lines: readonly LineMark[],
  layout: { size: FigureSize; plot: PlotArea },
): EndLabel[] {
  const { size, plot } = layout;
  const ended = lines
    .map((line, i) => ({
      line,
      text: spec.series[i]?.label ?? '',
      end: line.pieces.at(-1)?.at(-1),
    }))
    .filter((e) => e.end !== undefined && !e.line.isFaint)
    .sort(
      (a, b) =>
        (a.end?.[1] ?? 0) - (b.end?.[1] ?? 0) ||
        lateHeight(a.line, plot) - lateHeight(b.line, plot),
    );
  const places = spreadLabels(
    ended.map((e) => e.end?.[1] ?? 0),
    { gap: LABEL_GAP, low: plot.top, high: plot.bottom },
  );
  const x = plot.right + 12;
  return ended.map(({ line, text, end }, i) => {
    const y = roundPixel(places[i] ?? 0);
    const reachesEdge = end !== undefined && plot.right - end[0] < 4;
    return {
      id: line.id,
      tone: line.tone,
      dash: line.dash,
      marker: line.marker,
      text: fitText(text, FONT_SIZE, size.width - x - KEY_WIDTH - 4),
      x,
      y,
      from: reachesEdge ? end : undefined,
    };
  });
}

export function layoutLineChart(spec: LineChartSpec, size: FigureSize): LineChartLayout {
  const plot = plotArea(size, spec.series);
  const xAxis = layoutAxis(spec.x, [plot.left, plot.right], spec.x.kind === 'log' ? 36 : 50);
  const yAxis = layoutAxis(spec.y, [plot.bottom, plot.top], 26);
  const lines = spec.series.map((s, rank) => layoutLine(s, rank, { x: xAxis, y: yAxis }));
  const labels = layoutLabels(spec, lines, { size, plot });
  const { cursor } = spec;
  const [low, high] = spec.x.domain;
  const isEmpty = lines.every((line) => line.pieces.length === 0);
  return {
    size,
    plot,
    title: spec.title,
    description: spec.description,
    xAxis,
    yAxis,
    lines,
    labels,
    cursor:
      cursor && !isEmpty && cursor.value >= low && cursor.value <= high
        ? { x: roundPixel(placeOn(xAxis)(cursor.value)), label: cursor.label }
        : undefined,
    inset: spec.inset && layoutInset(spec.inset, { size, plot, lines, labels }),
    notice: isEmpty ? (spec.emptyNotice ?? 'Nothing to show yet') : undefined,
    series: spec.series,
  };
}
