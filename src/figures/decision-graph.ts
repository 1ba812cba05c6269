import { line } from 'd3';
import type { DecisionGraphLayout } from './decision-graph-layout.ts';
import {
  drawBottomAxis,
  drawLeftAxis,
  drawNotice,
  type Layer,
  layerOf,
  openFigure,
} from './frame.ts';
import type { FigureTheme } from './palette.ts';
import type { Point } from './plot-area.ts';

const pathOf = line<Point>().digits(1);

function drawThreshold(
  layer: Layer,
  { threshold, thresholdLabel }: DecisionGraphLayout,
  theme: FigureTheme,
) {
  layer
    .selectChildren('path')
    .data([threshold])
    .join('path')
    .attr('d', pathOf)
    .attr('fill', 'none')
    .attr('stroke', theme.tones.good)
    .attr('stroke-width', 1.2)
    .attr('stroke-dasharray', '6 3');
  layer
    .selectChildren('text')
    .data(thresholdLabel ? [thresholdLabel] : [])
    .join('text')
    .attr('x', (l) => l.x)
    .attr('y', (l) => l.y)
    .text((l) => l.text);
}

/** Draws into `target` or updates what an earlier call drew there. */
export function drawDecisionGraph(
  target: SVGSVGElement,
  layout: DecisionGraphLayout,
  theme: FigureTheme,
): void {
  const { plot, centres, others } = layout;
  const svg = openFigure(target, layout, theme);
  const place = { plot, theme, grid: true };
  const axes = layerOf(svg, 'axes');
  drawLeftAxis(axes, layout.yAxis, place);
  drawBottomAxis(axes, layout.xAxis, place);
  layerOf(svg, 'others')
    .selectChildren('path')
    .data([others.map((m) => `M${m.x} ${m.y}h0`).join('')])
    .join('path')
    .attr('d', String)
    .attr('stroke', theme.mutedInk)
    .attr('stroke-width', 2.4)
    .attr('stroke-linecap', 'round')
    .attr('stroke-opacity', 0.7);
  drawThreshold(layerOf(svg, 'threshold'), layout, theme);
  layerOf(svg, 'centres')
    .selectChildren<SVGCircleElement, (typeof centres)[number]>('circle')
    .data(centres, (m) => m.index)
    .join('circle')
    .attr('cx', (m) => m.x)
    .attr('cy', (m) => m.y)
    .attr('r', 4)
    .attr('fill', theme.tones['density-peaks'])
    .attr('stroke', theme.background);
  const isEmpty = centres.length + others.length === 0;
  drawNotice(axes, isEmpty ? 'Nothing to show yet' : undefined, place);
}
