import { type Point, roundPixel } from './plot-area.ts';

export interface Trace {
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
}

/** Indices of the points of one pixel column that are worth drawing. */
interface Column {
  readonly pixel: number;
  readonly first: number;
  low: number;
  high: number;
  last: number;
  lowY: number;
  highY: number;
}

/**
 * A line of any number of points as at most four a pixel column: the first, the lowest, the highest and
 * the last, which draws the same pixels (Jugel et al. 2014, M4). A value that is no number breaks the line.
 */
export function thinLine(
  trace: Trace,
  placeX: (value: number) => number,
  placeY: (value: number) => number,
): Point[][] {
  const xOf = (i: number) => placeX(trace.x[i] ?? Number.NaN);
  const yOf = (i: number) => placeY(trace.y[i] ?? Number.NaN);
  const pieces: Point[][] = [];
  let piece: Point[] = [];
  let column: Column | undefined;
  const closeColumn = () => {
    if (!column) return;
    const { first, low, high, last } = column;
    const kept = new Set([first, Math.min(low, high), Math.max(low, high), last]);
    for (const i of kept) piece.push([roundPixel(xOf(i)), roundPixel(yOf(i))]);
    column = undefined;
  };
  const closePiece = () => {
    closeColumn();
    if (piece.length > 0) pieces.push(piece);
    piece = [];
  };
  for (let i = 0; i < trace.x.length; i++) {
    const x = xOf(i);
    const y = yOf(i);
    if (!Number.isFinite(x) || !Number.isFinite(y)) {
      closePiece();
      continue;
    }
    const pixel = Math.floor(x);
    if (column?.pixel !== pixel) {
      closeColumn();
      column = { pixel, first: i, low: i, high: i, last: i, lowY: y, highY: y };
      continue;
    }
    if (y < column.lowY) {
      column.low = i;
      column.lowY = y;
    } else if (y > column.highY) {
      column.high = i;
      column.highY = y;
    }
    column.last = i;
  }
  closePiece();
  return pieces;
}
