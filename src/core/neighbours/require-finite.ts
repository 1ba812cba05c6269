import { AppError } from '../app-error.ts';
import type { Matrix } from '../arrays/matrix.ts';
import type { LoopHooks } from '../loop-hooks.ts';

const VALUES_PER_CHECKPOINT = 4_000_000;

/** @throws {AppError} `bad-features` if any value is NaN or infinite; names its row and column from 1. */
export async function requireFinite(x: Matrix, hooks: LoopHooks): Promise<void> {
  for (let from = 0; from < x.data.length; from += VALUES_PER_CHECKPOINT) {
    const part = x.data.subarray(from, from + VALUES_PER_CHECKPOINT);
    const bad = part.findIndex((v) => !Number.isFinite(v));
    if (bad >= 0) {
      const at = from + bad;
      const row = Math.floor(at / x.cols) + 1;
      throw new AppError(
        'bad-features',
        `Feature ${(at % x.cols) + 1} of row ${row} is ${x.data[at]}, not a finite number. Take the features again, or mend or leave out that row.`,
      );
    }
    await hooks.checkpoint?.(from / x.data.length);
  }
}
