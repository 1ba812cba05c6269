import { layerOf, openFigure } from './frame.ts';
import type { FigureTheme } from './palette.ts';
import { swatchColor } from './scatter-colouring.ts';
import type { ScatterLayout } from './scatter-layout.ts';

/** Draws into `target` or updates what an earlier call drew there. */
export function drawScatter(
  target: SVGSVGElement,
  layout: ScatterLayout,
  theme: FigureTheme,
): void {
  const { plot, radius, marks, note } = layout;
  const svg = openFigure(target, layout, theme);
  layerOf(svg, 'points')
    .attr('fill', 'none')
    .attr('stroke-width', 2 * radius)
    .attr('stroke-linecap', 'round')
    .attr('stroke-opacity', 0.9)
    .selectChildren('path')
    .data(marks)
    .join('path')
    .attr('d', (m) => m.path)
    .attr('stroke', (m) => swatchColor(m.swatch, theme));
  layerOf(svg, 'note')
    .selectChildren('text')
    .data([note])
    .join('text')
    .attr('x', plot.left + 4)
    .attr('y', plot.bottom + 16)
    .attr('fill', theme.mutedInk)
    .text(String);
  drawLegend(svg, layout, theme);
}

function drawLegend(
  svg: ReturnType<typeof openFigure>,
  { legend }: ScatterLayout,
  theme: FigureTheme,
): void {
  const layer = layerOf(svg, 'legend');
  layer
    .selectChildren('text.title')
    .data([legend.title])
    .join('text')
    .attr('class', 'title')
    .attr('x', legend.left)
    .attr('y', 18)
    .attr('font-weight', 600)
    .text(String);
  layer
    .selectChildren('circle')
    .data(legend.lines.filter(({ swatch }) => swatch !== undefined))
    .join('circle')
    .attr('cx', legend.left + 5)
    .attr('cy', (line) => line.y)
    .attr('r', 4.5)
    .attr('fill', (line) => (line.swatch ? swatchColor(line.swatch, theme) : 'none'));
  layer
    .selectChildren('text.label')
    .data(legend.lines)
    .join('text')
    .attr('class', 'label')
    .attr('x', legend.left + 16)
    .attr('y', (line) => line.y)
    .attr('dy', '0.34em')
    .text((line) => line.label);
  layer
    .selectChildren('text.count')
    .data(legend.lines)
    .join('text')
    .attr('class', 'count')
    .attr('x', legend.right)
    .attr('y', (line) => line.y)
    .attr('dy', '0.34em')
    .attr('text-anchor', 'end')
    .attr('fill', theme.mutedInk)
    .text((line) => line.count);
}
