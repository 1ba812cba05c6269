import fc from 'fast-check';
import { expect, test } from 'vitest';
import { grow, overGrowing, replace, replacedSince } from './grown-list.ts';

function watched() {
  let taken = 0;
  const sum = overGrowing((items: readonly number[], former: number | undefined, times: number) => {
    taken += items.length;
    return (former ?? 0) + times * items.reduce((a, b) => a + b, 0);
  });
  return { sum, taken: () => taken };
}

test('a list that grew costs what is new, another input costs all', () => {
  const { sum, taken } = watched();
  const first = [1, 2, 3];
  const second = grow(first, [4]);
  expect(sum(first, 1)).toBe(6);
  expect(sum(second, 1)).toBe(10);
  expect(sum(second, 1)).toBe(10);
  expect(taken()).toBe(4);
  expect(sum(second, 2)).toBe(20);
  expect(taken()).toBe(8);
});

test('two lists that grew from the same one are not taken for each other', () => {
  const { sum } = watched();
  const root = grow([1], [2]);
  const one = grow(root, [3]);
  const other = grow(root, [40, 50]);
  expect(sum(one, 1)).toBe(6);
  expect(sum(other, 1)).toBe(93);
  expect(sum(grow(other, [7]), 1)).toBe(100);
  expect(sum(root, 1)).toBe(3);
});

test('whatever grows in whatever order, the result is that of the whole list', () => {
  const steps = fc.array(fc.tuple(fc.nat(5), fc.array(fc.nat(9), { maxLength: 3 })));
  fc.assert(
    fc.property(steps, (all) => {
      const { sum } = watched();
      const lists: (readonly number[])[] = [[5]];
      for (const [from, more] of all) {
        const list = grow(lists[from % lists.length] as readonly number[], more);
        lists.push(list);
        expect(sum(list, 3)).toBe(3 * list.reduce((a, b) => a + b, 0));
      }
    }),
  );
});

test('where items were replaced all are taken again, or the former result is put right', () => {
  const { sum, taken } = watched();
  const list = grow([1, 2], [3]);
  expect(sum(list, 1)).toBe(6);
  const changed = grow(replace(list, new Map([[1, 20]])), [4]);
  expect(sum(changed, 1)).toBe(28);
  expect(taken()).toBe(7);

  let read = 0;
  const byTens = overGrowing(
    (items: readonly number[], former: Map<number, number> = new Map()) => {
      read += items.length;
      for (const item of items) former.set(Math.floor(item / 10), item);
      return former;
    },
    (former, replaced) => {
      for (const item of replaced) former.set(Math.floor(item / 10), item);
      return former;
    },
  );
  const tens = grow([10], [20, 30]);
  byTens(tens);
  expect([...byTens(grow(replace(tens, new Map([[1, 25]])), [40])).values()]).toEqual([
    10, 25, 30, 40,
  ]);
  expect(read).toBe(4);
});

test('what was replaced is told along the line of descent only', () => {
  const first = grow([1], [2, 3]);
  const second = replace(first, new Map([[0, 10]]));
  const third = replace(
    grow(second, [4]),
    new Map([
      [3, 40],
      [2, 30],
    ]),
  );
  expect(third).toEqual([10, 2, 30, 40]);
  expect(replacedSince(third, third)).toEqual([]);
  expect(replacedSince(third, second)).toEqual([2]);
  expect(replacedSince(third, first)).toEqual([0, 2]);
  expect(replacedSince(first, third)).toBeUndefined();
  const other = replace(first, new Map([[1, 7]]));
  expect(replacedSince(other, first)).toBeUndefined();
  expect(replacedSince(third, other)).toBeUndefined();
});
