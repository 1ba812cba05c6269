/** Lists of which each came from the one before by items put behind it or into places of it. */
interface Lineage {
  newest: number;
  /** Places whose item was replaced, in the order of time. */
  readonly replaced: number[];
}

interface Descent {
  readonly lineage: Lineage;
  readonly generation: number;
  /** How many of the lineage's replacements it has. */
  readonly replaced: number;
}

const descents = new WeakMap<readonly unknown[], Descent>();

/** `list` with `more` behind it; what was computed from `list` can be continued, see `overGrowing`. */
export function grow<Item>(list: readonly Item[], more: readonly Item[]): readonly Item[] {
  if (more.length === 0) return list;
  const grown = list.concat(more);
  descend(list, grown, []);
  return grown;
}

/** `list` with other items at some places of it; what was computed from `list` can be put right, see `overGrowing`. */
export function replace<Item>(
  list: readonly Item[],
  items: ReadonlyMap<number, Item>,
): readonly Item[] {
  if (items.size === 0) return list;
  const changed = list.slice();
  for (const [place, item] of items) changed[place] = item;
  descend(list, changed, [...items.keys()]);
  return changed;
}

function descend(parent: readonly unknown[], child: readonly unknown[], places: number[]): void {
  const known = descents.get(parent);
  const isNewest = known !== undefined && known.generation === known.lineage.newest;
  const from = isNewest
    ? known
    : { lineage: { newest: 0, replaced: [] }, generation: 0, replaced: 0 };
  if (!known) descents.set(parent, from);
  const { lineage } = from;
  lineage.newest++;
  for (const place of places) lineage.replaced.push(place);
  descents.set(child, { lineage, generation: lineage.newest, replaced: lineage.replaced.length });
}

/** The places of `former` that have another item in `list`; undefined where `list` did not come from it. */
export function replacedSince(
  list: readonly unknown[],
  former: readonly unknown[],
): readonly number[] | undefined {
  if (list === former) return [];
  const [now, then] = [descents.get(list), descents.get(former)];
  if (!now || now.lineage !== then?.lineage || now.generation < then.generation) return undefined;
  const places = now.lineage.replaced.slice(then.replaced, now.replaced);
  return places.filter((place) => place < former.length);
}

/**
 * Remembers the last result, and continues it where the list only grew since: a batch of new pictures costs what
 * they cost, not what all cost. `take` gets the items that are new, and the former result, which it may change. Where
 * items were replaced all are taken again, unless `correct` puts the former result right for them.
 */
export function overGrowing<Item, Rest extends readonly unknown[], Result>(
  take: (items: readonly Item[], former: Result | undefined, ...rest: Rest) => Result,
  correct?: (result: Result, replaced: readonly Item[]) => Result,
): (list: readonly Item[], ...rest: Rest) => Result {
  let last: { list: readonly Item[]; rest: Rest; result: Result } | undefined;
  const continued = (list: readonly Item[], rest: Rest) => {
    if (!last?.rest.every((value, i) => value === rest[i])) return undefined;
    const places = replacedSince(list, last.list);
    if (!places || (places.length > 0 && !correct)) return undefined;
    const { result } = last;
    return places.length > 0 && correct
      ? correct(
          result,
          places.map((place) => list[place] as Item),
        )
      : result;
  };
  return (list, ...rest) => {
    const former = continued(list, rest);
    if (last && former !== undefined && list.length === last.list.length) {
      last = { list, rest, result: former };
      return former;
    }
    const items = last && former !== undefined ? list.slice(last.list.length) : list;
    last = { list, rest, result: take(items, former, ...rest) };
    return last.result;
  };
}
