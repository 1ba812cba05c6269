import { interpolateViridis, rgb } from 'd3';
import { exportSvg } from './export-svg.ts';
import { drawNotice, type Layer, layerOf, openFigure } from './frame.ts';
import type { Bracket, HeatmapLayout } from './heatmap-layout.ts';
import type { FigureTheme } from './palette.ts';
import { roundPixel } from './plot-area.ts';

const STEPS = 256;

/** Viridis: even steps to the eye, readable to the colour-blind and in grey; nothing is dark. */
const COLORS = Uint8ClampedArray.from({ length: STEPS * 4 }, (_, i) => {
  const { r, g, b } = rgb(interpolateViridis(Math.floor(i / 4) / (STEPS - 1)));
  return [r, g, b, 255][i % 4] ?? 0;
});

function pixelsOf({ side, distances, maximum }: HeatmapLayout): Uint8ClampedArray<ArrayBuffer> {
  const words = new Uint32Array(side * side);
  const colors = new Uint32Array(COLORS.buffer);
  const dark = colors[0] ?? 0;
  const scale = (STEPS - 1) / maximum;
  let pair = 0;
  for (let i = 0; i < side; i++) {
    words[i * side + i] = dark;
    for (let j = i + 1; j < side; j++) {
      const distance = distances[pair++] ?? Number.NaN;
      const color = Number.isFinite(distance) ? (colors[Math.round(distance * scale)] ?? dark) : 0;
      words[i * side + j] = color;
      words[j * side + i] = color;
    }
  }
  return new Uint8ClampedArray(words.buffer);
}

/** Makes `canvas` one pixel a cell; lay it over `layout.plot`, enlarged as `layout.rendering` says. */
export function paintHeatmap(canvas: HTMLCanvasElement, layout: HeatmapLayout): void {
  const { side } = layout;
  canvas.width = Math.max(1, side);
  canvas.height = Math.max(1, side);
  if (side === 0) return;
  canvas.getContext('2d')?.putImageData(new ImageData(pixelsOf(layout), side, side), 0, 0);
}

interface SidePaths {
  readonly bracket: (b: Bracket) => string;
  readonly leader: (b: Bracket) => string;
  readonly place: (b: Bracket) => string;
}

function drawSide(layer: Layer, brackets: readonly Bracket[], side: SidePaths, theme: FigureTheme) {
  layer
    .selectChildren('path')
    .data(brackets)
    .join('path')
    .attr('d', (b) => `${side.bracket(b)}${b.label ? side.leader(b) : ''}`)
    .attr('fill', 'none')
    .attr('stroke', theme.mutedInk)
    .attr('stroke-width', 0.8);
  layer
    .selectChildren('text.tick')
    .data(brackets.filter((b) => b.label))
    .join('text')
    .attr('class', 'tick')
    .attr('transform', side.place)
    .attr('dy', '0.32em')
    .attr('text-anchor', 'end')
    .text((b) => b.label);
}

function drawColorBar(layer: Layer, { colorBar, plot }: HeatmapLayout, theme: FigureTheme): void {
  const { left, width, axis } = colorBar;
  const bands = 64;
  const height = (plot.bottom - plot.top) / bands;
  layer
    .selectChildren('rect')
    .data(Array.from({ length: bands }, (_, i) => i))
    .join('rect')
    .attr('x', left)
    .attr('width', width)
    .attr('y', (i) => roundPixel(plot.bottom - (i + 1) * height))
    .attr('height', roundPixel(height + 0.4))
    .attr('fill', (i) => rgb(interpolateViridis((i + 0.5) / bands)).formatHex());
  layer
    .selectChildren('text.tick')
    .data(axis.ticks.filter((t) => t.label))
    .join('text')
    .attr('class', 'tick')
    .attr('x', left + width + 5)
    .attr('y', (t) => t.at)
    .attr('dy', '0.32em')
    .attr('fill', theme.mutedInk)
    .text((t) => t.label);
  const middle = (plot.top + plot.bottom) / 2;
  layer
    .selectChildren('text.title')
    .data([axis.title])
    .join('text')
    .attr('class', 'title')
    .attr('transform', `translate(${left + width + 44} ${middle}) rotate(-90)`)
    .attr('text-anchor', 'middle')
    .text(String);
}

function drawTitles(layer: Layer, layout: HeatmapLayout): void {
  const { plot } = layout;
  const middleX = (plot.left + plot.right) / 2;
  const middleY = (plot.top + plot.bottom) / 2;
  layer
    .selectChildren('text')
    .data([
      { text: layout.heading, transform: `translate(${middleX} 15)`, weight: 600 },
      {
        text: layout.axisTitle,
        transform: `translate(${middleX} ${layout.columnTitleY})`,
        weight: 400,
      },
      {
        text: layout.axisTitle,
        transform: `translate(${layout.rowTitleX} ${middleY}) rotate(-90)`,
        weight: 400,
      },
    ])
    .join('text')
    .attr('transform', (t) => t.transform)
    .attr('text-anchor', 'middle')
    .attr('font-weight', (t) => t.weight)
    .text((t) => t.text);
}

/** Draws all but the cells, which show through from a canvas underneath. */
export function drawHeatmap(
  target: SVGSVGElement,
  layout: HeatmapLayout,
  theme: FigureTheme,
): void {
  const { plot, rows, columns } = layout;
  const svg = openFigure(target, layout, theme, plot);
  layerOf(svg, 'cells');
  const rowSide: SidePaths = {
    bracket: (b) => `M${plot.left - 3} ${b.from}h-3V${b.to}h3`,
    leader: (b) =>
      `M${plot.left - 6} ${roundPixel((b.from + b.to) / 2)}L${plot.left - 10} ${b.labelAt}`,
    place: (b) => `translate(${plot.left - 12} ${b.labelAt})`,
  };
  const columnSide: SidePaths = {
    bracket: (b) => `M${b.from} ${plot.bottom + 3}v3H${b.to}v-3`,
    leader: (b) =>
      `M${roundPixel((b.from + b.to) / 2)} ${plot.bottom + 6}L${b.labelAt} ${plot.bottom + 10}`,
    place: (b) => `translate(${b.labelAt} ${plot.bottom + 13}) rotate(-40)`,
  };
  drawSide(layerOf(svg, 'rows'), rows, rowSide, theme);
  drawSide(layerOf(svg, 'columns'), columns, columnSide, theme);
  drawColorBar(layerOf(svg, 'colours'), layout, theme);
  drawTitles(layerOf(svg, 'titles'), layout);
  const isEmpty = layout.side < 2;
  drawNotice(layerOf(svg, 'notice'), isEmpty ? 'Nothing to show yet' : undefined, { plot, theme });
}

/** The figure with its cells as a file that stands alone; `cellsUrl` is the painted canvas as a PNG data URL. */
export function exportHeatmap(svg: SVGSVGElement, layout: HeatmapLayout, cellsUrl: string): string {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const { plot, rendering } = layout;
  const image = copy.ownerDocument.createElementNS('http://www.w3.org/2000/svg', 'image');
  const attributes = {
    href: cellsUrl,
    x: plot.left,
    y: plot.top,
    width: plot.right - plot.left,
    height: plot.bottom - plot.top,
    preserveAspectRatio: 'none',
    'image-rendering': rendering,
  };
  for (const [name, value] of Object.entries(attributes)) image.setAttribute(name, String(value));
  copy.querySelector('g.cells')?.append(image);
  return exportSvg(copy);
}
