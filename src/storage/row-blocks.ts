/** Rows `first` to `first + count - 1` of a file, read at once, and where they go. */
export interface RowBlock {
  readonly first: number;
  readonly count: number;
  /** Which of the wanted rows lie in the block, in the order of the file. */
  readonly wanted: readonly number[];
}

export interface BlockLimits {
  /** Rows of the longest block, at least 1. */
  readonly longest: number;
  /** So many rows that nobody wants may be read along to save a read. */
  readonly gap: number;
}

/** Reads that together give `rows[0]`, `rows[1]`, ... of a file, in the order of the file. */
export function rowBlocks(
  rows: ArrayLike<number>,
  { longest, gap }: BlockLimits,
): readonly RowBlock[] {
  const row = (i: number) => rows[i] as number;
  const order = Array.from(rows, (_, i) => i).sort((a, b) => row(a) - row(b));
  const blocks: RowBlock[] = [];
  for (let at = 0; at < order.length; ) {
    const first = row(order[at] as number);
    const wanted: number[] = [];
    let last = first;
    for (; at < order.length; at++) {
      const i = order[at] as number;
      if (row(i) - first >= longest || row(i) - last > gap + 1) break;
      wanted.push(i);
      last = row(i);
    }
    blocks.push({ first, count: last - first + 1, wanted });
  }
  return blocks;
}
