import type { Raster8 } from './raster.ts';

/** Grey of writing laid over a picture. */
const WHITE = 245;
/** Fall of grey from writing to what is beside it, within `REACH` columns. */
const EDGE = 70;
const REACH = 2;
/** Crisp edges that a row of writing has at least, and how many times more than the picture's own rows. */
const LEAST_EDGES = 8;
const OVER_PICTURE = 2;
const FAINT_OVER_PICTURE = 1.2;
/** Rows of a line of writing. */
const LEAST_ROWS = 8;
const MARGIN_ROWS = 3;
/** Of a scale bar's length to the picture's width. */
const SHORTEST_BAR = 0.04;
const LONGEST_BAR = 0.5;

/**
 * The first row of white writing laid over the last rows above `bottom`, or `bottom` where there is none.
 * Told by rows that hold many more crisp white edges than the rest of the picture; not above `lowest`.
 */
export function findOverlay(
  grey: Raster8,
  range: { readonly lowest: number; readonly bottom: number },
): number {
  const { lowest, bottom } = range;
  const usual = usualEdges(grey, lowest);
  const edges = (y: number) => crispEdges(grey, y);
  const first = topmost(edges, { from: bottom, lowest, least: LEAST_EDGES + OVER_PICTURE * usual });
  if (first.rows < LEAST_ROWS) return bottom;
  // Ticks, small print and the bar stand above the main line, with fewer edges.
  const faint = LEAST_EDGES + FAINT_OVER_PICTURE * usual;
  const marks = (y: number) => (hasBar(grey, y) ? faint : edges(y));
  const above = Math.max(lowest, first.top - (bottom - first.top));
  const { top } = topmost(marks, { from: first.top, lowest: above, least: faint });
  return Math.max(lowest, top - MARGIN_ROWS);
}

/** The highest row with at least `least` edges, and how many there are. */
function topmost(
  edges: (y: number) => number,
  range: { readonly from: number; readonly lowest: number; readonly least: number },
): { readonly top: number; readonly rows: number } {
  let top = range.from;
  let rows = 0;
  for (let y = range.from - 1; y >= range.lowest; y--) {
    if (edges(y) < range.least) continue;
    rows++;
    top = y;
  }
  return { top, rows };
}

/** The 98th percentile of the rows above, a sixteenth of which is looked at where they are many. */
function usualEdges(grey: Raster8, below: number): number {
  const step = Math.max(1, Math.floor(below / 256));
  const counts: number[] = [];
  for (let y = 0; y < below; y += step) counts.push(crispEdges(grey, y));
  counts.sort((a, b) => a - b);
  return counts[Math.floor(0.98 * (counts.length - 1))] ?? 0;
}

function crispEdges({ data, width }: Raster8, y: number): number {
  let edges = 0;
  const start = y * width;
  for (let x = REACH; x < width - REACH; x++) {
    const i = start + x;
    if (data[i] < WHITE) continue;
    if (data[i - 1] < WHITE && data[i] - data[i - REACH] >= EDGE) edges++;
    if (data[i + 1] < WHITE && data[i] - data[i + REACH] >= EDGE) edges++;
  }
  return edges;
}

/** A single white run that ends sharply on both sides. */
function hasBar({ data, width }: Raster8, y: number): boolean {
  const row = data.subarray(y * width, (y + 1) * width);
  const start = row.findIndex((v) => v >= WHITE);
  const end = row.findLastIndex((v) => v >= WHITE);
  const share = (end - start + 1) / width;
  if (start < REACH || end >= width - REACH || share < SHORTEST_BAR || share > LONGEST_BAR) {
    return false;
  }
  if (row[start] - row[start - REACH] < EDGE || row[end] - row[end + REACH] < EDGE) return false;
  return row.subarray(start, end + 1).every((v) => v >= WHITE);
}
