import { type Axis, type AxisSpec, layoutAxis, placeOn } from './axis.ts';
import type { EndLabel, LineMark, LineSeries } from './line-chart-layout.ts';
import { type FigureSize, FONT_SIZE, type PlotArea, type Point, roundPixel } from './plot-area.ts';
import { textWidth } from './text-fit.ts';
import { thinLine } from './thin-line.ts';

/** A small chart in a corner of a larger one; its axes mean what the larger one's mean, and its x counts. */
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
const LABEL_HEIGHT = 14;
/** From the frame to a label, and from the label to the plot. */
const BESIDE_LABEL = 12;
const PADDING = { left: 36, top: 26, right: 10, bottom: 22 };

/** What of the large chart is laid out already. */
interface Around {
  readonly size: FigureSize;
  readonly plot: PlotArea;
  readonly lines: readonly LineMark[];
  readonly labels: readonly EndLabel[];
}

const isLargeEnough = ({ left, top, right, bottom }: PlotArea) =>
  right - left >= SMALLEST.width && bottom - top >= SMALLEST.height;

/** The corner in which no line runs; the lower right one first. */
function freeCorner({ plot, lines }: Around): PlotArea | undefined {
  const width = (plot.right - plot.left) * SHARE.width;
  const height = (plot.bottom - plot.top) * SHARE.height;
  const lefts = [plot.right - width - MARGIN, plot.left + MARGIN];
  const tops = [plot.bottom - height - MARGIN, plot.top + MARGIN];
  const points = lines.flatMap(({ pieces }) => pieces.flat());
  const frames = tops.flatMap((top) =>
    lefts.map((left) => ({ left, top, right: left + width, bottom: top + height })),
  );
  return frames.find((frame) => {
    const { left, top, right, bottom } = frame;
    const isHidden = ([x, y]: Point) => x >= left && x <= right && y >= top && y <= bottom;
    return isLargeEnough(frame) && !points.some(isHidden);
  });
}

/** Beside the plot, above or below the lines' labels. */
function besideLabels({ size, plot, labels }: Around): PlotArea | undefined {
  if (labels.length === 0) return undefined;
  const left = plot.right + MARGIN;
  const right = size.width - MARGIN;
  const heights = labels.map(({ y }) => y);
  const above = { left, right, top: plot.top, bottom: Math.min(...heights) - LABEL_HEIGHT };
  const below = { left, right, top: Math.max(...heights) + LABEL_HEIGHT, bottom: plot.bottom };
  const larger = below.bottom - below.top >= above.bottom - above.top ? below : above;
  return isLargeEnough(larger) ? larger : undefined;
}

function within({ x, y, ...series }: LineSeries, [low, high]: AxisSpec['domain']): LineSeries {
  const kept = Array.from({ length: x.length }, (_, i) => i).filter((i) => {
    const at = x[i] ?? Number.NaN;
    return at >= low && at <= high;
  });
  const of = (values: ArrayLike<number>) => kept.map((i) => values[i] ?? Number.NaN);
  return { ...series, x: of(x), y: of(y) };
}

/** Undefined where there is no room for it that hides nothing. */
export function layoutInset(
  { caption, x, y, series }: InsetSpec,
  around: Around,
): Inset | undefined {
  const frame = freeCorner(around) ?? besideLabels(around);
  if (!frame || textWidth(caption, FONT_SIZE) > frame.right - frame.left - MARGIN) return undefined;
  const top = roundPixel(frame.top + PADDING.top);
  const bottom = roundPixel(frame.bottom - PADDING.bottom);
  const yAxis = layoutAxis({ kind: 'linear', domain: y, title: '' }, [bottom, top], 18);
  const widest = Math.max(0, ...yAxis.ticks.map(({ label }) => textWidth(label, FONT_SIZE)));
  const plot: PlotArea = {
    left: roundPixel(frame.left + Math.max(PADDING.left, widest + BESIDE_LABEL)),
    top,
    right: roundPixel(frame.right - PADDING.right),
    bottom,
  };
  const xAxis = layoutAxis(
    { kind: 'linear', domain: x, title: '', isCount: true },
    [plot.left, plot.right],
    36,
  );
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
