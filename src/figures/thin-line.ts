import { type Point, roundPixel } from './plot-area.ts';

export interface Trace {
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
}

interface Column {
  readonly pixel: number;
  first: Point;
  low: Point;
  high: Point;
  last: Point;
}

function pointsOf(column: Column): Point[] {
  const { first, low, high, last } = column;
  const middle = low[0] <= high[0] ? [low, high] : [high, low];
  return [first, ...middle, last].filter((p, i, all) => i === 0 || p !== all[i - 1]);
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
  const pieces: Point[][] = [];
  let piece: Point[] = [];
  let column: Column | undefined;
  const closeColumn = () => {
    if (column) piece.push(...pointsOf(column));
    column = undefined;
  };
  const closePiece = () => {
    closeColumn();
    if (piece.length > 0) pieces.push(piece);
    piece = [];
  };
  for (let i = 0; i < trace.x.length; i++) {
    const x = placeX(trace.x[i] ?? Number.NaN);
    const y = placeY(trace.y[i] ?? Number.NaN);
    if (!Number.isFinite(x) || !Number.isFinite(y)) {
      closePiece();
      continue;
    }
    const point: Point = [roundPixel(x), roundPixel(y)];
    const pixel = Math.floor(x);
    if (column?.pixel !== pixel) {
      closeColumn();
      column = { pixel, first: point, low: point, high: point, last: point };
      continue;
    }
    if (point[1] < column.low[1]) column.low = point;
    if (point[1] > column.high[1]) column.high = point;
    column.last = point;
  }
  closePiece();
  return pieces;
}
