import { type Axis, layoutAxis } from './axis.ts';
import { formatNumber } from './number-format.ts';
import { type FigureSize, FONT_SIZE, type PlotArea, type Point, roundPixel } from './plot-area.ts';
import { spreadLabels } from './spread-labels.ts';
import { fitText, textWidth } from './text-fit.ts';
import { valueRange } from './value-range.ts';

/** Rows `start` up to and without `end` are of one category. */
export interface HeatmapGroup {
  readonly label: string;
  readonly start: number;
  readonly end: number;
}

export interface HeatmapData {
  /** What the distances are of: 'Before autoencoding'. */
  readonly title: string;
  /** Condensed upper triangle of `side` pictures, in the order of `pdist`. */
  readonly distances: Float32Array<ArrayBuffer>;
  readonly side: number;
  /** In the order of the rows. */
  readonly groups: readonly HeatmapGroup[];
  /** Of the distance: 'feature units'. */
  readonly unit: string;
  /** With the discrete distance, where there is one. */
  readonly correlation: number | undefined;
}

/** Where a category lies along one side, in pixels along that side. */
export interface Bracket {
  readonly from: number;
  readonly to: number;
  /** Empty where there is no room for it. */
  readonly label: string;
  readonly labelAt: number;
}

export interface HeatmapLayout {
  readonly size: FigureSize;
  /** A square. */
  readonly plot: PlotArea;
  readonly title: string;
  readonly heading: string;
  readonly description: string;
  readonly rows: readonly Bracket[];
  readonly columns: readonly Bracket[];
  readonly axisTitle: string;
  readonly rowTitleX: number;
  readonly columnTitleY: number;
  readonly colorBar: { readonly left: number; readonly width: number; readonly axis: Axis };
  /** How cells should be enlarged or reduced to the plot. */
  readonly rendering: 'pixelated' | 'auto';
  readonly side: number;
  /** The distance at the bright end of the colours. */
  readonly maximum: number;
  readonly distances: Float32Array<ArrayBuffer>;
}

const ROW_GAP = 12;
/** Slanted names need more room along their side than upright ones. */
const COLUMN_GAP = 18;
const SLANT_HEIGHT = 0.66;
const BAR_ROOM = 74;

interface NameRoom {
  readonly row: number;
  /** 0 where the columns go without names. */
  readonly column: number;
}

function plotOf({ width, height }: FigureSize, names: NameRoom): PlotArea {
  const left = names.row + 30;
  const bottom = 27 + (names.column > 0 ? 6 + names.column * SLANT_HEIGHT : 0);
  const side = Math.max(20, Math.floor(Math.min(width - left - BAR_ROOM, height - 24 - bottom)));
  const spare = Math.max(0, width - left - BAR_ROOM - side) / 2;
  const x = Math.round(left + spare);
  return { left: x, top: 24, right: x + side, bottom: 24 + side };
}

/** The columns are the rows again: they are only named where that takes nothing from the square. */
function roomiest(
  { groups }: HeatmapData,
  size: FigureSize,
): { readonly plot: PlotArea; readonly names: NameRoom } {
  const widest = Math.max(0, ...groups.map((g) => textWidth(g.label, FONT_SIZE)));
  const row = Math.min(widest + 2, size.width * 0.24);
  const bare = { row, column: 0 };
  const named = { row, column: Math.min(widest + 2, 92) };
  const plot = plotOf(size, bare);
  const isRoomy = size.width >= 400 && plotOf(size, named).bottom === plot.bottom;
  return isRoomy ? { plot: plotOf(size, named), names: named } : { plot, names: bare };
}

function bracketsOf(
  { groups, side }: HeatmapData,
  range: readonly [number, number],
  names: { readonly width: number; readonly gap: number },
): Bracket[] {
  const most = names.width > 0 ? Math.floor((range[1] - range[0]) / names.gap) + 1 : 0;
  const pixels = (range[1] - range[0]) / Math.max(1, side);
  const shown = groups.filter((g) => g.end > g.start);
  const named = shown.toSorted((a, b) => b.end - b.start - (a.end - a.start)).slice(0, most);
  const kept = shown.filter((g) => named.includes(g));
  const places = spreadLabels(
    kept.map((g) => range[0] + ((g.start + g.end) / 2) * pixels),
    { gap: names.gap, low: range[0], high: range[1] },
  );
  const inset = (g: HeatmapGroup) => ((g.end - g.start) * pixels > 3 ? 0.7 : 0);
  return shown.map((g) => ({
    from: roundPixel(range[0] + g.start * pixels + inset(g)),
    to: roundPixel(range[0] + g.end * pixels - inset(g)),
    label: kept.includes(g) ? fitText(g.label, FONT_SIZE, names.width) : '',
    labelAt: roundPixel(places[kept.indexOf(g)] ?? 0),
  }));
}

/** Figures 4 and 5: the distances among pictures that are sorted by category. */
export function layoutHeatmap(data: HeatmapData, size: FigureSize): HeatmapLayout {
  const { plot, names } = roomiest(data, size);
  const highest = valueRange([data.distances])?.high ?? 0;
  const maximum = highest > 0 ? highest : 1;
  const axis = layoutAxis(
    { kind: 'linear', domain: [0, maximum], title: `Distance (${data.unit})` },
    [plot.bottom, plot.top],
    32,
  );
  const r = data.correlation === undefined ? '' : `r = ${formatNumber(data.correlation, 2)}`;
  const title = `Distances among pictures, ${data.title}`;
  const agreement = r ? `; correlation with the discrete distance of the labels ${r}` : '';
  return {
    size,
    plot,
    title,
    heading: fitText(r ? `${data.title}, ${r}` : data.title, FONT_SIZE * 1.08, size.width * 0.8),
    description: `${title}; ${formatNumber(data.side)} pictures in ${data.groups.length} categories${agreement}.`,
    rows: bracketsOf(data, [plot.top, plot.bottom], { width: names.row, gap: ROW_GAP }),
    columns: bracketsOf(data, [plot.left, plot.right], { width: names.column, gap: COLUMN_GAP }),
    axisTitle: `Pictures by category (n = ${formatNumber(data.side)})`,
    rowTitleX: roundPixel(plot.left - names.row - 20),
    columnTitleY: roundPixel(
      plot.bottom + 20 + (names.column > 0 ? 6 + names.column * SLANT_HEIGHT : 0),
    ),
    colorBar: { left: plot.right + 14, width: 12, axis },
    rendering: plot.right - plot.left >= data.side ? 'pixelated' : 'auto',
    side: data.side,
    maximum,
    distances: data.distances,
  };
}

/** Where the pair of different pictures `a` and `b` stands in a condensed triangle of `side` pictures. */
export function pairIndex(a: number, b: number, side: number): number {
  const [i, j] = a < b ? [a, b] : [b, a];
  return i * side - (i * (i + 1)) / 2 + (j - i - 1);
}

export interface CellPlace {
  readonly row: number;
  readonly column: number;
}

export interface HeatmapCell extends CellPlace {
  readonly distance: number;
}

const pixelsACell = ({ plot, side }: HeatmapLayout) => (plot.right - plot.left) / Math.max(1, side);

/** The cell under a pixel; undefined outside the square. */
export function cellAt(layout: HeatmapLayout, x: number, y: number): HeatmapCell | undefined {
  const pixels = pixelsACell(layout);
  const row = Math.floor((y - layout.plot.top) / pixels);
  const column = Math.floor((x - layout.plot.left) / pixels);
  return cellOf(layout, { row, column });
}

/** Undefined outside the square. */
export function cellOf(
  { side, distances }: HeatmapLayout,
  { row, column }: CellPlace,
): HeatmapCell | undefined {
  if (row < 0 || column < 0 || row >= side || column >= side) return undefined;
  const distance = row === column ? 0 : distances[pairIndex(row, column, side)];
  return distance === undefined ? undefined : { row, column, distance };
}

/** In pixels. */
export function cellMiddle(layout: HeatmapLayout, { row, column }: CellPlace): Point {
  const pixels = pixelsACell(layout);
  return [layout.plot.left + (column + 0.5) * pixels, layout.plot.top + (row + 0.5) * pixels];
}
