import type { DendrogramLayout, DendrogramNode } from './dendrogram-layout.ts';
import { drawBottomAxis, drawNotice, type Layer, layerOf, openFigure } from './frame.ts';
import type { FigureTheme } from './palette.ts';

/** The line that leads to a node, and the one that joins its branches. */
export function branchPath(node: DendrogramNode): string {
  const stem = `M${node.parentX} ${node.y}H${node.x}`;
  return node.arms ? `${stem}M${node.x} ${node.arms[0]}V${node.arms[1]}` : stem;
}

function colorOf({ place }: DendrogramNode, theme: FigureTheme): string {
  return place === 'below' ? theme.mutedInk : theme.ink;
}

function drawBranches(layer: Layer, { nodes, plot }: DendrogramLayout, theme: FigureTheme): void {
  layer
    .selectChildren<SVGPathElement, DendrogramNode>('path.branch')
    .data(nodes, (n) => n.id)
    .join('path')
    .attr('class', 'branch')
    .attr('d', branchPath)
    .attr('fill', 'none')
    .attr('stroke', (n) => (n.isInverted ? theme.tones.centroid : colorOf(n, theme)))
    .attr('stroke-width', (n) => (n.place === 'below' ? 0.8 : 1.2))
    .attr('stroke-dasharray', (n) => (n.isInverted ? '4 2' : null));
  const ends = nodes.filter((n) => !n.arms);
  layer
    .selectChildren<SVGPathElement, DendrogramNode>('path.tail')
    .data(
      ends.filter((n) => n.x < plot.right - 1),
      (n) => n.id,
    )
    .join('path')
    .attr('class', 'tail')
    .attr('d', (n) => `M${n.x} ${n.y}H${plot.right}`)
    .attr('stroke', theme.mutedInk)
    .attr('stroke-width', 0.7)
    .attr('stroke-dasharray', '1 3');
  layer
    .selectChildren<SVGCircleElement, DendrogramNode>('circle')
    .data(ends, (n) => n.id)
    .join('circle')
    .attr('cx', (n) => n.x)
    .attr('cy', (n) => n.y)
    .attr('r', (n) => n.radius)
    .attr('fill', (n) => colorOf(n, theme));
}

function drawCut(
  layer: Layer,
  { cut, cutLabel, plot }: DendrogramLayout,
  theme: FigureTheme,
): void {
  layer
    .selectChildren('path')
    .data(cut)
    .join('path')
    .attr('d', (c) => `M${c.x} ${c.from}V${c.to}`)
    .attr('fill', 'none')
    .attr('stroke', theme.tones.good)
    .attr('stroke-width', cut.length > 1 ? 2 : 1.2)
    .attr('stroke-dasharray', cut.length > 1 ? null : '6 3');
  layer
    .selectChildren('text')
    .data(cutLabel ? [cutLabel] : [])
    .join('text')
    .attr('x', (c) => c.x)
    .attr('y', plot.top - 8)
    .attr('text-anchor', 'middle')
    .text((c) => c.text);
}

function drawNames(layer: Layer, { labels, plot }: DendrogramLayout, theme: FigureTheme): void {
  const x = plot.right + 8;
  layer
    .selectChildren('path')
    .data(labels)
    .join('path')
    .attr('d', (l) => `M${x} ${l.from}L${x + 10} ${l.y}`)
    .attr('fill', 'none')
    .attr('stroke', theme.mutedInk)
    .attr('stroke-width', 0.7);
  layer
    .selectChildren('text')
    .data(labels)
    .join('text')
    .attr('x', x + 14)
    .attr('y', (l) => l.y)
    .attr('dy', '0.32em')
    .text((l) => l.text);
}

/** Draws into `target` or updates what an earlier call drew there. */
export function drawDendrogram(
  target: SVGSVGElement,
  layout: DendrogramLayout,
  theme: FigureTheme,
): void {
  const svg = openFigure(target, layout, theme);
  const place = { plot: layout.plot, theme, grid: true };
  const axes = layerOf(svg, 'axes');
  drawBottomAxis(axes, layout.axis, place);
  drawBranches(layerOf(svg, 'branches'), layout, theme);
  drawCut(layerOf(svg, 'cut'), layout, theme);
  drawNames(layerOf(svg, 'names'), layout, theme);
  drawNotice(axes, layout.nodes.length < 2 ? 'Nothing to show yet' : undefined, place);
}
