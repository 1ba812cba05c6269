import {
  line,
  symbol,
  symbolCircle,
  symbolCross,
  symbolDiamond,
  symbolSquare,
  symbolTriangle,
} from 'd3';
import {
  drawBottomAxis,
  drawLeftAxis,
  drawNotice,
  type Layer,
  layerOf,
  openFigure,
} from './frame.ts';
import type { Inset } from './inset-layout.ts';
import {
  type EndLabel,
  KEY_WIDTH,
  type LineChartLayout,
  type LineMark,
  type Marker,
} from './line-chart-layout.ts';
import type { FigureTheme } from './palette.ts';
import { type Point, roundPixel } from './plot-area.ts';

const SYMBOLS = {
  circle: symbolCircle,
  square: symbolSquare,
  triangle: symbolTriangle,
  diamond: symbolDiamond,
  cross: symbolCross,
};

const pathOf = line<Point>().digits(1);

const markerPath = (marker: Marker) => symbol(SYMBOLS[marker], 26).digits(1)() ?? '';

/** Both edges were thinned alike, but one may keep a point that the other drops: walk them as one outline. */
function outlineOf({
  low,
  high,
}: {
  readonly low: readonly Point[];
  readonly high: readonly Point[];
}): string {
  return `${pathOf([...low, ...high.toReversed()]) ?? ''}Z`;
}

function drawLines(parent: Layer, lines: readonly LineMark[], theme: FigureTheme): void {
  const groups = parent
    .selectChildren<SVGGElement, LineMark>('g')
    .data(lines, (l) => l.id)
    .join('g')
    .attr('data-series', (l) => l.id)
    .attr('fill', (l) => theme.tones[l.tone])
    .attr('stroke', (l) => theme.tones[l.tone])
    .attr('stroke-opacity', (l) => (l.isFaint ? 0.4 : null));
  groups
    .selectChildren('path.band')
    .data((l) => l.band.filter((b) => b.low.length > 1))
    .join('path')
    .attr('class', 'band')
    .attr('d', outlineOf)
    .attr('fill-opacity', 0.22)
    .attr('stroke', 'none');
  groups
    .selectChildren('path.line')
    .data((l) => l.pieces.map((piece) => ({ piece, dash: l.dash })))
    .join('path')
    .attr('class', 'line')
    .attr('d', (p) => pathOf(p.piece))
    .attr('fill', 'none')
    .attr('stroke-width', 1.6)
    .attr('stroke-linejoin', 'round')
    .attr('stroke-dasharray', (p) => p.dash ?? null);
  groups
    .selectChildren('path.bar')
    .data((l) => l.bars)
    .join('path')
    .attr('class', 'bar')
    .attr('d', (b) => `M${b.x - 3} ${b.low}h6M${b.x - 3} ${b.high}h6M${b.x} ${b.low}V${b.high}`)
    .attr('fill', 'none');
  groups
    .selectChildren('path.marker')
    .data((l) => l.markers.map((at) => ({ at, marker: l.marker ?? 'circle' })))
    .join('path')
    .attr('class', 'marker')
    .attr('d', (m) => markerPath(m.marker))
    .attr('transform', (m) => `translate(${m.at[0]} ${m.at[1]})`)
    .attr('stroke', theme.background)
    .attr('stroke-width', 0.7);
}

function leaderOf({ from, x, y }: EndLabel): string {
  return from ? `M${from[0] + 2} ${from[1]}L${x - 2} ${y}` : '';
}

function drawLabels(parent: Layer, labels: readonly EndLabel[], theme: FigureTheme): void {
  const groups = parent
    .selectChildren<SVGGElement, EndLabel>('g')
    .data(labels, (l) => l.id)
    .join('g')
    .attr('stroke', (l) => theme.tones[l.tone]);
  groups
    .selectChildren('path.leader')
    .data((l) => [leaderOf(l)])
    .join('path')
    .attr('class', 'leader')
    .attr('d', String)
    .attr('fill', 'none')
    .attr('stroke-opacity', 0.6)
    .attr('stroke-width', 0.8);
  groups
    .selectChildren('path.key')
    .data((l) => [l])
    .join('path')
    .attr('class', 'key')
    .attr('d', (l) => `M${l.x} ${l.y}h${KEY_WIDTH - 4}`)
    .attr('stroke-width', 1.6)
    .attr('stroke-dasharray', (l) => l.dash ?? null);
  groups
    .selectChildren('path.marker')
    .data((l) => (l.marker ? [{ ...l, marker: l.marker }] : []))
    .join('path')
    .attr('class', 'marker')
    .attr('d', (l) => markerPath(l.marker))
    .attr('transform', (l) => `translate(${roundPixel(l.x + KEY_WIDTH / 2 - 2)} ${l.y})`)
    .attr('fill', (l) => theme.tones[l.tone])
    .attr('stroke', 'none');
  groups
    .selectChildren('text')
    .data((l) => [l])
    .join('text')
    .attr('x', (l) => l.x + KEY_WIDTH)
    .attr('y', (l) => l.y)
    .attr('dy', '0.32em')
    .attr('stroke', 'none')
    .text((l) => l.text);
}

function drawCursor(parent: Layer, { cursor, plot }: LineChartLayout, theme: FigureTheme): void {
  const marks = cursor ? [cursor] : [];
  parent
    .selectChildren('line')
    .data(marks)
    .join('line')
    .attr('x1', (c) => c.x)
    .attr('x2', (c) => c.x)
    .attr('y1', plot.top)
    .attr('y2', plot.bottom)
    .attr('stroke', theme.tones.accent)
    .attr('stroke-opacity', 0.75);
  parent
    .selectChildren('text')
    .data(marks)
    .join('text')
    .attr('x', (c) => c.x)
    .attr('y', plot.top - 5)
    .attr('text-anchor', 'middle')
    .text((c) => c.label);
}

function drawInset(parent: Layer, inset: Inset | undefined, theme: FigureTheme): void {
  if (!inset) {
    parent.selectChildren('g.inset').remove();
    return;
  }
  const layer = layerOf(parent, 'inset');
  const { frame, plot, xAxis, yAxis, lines, caption } = inset;
  const place = { plot, theme };
  layer
    .selectChildren('rect')
    .data([frame])
    .join('rect')
    .attr('x', (f) => f.left)
    .attr('y', (f) => f.top)
    .attr('width', (f) => roundPixel(f.right - f.left))
    .attr('height', (f) => roundPixel(f.bottom - f.top))
    .attr('fill', theme.background)
    .attr('stroke', theme.grid);
  layer
    .selectChildren('text.caption')
    .data([caption])
    .join('text')
    .attr('class', 'caption')
    .attr('x', plot.left)
    .attr('y', frame.top + 14)
    .text(String);
  const axes = layerOf(layer, 'axes');
  drawLeftAxis(axes, yAxis, place);
  drawBottomAxis(axes, xAxis, place);
  drawLines(layerOf(layer, 'lines'), lines, theme);
}

/** Draws into `target` or updates what an earlier call drew there. */
export function drawLineChart(
  target: SVGSVGElement,
  layout: LineChartLayout,
  theme: FigureTheme,
): void {
  const svg = openFigure(target, layout, theme);
  const place = { plot: layout.plot, theme };
  const axes = layerOf(svg, 'axes');
  drawLeftAxis(axes, layout.yAxis, place);
  drawBottomAxis(axes, layout.xAxis, place);
  drawLines(layerOf(svg, 'lines'), layout.lines, theme);
  drawInset(svg as unknown as Layer, layout.inset, theme);
  drawLabels(layerOf(svg, 'labels'), layout.labels, theme);
  drawCursor(layerOf(svg, 'cursor'), layout, theme);
  drawNotice(axes, layout.notice, place);
}
