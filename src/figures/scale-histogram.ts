import { type Axis, layoutAxis, placeOn, valueOn } from './axis.ts';
import { drawBottomAxis, drawLeftAxis, drawNotice, layerOf, openFigure } from './frame.ts';
import { formatNumber } from './number-format.ts';
import type { FigureTheme } from './palette.ts';
import { type FigureSize, type PlotArea, roundPixel } from './plot-area.ts';

export interface ScaleHistogramData {
  /** Ascending and touching; in nanometres. */
  readonly bins: readonly {
    readonly fromNm: number;
    readonly toNm: number;
    readonly total: number;
  }[];
  /** Of the scale: 'Field width'. */
  readonly measure: string;
  /** The range of the working subset, both ends included. */
  readonly range: { readonly fromNm: number; readonly toNm: number } | undefined;
}

interface Bar {
  readonly x: number;
  readonly width: number;
  readonly y: number;
  readonly isInRange: boolean;
}

export interface ScaleHistogramLayout {
  readonly size: FigureSize;
  readonly plot: PlotArea;
  readonly title: string;
  readonly description: string;
  readonly xAxis: Axis;
  readonly yAxis: Axis;
  readonly bars: readonly Bar[];
  /** Left and right edge of the range, in pixels. */
  readonly brush: readonly [number, number] | undefined;
}

/** How many pictures have which scale, on a logarithmic axis. */
export function layoutScaleHistogram(
  { bins, measure, range }: ScaleHistogramData,
  size: FigureSize,
): ScaleHistogramLayout {
  const plot = { left: 52, top: 10, right: size.width - 22, bottom: size.height - 40 };
  const domain = [bins[0]?.fromNm ?? 1, bins.at(-1)?.toNm ?? 1e6] as const;
  const xAxis = withLengths(
    layoutAxis({ kind: 'log', domain, title: measure }, [plot.left, plot.right], 54),
  );
  const most = bins.reduce((max, { total }) => Math.max(max, total), 1);
  const yAxis = layoutAxis(
    { kind: 'linear', domain: [0, most], title: 'Pictures (count)' },
    [plot.bottom, plot.top],
    34,
  );
  const placeX = placeOn(xAxis);
  const placeY = placeOn(yAxis);
  const total = bins.reduce((sum, bin) => sum + bin.total, 0);
  const inside = (nm: number) =>
    range !== undefined && nm >= range.fromNm * (1 - 1e-9) && nm <= range.toNm * (1 + 1e-9);
  const title = `Pictures by ${measure.toLowerCase()}`;
  return {
    size,
    plot,
    title,
    description: `${title}; ${formatNumber(total)} pictures.`,
    xAxis,
    yAxis,
    bars: bins.map((bin) => {
      const x = placeX(bin.fromNm);
      return {
        x: roundPixel(x + 1),
        width: roundPixel(Math.max(1, placeX(bin.toNm) - x - 2)),
        y: roundPixel(placeY(bin.total)),
        isInRange: inside(bin.fromNm),
      };
    }),
    brush: range && [
      roundPixel(Math.max(plot.left, placeX(range.fromNm))),
      roundPixel(Math.min(plot.right, placeX(range.toNm))),
    ],
  };
}

/** Ticks in the unit that suits each: scales go from nanometres to millimetres. */
function withLengths(axis: Axis): Axis {
  const valueAt = valueOn(axis);
  const ticks = axis.ticks.map(({ at, label }) => ({
    at,
    label: label && lengthOf(valueAt(at)),
  }));
  return { ...axis, ticks };
}

function lengthOf(nm: number): string {
  const round = Number(nm.toPrecision(2));
  const [unit, size] = round >= 1e6 ? ['mm', 1e6] : round >= 1e3 ? ['µm', 1e3] : ['nm', 1];
  return `${Number((round / Number(size)).toPrecision(2))} ${unit}`;
}

/** Draws into `target` or updates what an earlier call drew there. */
export function drawScaleHistogram(
  target: SVGSVGElement,
  layout: ScaleHistogramLayout,
  theme: FigureTheme,
): void {
  const { plot, bars, brush } = layout;
  const svg = openFigure(target, layout, theme);
  const place = { plot, theme, grid: true };
  const axes = layerOf(svg, 'axes');
  drawLeftAxis(axes, layout.yAxis, place);
  drawBottomAxis(axes, layout.xAxis, place);
  layerOf(svg, 'brush')
    .selectChildren('rect')
    .data(brush ? [brush] : [])
    .join('rect')
    .attr('x', ([from]) => from)
    .attr('width', ([from, to]) => Math.max(1, to - from))
    .attr('y', plot.top)
    .attr('height', plot.bottom - plot.top)
    .attr('fill', theme.tones.test)
    .attr('fill-opacity', 0.16);
  layerOf(svg, 'bars')
    .selectChildren('rect')
    .data(bars)
    .join('rect')
    .attr('x', (b) => b.x)
    .attr('width', (b) => b.width)
    .attr('y', (b) => b.y)
    .attr('height', (b) => roundPixel(plot.bottom - b.y))
    .attr('fill', (b) => (b.isInRange ? theme.tones.test : theme.tones.train));
  drawNotice(axes, bars.length === 0 ? 'Nothing to show yet' : undefined, place);
}
