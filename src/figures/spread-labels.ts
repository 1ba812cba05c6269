export interface SpreadRange {
  readonly gap: number;
  readonly low: number;
  readonly high: number;
}

interface Block {
  readonly members: number[];
  sum: number;
}

const centre = (block: Block, { gap, low, high }: SpreadRange) => {
  const half = ((block.members.length - 1) * gap) / 2;
  const wanted = block.sum / block.members.length;
  return Math.min(Math.max(wanted, low + half), Math.max(low + half, high - half));
};

/**
 * Places as near as can be to the wanted ones, at least `gap` apart, in the same order (equal ones keep
 * the order given) and within the range as long as all fit.
 */
export function spreadLabels(wanted: readonly number[], range: SpreadRange): number[] {
  const order = wanted
    .map((_, i) => i)
    .sort((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0) || a - b);
  const blocks: Block[] = [];
  const reach = (block: Block, side: number) =>
    centre(block, range) + (side * (block.members.length - 1) * range.gap) / 2;
  for (const i of order) {
    let block: Block = { members: [i], sum: wanted[i] ?? 0 };
    for (let last = blocks.at(-1); last; last = blocks.at(-1)) {
      if (reach(block, -1) - reach(last, 1) >= range.gap) break;
      blocks.pop();
      block = { members: [...last.members, ...block.members], sum: last.sum + block.sum };
    }
    blocks.push(block);
  }
  const places = new Array<number>(wanted.length).fill(0);
  for (const block of blocks) {
    block.members.forEach((i, rank) => {
      places[i] = reach(block, -1) + rank * range.gap;
    });
  }
  return places;
}
