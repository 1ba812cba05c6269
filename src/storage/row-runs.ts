/** Consecutive rows of a file that are wanted one behind the other: one read. */
export interface RowRun {
  /** First row in the file. */
  readonly from: number;
  /** First row in the result. */
  readonly to: number;
  readonly count: number;
}

/** Cuts the wanted rows, in their order, into as few runs as possible, none longer than `longest`. */
export function rowRuns(rows: ArrayLike<number>, longest: number): readonly RowRun[] {
  const runs: RowRun[] = [];
  for (let to = 0; to < rows.length; ) {
    const from = rows[to] as number;
    let count = 1;
    while (count < longest && rows[to + count] === from + count) count++;
    runs.push({ from, to, count });
    to += count;
  }
  return runs;
}
