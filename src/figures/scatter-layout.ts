import { boundsOf } from '../core/map/point-grid.ts';
import { formatNumber } from './number-format.ts';
import { type FigureSize, FONT_SIZE, type PlotArea, roundPixel } from './plot-area.ts';
import type { ScatterColouring, Swatch } from './scatter-colouring.ts';
import { pointRadius } from './scatter-paint.ts';
import { fitView } from './scatter-view.ts';
import { fitText, textWidth } from './text-fit.ts';

export interface ScatterData {
  /** 'UMAP of 240 pictures'. */
  readonly title: string;
  /** Below the plot: what the axes are, or how far the map can be believed. */
  readonly note: string;
  /** `[n, 2]`. */
  readonly positions: Float32Array;
  readonly colouring: ScatterColouring;
}

interface ScatterMark {
  readonly swatch: Swatch;
  /** A stroke of no length at each point. */
  readonly path: string;
}

interface LegendLine {
  readonly swatch: Swatch | undefined;
  readonly label: string;
  readonly count: string;
  readonly y: number;
}

export interface ScatterLayout {
  readonly size: FigureSize;
  readonly title: string;
  readonly description: string;
  readonly note: string;
  readonly plot: PlotArea;
  readonly radius: number;
  readonly marks: readonly ScatterMark[];
  readonly legend: {
    readonly left: number;
    readonly right: number;
    readonly title: string;
    readonly lines: readonly LegendLine[];
  };
}

const LINE_HEIGHT = 17;
const LEGEND_TOP = 34;

/** The whole map with its legend, as a figure of a page. */
export function layoutScatter(data: ScatterData, size: FigureSize): ScatterLayout {
  const { title, note, colouring } = data;
  const widest = Math.max(
    textWidth(colouring.title, FONT_SIZE),
    ...colouring.entries.map(({ label, count }) => textWidth(`${label}  ${count}`, FONT_SIZE) + 30),
  );
  const room = Math.round(Math.min(widest + 24, size.width * 0.36));
  const plot = { left: 8, top: 8, right: size.width - room - 8, bottom: size.height - 28 };
  const shown = colouring.entryOf.reduce((sum, entry) => sum + (entry >= 0 ? 1 : 0), 0);
  return {
    size,
    title,
    description: `${title}, coloured by ${colouring.title.toLowerCase()}; ${formatNumber(shown)} points in ${colouring.entries.length} classes.`,
    note: fitText(note, FONT_SIZE, plot.right - plot.left),
    plot,
    radius: roundPixel(pointRadius(shown, 1)),
    marks: marksOf(data, plot),
    legend: {
      left: plot.right + 16,
      right: size.width - 8,
      title: fitText(colouring.title, FONT_SIZE, room - 16),
      lines: legendLines(colouring, { room: room - 16, height: size.height }),
    },
  };
}

function marksOf({ positions, colouring }: ScatterData, plot: PlotArea): readonly ScatterMark[] {
  const { entries, entryOf } = colouring;
  const rows = Array.from(entryOf.keys()).filter((row) => (entryOf[row] ?? -1) >= 0);
  const bounds = boundsOf(positions, rows);
  if (!bounds) return [];
  const size = { width: plot.right - plot.left, height: plot.bottom - plot.top };
  const { x, y, scale } = fitView(bounds, size);
  const left = plot.left + size.width / 2 - x * scale;
  const top = plot.top + size.height / 2 + y * scale;
  const parts: string[][] = entries.map(() => []);
  for (const row of rows) {
    const across = roundPixel(left + (positions[2 * row] ?? 0) * scale);
    const down = roundPixel(top - (positions[2 * row + 1] ?? 0) * scale);
    parts[entryOf[row] ?? -1]?.push(`M${across} ${down}h0`);
  }
  return entries
    .map(({ swatch }, entry) => ({ swatch, path: (parts[entry] ?? []).join('') }))
    .filter(({ path }) => path !== '');
}

function legendLines(
  { entries }: ScatterColouring,
  { room, height }: { readonly room: number; readonly height: number },
): readonly LegendLine[] {
  const places = Math.max(1, Math.floor((height - LEGEND_TOP - 8) / LINE_HEIGHT));
  const kept = entries.length <= places ? entries : entries.slice(0, places - 1);
  const lines = kept.map(({ swatch, label, count }) => ({ swatch, label, count }));
  const left = entries.slice(kept.length);
  const more = left.reduce((sum, { count }) => sum + count, 0);
  const all =
    left.length === 0
      ? lines
      : [...lines, { swatch: undefined, label: `${left.length} more`, count: more }];
  return all.map(({ swatch, label, count }, i) => {
    const number = formatNumber(count);
    const width = room - 26 - textWidth(number, FONT_SIZE);
    return {
      swatch,
      label: fitText(label, FONT_SIZE, width),
      count: number,
      y: LEGEND_TOP + i * LINE_HEIGHT,
    };
  });
}
