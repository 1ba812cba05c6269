import fc from 'fast-check';
import { expect, test } from 'vitest';
import { grow, overGrowing } from './grown-list.ts';

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
