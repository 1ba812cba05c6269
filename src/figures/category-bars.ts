import { type Axis, layoutAxis, placeOn } from './axis.ts';
import { drawBottomAxis, drawNotice, layerOf, openFigure } from './frame.ts';
import { formatNumber } from './number-format.ts';
import { categoryColor, type FigureTheme } from './palette.ts';
import { type FigureSize, FONT_SIZE, type PlotArea, roundPixel } from './plot-area.ts';
import { fitText, textWidth } from './text-fit.ts';

export interface CategoryCount {
  readonly label: string;
  readonly count: number;
}

export interface CategoryBarsData {
  /** In the order to be shown; the colour goes by the place in this list. */
  readonly counts: readonly CategoryCount[];
}

interface Bar {
  readonly label: string;
  readonly count: string;
  /** Index of its colour; -1 for what was put together. */
  readonly color: number;
  readonly y: number;
  readonly right: number;
}

export interface CategoryBarsLayout {
  readonly size: FigureSize;
  readonly plot: PlotArea;
  readonly title: string;
  readonly description: string;
  readonly axis: Axis;
  readonly bars: readonly Bar[];
  readonly thickness: number;
}

const LEAST_ROW = 13;

/** As many as there are rows; the smallest of the others are put together in the last row. */
function rowsOf(counts: readonly CategoryCount[], most: number) {
  const all = counts.map((c, color) => ({ ...c, color }));
  if (all.length <= most) return all;
  const kept = new Set(all.toSorted((a, b) => b.count - a.count).slice(0, most - 1));
  const rest = all.filter((c) => !kept.has(c));
  const count = rest.reduce((sum, c) => sum + c.count, 0);
  return [...all.filter((c) => kept.has(c)), { label: `${rest.length} others`, count, color: -1 }];
}

/** How many pictures each category has. */
export function layoutCategoryBars(
  { counts }: CategoryBarsData,
  size: FigureSize,
): CategoryBarsLayout {
  const rows = rowsOf(counts, Math.max(2, Math.floor((size.height - 48) / LEAST_ROW)));
  const widest = Math.max(0, ...rows.map((r) => textWidth(r.label, FONT_SIZE)));
  const labelWidth = Math.min(widest + 2, size.width * 0.4);
  const rowHeight = Math.min(26, (size.height - 46) / Math.max(1, rows.length));
  const plot = {
    left: Math.round(labelWidth + 16),
    top: 6,
    right: size.width - 46,
    bottom: roundPixel(6 + rows.length * rowHeight),
  };
  const axis = layoutAxis(
    {
      kind: 'linear',
      domain: [0, Math.max(1, ...rows.map((r) => r.count))],
      title: 'Pictures (count)',
    },
    [plot.left, plot.right],
    60,
  );
  const place = placeOn(axis);
  const total = counts.reduce((sum, c) => sum + c.count, 0);
  const title = 'Pictures in each category';
  return {
    size,
    plot,
    title,
    description: `${title}; ${counts.map((c) => `${c.label} ${formatNumber(c.count)}`).join(', ')}; ${formatNumber(total)} in all.`,
    axis,
    bars: rows.map((row, i) => ({
      label: fitText(row.label, FONT_SIZE, labelWidth),
      count: formatNumber(row.count),
      color: row.color,
      y: roundPixel(plot.top + (i + 0.5) * rowHeight),
      right: roundPixel(place(row.count)),
    })),
    thickness: roundPixel(rowHeight * 0.66),
  };
}

/** Draws into `target` or updates what an earlier call drew there. */
export function drawCategoryBars(
  target: SVGSVGElement,
  layout: CategoryBarsLayout,
  theme: FigureTheme,
): void {
  const { plot, bars, thickness } = layout;
  const svg = openFigure(target, layout, theme);
  const place = { plot, theme, grid: true };
  const axes = layerOf(svg, 'axes');
  drawBottomAxis(axes, layout.axis, place);
  layerOf(svg, 'bars')
    .selectChildren('rect')
    .data(bars)
    .join('rect')
    .attr('x', plot.left)
    .attr('y', (b) => roundPixel(b.y - thickness / 2))
    .attr('width', (b) => roundPixel(b.right - plot.left))
    .attr('height', thickness)
    .attr('fill', (b) => (b.color < 0 ? theme.mutedInk : categoryColor(theme, b.color)));
  const texts = bars.flatMap((b) => [
    { x: plot.left - 8, y: b.y, anchor: 'end', text: b.label },
    { x: b.right + 5, y: b.y, anchor: 'start', text: b.count },
  ]);
  layerOf(svg, 'texts')
    .selectChildren('text')
    .data(texts)
    .join('text')
    .attr('x', (t) => t.x)
    .attr('y', (t) => t.y)
    .attr('dy', '0.32em')
    .attr('text-anchor', (t) => t.anchor)
    .text((t) => t.text);
  drawNotice(axes, bars.length === 0 ? 'Nothing to show yet' : undefined, place);
}
