import { type BaseType, type Selection, select } from 'd3';
import type { Axis } from './axis.ts';
import type { FigureTheme } from './palette.ts';
import { type FigureSize, FONT_SIZE, type PlotArea, roundPixel } from './plot-area.ts';
import { textWidth } from './text-fit.ts';

export type Layer = Selection<SVGGElement, unknown, null, undefined>;

const FONT_FAMILY = "system-ui, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif";

interface Caption {
  readonly size: FigureSize;
  readonly title: string;
  readonly description: string;
}

/** The group of that name in `parent`, made on first use, so that drawing again updates what is there. */
export function layerOf<Parent extends BaseType>(
  parent: Selection<Parent, unknown, null, undefined>,
  name: string,
): Layer {
  return parent
    .selectChildren<SVGGElement, unknown>(`g.${name}`)
    .data([0])
    .join('g')
    .attr('class', name) as unknown as Layer;
}

/**
 * Sets up the root: size, name, description and ground. Presentation attributes only, since a style would be
 * blocked by the page's content policy where the exported file is shown again.
 *
 * @param hole left unpainted, for a canvas underneath.
 */
export function openFigure(
  target: SVGSVGElement,
  caption: Caption,
  theme: FigureTheme,
  hole?: PlotArea,
): Selection<SVGSVGElement, unknown, null, undefined> {
  const { width, height } = caption.size;
  const svg = select(target);
  svg
    .attr('viewBox', `0 0 ${width} ${height}`)
    .attr('width', width)
    .attr('height', height)
    .attr('role', 'img')
    .attr('aria-label', caption.title)
    .attr('font-family', FONT_FAMILY)
    .attr('font-size', FONT_SIZE)
    .attr('fill', theme.ink);
  svg.selectChildren('desc').data([caption.description]).join('desc').text(String);
  const cut = hole ? `M${hole.left} ${hole.top}V${hole.bottom}H${hole.right}V${hole.top}Z` : '';
  layerOf(svg, 'ground')
    .selectChildren('path')
    .data([`M0 0H${width}V${height}H0Z${cut}`])
    .join('path')
    .attr('d', String)
    .attr('fill', theme.background)
    .attr('fill-rule', 'evenodd');
  return svg;
}

function drawAxisTitle(axis: Layer, title: string, transform: string): void {
  axis
    .selectChildren('text.title')
    .data([title])
    .join('text')
    .attr('class', 'title')
    .attr('transform', transform)
    .attr('text-anchor', 'middle')
    .text(String);
}

interface AxisPlace {
  readonly plot: PlotArea;
  readonly theme: FigureTheme;
  readonly grid?: boolean;
}

/** A horizontal axis below the plot. */
export function drawBottomAxis(parent: Layer, axis: Axis, { plot, theme, grid }: AxisPlace): void {
  const layer = layerOf(parent, 'x');
  layer
    .selectChildren('path')
    .data([`M${plot.left} ${plot.bottom}H${plot.right}`])
    .join('path')
    .attr('d', String)
    .attr('fill', 'none')
    .attr('stroke', theme.mutedInk);
  layer
    .selectChildren('line')
    .data(axis.ticks)
    .join('line')
    .attr('x1', (t) => t.at)
    .attr('x2', (t) => t.at)
    .attr('y1', (t) => (grid && t.label ? plot.top : plot.bottom))
    .attr('y2', (t) => plot.bottom + (grid && t.label ? 0 : t.label ? 5 : 3))
    .attr('stroke', (t) => (grid && t.label ? theme.grid : theme.mutedInk));
  layer
    .selectChildren('text.tick')
    .data(axis.ticks.filter((t) => t.label))
    .join('text')
    .attr('class', 'tick')
    .attr('x', (t) => t.at)
    .attr('y', plot.bottom + 17)
    .attr('text-anchor', 'middle')
    .attr('fill', theme.mutedInk)
    .text((t) => t.label);
  drawAxisTitle(
    layer,
    axis.title,
    `translate(${(plot.left + plot.right) / 2} ${plot.bottom + 33})`,
  );
}

/** A vertical axis left of the plot, with its grid. */
export function drawLeftAxis(parent: Layer, axis: Axis, { plot, theme }: AxisPlace): void {
  const layer = layerOf(parent, 'y');
  layer
    .selectChildren('line')
    .data(axis.ticks.filter((t) => t.label))
    .join('line')
    .attr('x1', plot.left)
    .attr('x2', plot.right)
    .attr('y1', (t) => t.at)
    .attr('y2', (t) => t.at)
    .attr('stroke', theme.grid);
  layer
    .selectChildren('text.tick')
    .data(axis.ticks.filter((t) => t.label))
    .join('text')
    .attr('class', 'tick')
    .attr('x', plot.left - 7)
    .attr('y', (t) => t.at)
    .attr('dy', '0.32em')
    .attr('text-anchor', 'end')
    .attr('fill', theme.mutedInk)
    .text((t) => t.label);
  const half = textWidth(axis.title, FONT_SIZE) / 2;
  const middle = Math.max(half + 2, (plot.top + plot.bottom) / 2);
  drawAxisTitle(layer, axis.title, `translate(13 ${roundPixel(middle)}) rotate(-90)`);
}

/** A word in the middle of a plot that has nothing to show; none if `message` is undefined. */
export function drawNotice(
  parent: Layer,
  message: string | undefined,
  { plot, theme }: AxisPlace,
): void {
  parent
    .selectChildren('text.notice')
    .data(message === undefined ? [] : [message])
    .join('text')
    .attr('class', 'notice')
    .attr('x', (plot.left + plot.right) / 2)
    .attr('y', (plot.top + plot.bottom) / 2)
    .attr('text-anchor', 'middle')
    .attr('fill', theme.mutedInk)
    .text(String);
}
