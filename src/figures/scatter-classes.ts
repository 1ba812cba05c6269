import { naturalOrder } from '../core/dataset/natural-order.ts';
import { MOST_COLOURS, type ScatterColouring, type ScatterEntry } from './scatter-colouring.ts';

export interface PointClasses {
  /** 'Label'. */
  readonly title: string;
  /** Of each point, a place in `names`; -1 for one that is not shown. */
  readonly classOf: Int32Array;
  /** Undefined for the class of those that have none. */
  readonly names: readonly (string | undefined)[];
  /** What they are called. */
  readonly none: string;
  /** The biggest first; else by name. */
  readonly isBySize: boolean;
}

/** A colour for each class, as far as there are colours that stay apart: for the biggest; grey for the others. */
export function colourByClass(classes: PointClasses): ScatterColouring {
  const { title, classOf, names, none, isBySize } = classes;
  const counts = new Int32Array(names.length);
  for (const number of classOf) {
    if (number >= 0) counts[number] = (counts[number] ?? 0) + 1;
  }
  const all = names.map((name, number) => ({ name, number, count: counts[number] ?? 0 }));
  const found = all.filter(({ count }) => count > 0);
  const bySize = found
    .filter(({ name }) => name !== undefined)
    .sort((a, b) => b.count - a.count || naturalOrder(a.name ?? '', b.name ?? ''));
  const colours = new Set(bySize.slice(0, MOST_COLOURS));
  const listed = isBySize
    ? bySize
    : bySize.toSorted((a, b) => naturalOrder(a.name ?? '', b.name ?? ''));
  const coloured = listed.filter((one) => colours.has(one));
  const order = [...listed, ...found.filter(({ name }) => name === undefined)];
  const place = new Int32Array(names.length);
  for (const [to, { number }] of order.entries()) place[number] = to;
  return {
    title,
    entries: order.map((one): ScatterEntry => {
      const index = coloured.indexOf(one);
      return {
        label: one.name ?? none,
        count: one.count,
        swatch: index < 0 ? { kind: 'rest' } : { kind: 'category', index },
      };
    }),
    entryOf: classOf.map((number) => (number < 0 ? number : (place[number] ?? -1))),
    tints: undefined,
  };
}
