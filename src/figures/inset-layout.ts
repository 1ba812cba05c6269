import { type Axis, type AxisSpec, layoutAxis, placeOn } from './axis.ts';
import type { LineMark, LineSeries } from './line-chart-layout.ts';
import { FONT_SIZE, type PlotArea, type Point, roundPixel } from './plot-area.ts';
import { textWidth } from './text-fit.ts';
import { thinLine } from './thin-line.ts';

/** A small chart in a corner of a larger one; its axes mean what the larger one's mean. */
export interface InsetSpec {
  /** What of the large chart it shows. */
  readonly caption: string;
  readonly x: AxisSpec['domain'];
  readonly y: AxisSpec['domain'];
  readonly series: readonly LineSeries[];
}

export interface Inset {
  readonly caption: string;
  /** All of it, with its axes. */
  readonly frame: PlotArea;
  readonly plot: PlotArea;
  readonly xAxis: Axis;
  readonly yAxis: Axis;
  readonly lines: readonly LineMark[];
}

const SHARE = { width: 0.44, height: 0.5 };
/** Below it nothing could be read. */
const SMALLEST = { width: 120, height: 80 };
const MARGIN = 10;
const PADDING = { left: 36, top: 26, right: 10, bottom: 22 };

/** The corner of `plot` in which the fewest points of the lines would be hidden; the lower right one of equals. */
function freestCorner(plot: PlotArea, lines: readonly LineMark[]): PlotArea | undefined {
  const width = (plot.right - plot.left) * SHARE.width;
  const height = (plot.bottom - plot.top) * SHARE.height;
  if (width < SMALLEST.width || height < SMALLEST.height) return undefined;
  const lefts = [plot.right - width - MARGIN, plot.left + MARGIN];
  const tops = [plot.bottom - height - MARGIN, plot.top + MARGIN];
  const points = lines.flatMap(({ pieces }) => pieces.flat());
  const frames = tops.flatMap((top) =>
    lefts.map((left) => ({ left, top, right: left + width, bottom: top + height })),
  );
  const hiddenBy = ({ left, top, right, bottom }: PlotArea) =>
    points.filter(([x, y]: Point) => x >= left && x <= right && y >= top && y <= bottom).length;
  const counted = frames.map((frame) => ({ frame, hidden: hiddenBy(frame) }));
  return counted.reduce((best, one) => (one.hidden < best.hidden ? one : best)).frame;
}

function within({ x, y, ...series }: LineSeries, [low, high]: AxisSpec['domain']): LineSeries {
  const kept = Array.from({ length: x.length }, (_, i) => i).filter((i) => {
    const at = x[i] ?? Number.NaN;
    return at >= low && at <= high;
  });
  const of = (values: ArrayLike<number>) => kept.map((i) => values[i] ?? Number.NaN);
  return { ...series, x: of(x), y: of(y) };
}

/** Undefined where the chart is too small for it. */
export function layoutInset(
  { caption, x, y, series }: InsetSpec,
  plotAround: PlotArea,
  linesAround: readonly LineMark[],
): Inset | undefined {
  const frame = freestCorner(plotAround, linesAround);
  if (!frame || textWidth(caption, FONT_SIZE) > frame.right - frame.left - MARGIN) return undefined;
  const plot: PlotArea = {
    left: roundPixel(frame.left + PADDING.left),
    top: roundPixel(frame.top + PADDING.top),
    right: roundPixel(frame.right - PADDING.right),
    bottom: roundPixel(frame.bottom - PADDING.bottom),
  };
  const xAxis = layoutAxis({ kind: 'linear', domain: x, title: '' }, [plot.left, plot.right], 36);
  const yAxis = layoutAxis({ kind: 'linear', domain: y, title: '' }, [plot.bottom, plot.top], 22);
  const lines = series.map((one): LineMark => {
    const pieces = thinLine(within(one, x), placeOn(xAxis), placeOn(yAxis));
    const { id, tone, dash, isFaint } = one;
    return { id, tone, dash, isFaint, marker: undefined, pieces, band: [], bars: [], markers: [] };
  });
  const rounded = {
    left: roundPixel(frame.left),
    top: roundPixel(frame.top),
    right: roundPixel(frame.right),
    bottom: roundPixel(frame.bottom),
  };
  return { caption, frame: rounded, plot, xAxis, yAxis, lines };
}
