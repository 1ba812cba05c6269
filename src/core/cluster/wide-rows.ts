import type { Matrix } from '../arrays/matrix.ts';
import type { LoopHooks } from '../loop-hooks.ts';
import { project } from '../neighbours/projection.ts';
import { squaredApart } from './squared-apart.ts';

/** With more columns, copies in double precision would take more memory than all else. */
export const MOST_PACKED_COLUMNS = 64;

/**
 * Rows of many columns where they lie, in single precision, and for each a point in few dimensions: distances of
 * these bound those of the rows from below, so that most need not be measured.
 */
export class WideRows {
  readonly x: Matrix;
  /** Row-major, `width` numbers a row. */
  readonly points: Float64Array;
  readonly width: number;
  /** Places any other point among `points`; overwrites `row`. */
  readonly place: (row: Float64Array, out: Float64Array) => void;
  private readonly slack: number;

  constructor(x: Matrix, { points, slack, place }: Awaited<ReturnType<typeof project>>) {
    this.x = x;
    this.points = points.data;
    this.width = points.width;
    this.slack = slack;
    this.place = place;
  }

  /** At most the squared distance of two rows whose points are `squared` apart. */
  atLeast(squared: number): number {
    const apart = Math.sqrt(squared) - this.slack;
    return apart > 0 ? apart * apart * LESS : 0;
  }

  /** Rows whose points are that far apart (squared) are at least `squared` from each other. */
  reach(squared: number): number {
    return (Math.sqrt(squared) + this.slack) ** 2 * MORE;
  }

  /** Squared; partial and no less than `limit` where it is not below that. */
  between(a: number, b: number, limit = Infinity): number {
    const { data, cols } = this.x;
    return squaredApart(data, a * cols, b * cols, cols, limit);
  }
}

/** For rounding. */
const MORE = 1 + 1e-12;
const LESS = 1 - 1e-12;

/** Expects finite values. */
export async function openWideRows(x: Matrix, hooks: LoopHooks): Promise<WideRows> {
  return new WideRows(x, await project(x, hooks));
}
