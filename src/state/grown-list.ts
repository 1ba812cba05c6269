/** The longest list that grew from the same one. */
interface Lineage {
  length: number;
}

const lineages = new WeakMap<readonly unknown[], Lineage>();

/** `list` with `more` behind it; what was computed from `list` can be continued, see `overGrowing`. */
export function grow<Item>(list: readonly Item[], more: readonly Item[]): readonly Item[] {
  if (more.length === 0) return list;
  const grown = list.concat(more);
  const former = lineages.get(list) ?? { length: list.length };
  const lineage = former.length === list.length ? former : { length: 0 };
  if (former === lineage) lineages.set(list, lineage);
  lineage.length = grown.length;
  lineages.set(grown, lineage);
  return grown;
}

function isGrownFrom(list: readonly unknown[], former: readonly unknown[]): boolean {
  const lineage = lineages.get(list);
  return lineage !== undefined && lineage === lineages.get(former) && list.length >= former.length;
}

/**
 * Remembers the last result, and continues it where the list only grew since: a batch of new pictures costs what
 * they cost, not what all cost. `take` gets the items that are new, and the former result, which it may change.
 */
export function overGrowing<Item, Rest extends readonly unknown[], Result>(
  take: (items: readonly Item[], former: Result | undefined, ...rest: Rest) => Result,
): (list: readonly Item[], ...rest: Rest) => Result {
  let last: { list: readonly Item[]; rest: Rest; result: Result } | undefined;
  return (list, ...rest) => {
    const isSameRest = last?.rest.every((value, i) => value === rest[i]);
    if (last && isSameRest && last.list === list) return last.result;
    const former = last && isSameRest && isGrownFrom(list, last.list) ? last : undefined;
    const items = former ? list.slice(former.list.length) : list;
    last = { list, rest, result: take(items, former?.result, ...rest) };
    return last.result;
  };
}
