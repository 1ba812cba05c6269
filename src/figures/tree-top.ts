import type { Tree } from '../core/cluster/tree.ts';

export interface Branch {
  readonly id: number;
  readonly parent: number | undefined;
  /** Ids of the two branches merged here; undefined at an end, which may hold many points. */
  readonly arms: readonly [number, number] | undefined;
  readonly height: number;
  readonly size: number;
  /** Place among the ends from 0, halves and so on for what lies between. */
  readonly row: number;
  /** With regard to the cut at k clusters. */
  readonly place: 'above' | 'cluster' | 'below';
}

/** As many ends as shall be drawn: the cut's clusters and as many again, so that one sees how they would split. */
function endCount(leaves: number, k: number, maxEnds: number): number {
  return Math.max(1, Math.min(leaves, maxEnds, Math.max(2 * k, 12)));
}

/** The last merges of `tree` as branches; the cost is that of the ends, not of the leaves. */
export function topOfTree(tree: Tree, k: number, maxEnds: number): Branch[] {
  const { leaves, left, right, height, size } = tree;
  if (leaves < 1) return [];
  const firstShown = 2 * leaves - endCount(leaves, k, maxEnds);
  const firstUndone = 2 * leaves - k;
  const branches: Branch[] = [];
  let rows = 0;
  const sizeOf = (id: number) => (id < leaves ? 1 : (size[id - leaves] ?? 1));
  const placeOf = (id: number, parent: number | undefined): Branch['place'] => {
    if (id >= firstUndone) return 'above';
    return parent === undefined || parent >= firstUndone ? 'cluster' : 'below';
  };
  const visit = (id: number, parent: number | undefined): number => {
    const merge = id - leaves;
    let arms: [number, number] | undefined;
    let row: number;
    if (id >= firstShown) {
      const pair: [number, number] = [left[merge] ?? 0, right[merge] ?? 0];
      arms = sizeOf(pair[0]) >= sizeOf(pair[1]) ? pair : [pair[1], pair[0]];
      row = (visit(arms[0], id) + visit(arms[1], id)) / 2;
    } else {
      row = rows++;
    }
    const at = id < leaves ? 0 : (height[merge] ?? 0);
    branches.push({
      id,
      parent,
      arms,
      height: at,
      size: sizeOf(id),
      row,
      place: placeOf(id, parent),
    });
    return row;
  };
  visit(2 * leaves - 2, undefined);
  return branches;
}
