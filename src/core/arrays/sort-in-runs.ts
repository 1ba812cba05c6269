import type { LoopHooks } from '../loop-hooks.ts';

const RUN = 1024;

/** A sorted copy, equals in the order that they have, which lets go of the thread every thousand items. */
export async function sortInRuns<Item>(
  items: readonly Item[],
  compare: (a: Item, b: Item) => number,
  { checkpoint }: LoopHooks = {},
): Promise<Item[]> {
  let runs: Item[][] = [];
  for (let at = 0; at < items.length; at += RUN) {
    await checkpoint?.((0.5 * at) / items.length);
    runs.push(items.slice(at, at + RUN).sort(compare));
  }
  while (runs.length > 1) {
    const merged: Item[][] = [];
    for (let i = 0; i < runs.length; i += 2) {
      merged.push(await merge(runs[i], runs[i + 1] ?? [], compare, checkpoint));
    }
    runs = merged;
  }
  return runs[0] ?? [];
}

async function merge<Item>(
  a: readonly Item[],
  b: readonly Item[],
  compare: (a: Item, b: Item) => number,
  checkpoint: LoopHooks['checkpoint'],
): Promise<Item[]> {
  const merged: Item[] = [];
  for (let i = 0, j = 0; i < a.length || j < b.length; ) {
    if (merged.length % RUN === 0)
      await checkpoint?.(0.5 + (0.5 * merged.length) / (a.length + b.length));
    const isFirst = j >= b.length || (i < a.length && compare(a[i], b[j]) <= 0);
    merged.push(isFirst ? a[i++] : b[j++]);
  }
  return merged;
}
