import fc from 'fast-check';
import { expect, test } from 'vitest';
import { grow, replace } from './grown-list.ts';
import { inSlices, whenSliced } from './in-slices.ts';

const upTo = (n: number): readonly number[] => Array.from({ length: n }, (_, i) => i);
const sumOf = (items: readonly number[]) => items.reduce((a, b) => a + b, 0);
const summing = () =>
  inSlices(
    (items: readonly number[], former: number | undefined, times: number) =>
      (former ?? 0) + times * sumOf(items),
  );

/** Resolves when the next result is whole. */
function told(): Promise<void> {
  return new Promise((resolve) => whenSliced(resolve));
}

test('a short list, and what is put behind a long one, are taken at once', async () => {
  const sum = summing();
  expect(sum([], 2)).toBe(0);
  expect(sum(upTo(2000), 2)).toBe(2 * sumOf(upTo(2000)));
  const long = upTo(9000);
  sum(long, 1);
  await told();
  expect(sum(long, 1)).toBe(sumOf(long));
  expect(sum(grow(long, [5, 6]), 1)).toBe(sumOf(long) + 11);
});

test('of a long list the last whole result stands until the new one is whole', async () => {
  const sum = summing();
  const [short, long] = [upTo(10), upTo(9000)];
  expect(sum(short, 1)).toBe(45);
  expect(sum(long, 1)).toBe(45);
  await told();
  expect(sum(long, 1)).toBe(sumOf(long));
  expect(sum(long, 3)).toBe(sumOf(long));
  await told();
  expect(sum(long, 3)).toBe(3 * sumOf(long));
});

test('the first time what there is of a long list is given', () => {
  const sum = inSlices(
    (items: readonly number[], former: number | undefined) => (former ?? 0) + items.length,
  );
  const first = sum(upTo(9000));
  expect(first).toBeGreaterThan(0);
  expect(first).toBeLessThan(9000);
});

test('other tasks of the page come in between', async () => {
  const slow = inSlices((items: readonly number[], former: number | undefined) => {
    const until = performance.now() + 3;
    while (performance.now() < until);
    return (former ?? 0) + items.length;
  });
  const long = upTo(60_000);
  let turns = 0;
  const count = setInterval(() => turns++, 0);
  while (slow(long) !== 60_000) await told();
  clearInterval(count);
  expect(turns).toBeGreaterThan(3);
});

test('however the list grows and changes between the slices, the end is that of the last list', async () => {
  const step = fc.record({
    grown: fc.nat(4000),
    replaced: fc.array(fc.nat(3000), { maxLength: 2 }),
    times: fc.integer({ min: 1, max: 2 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 5 }), async (steps) => {
      const sum = summing();
      let list = upTo(3001);
      let last = 1;
      for (const { grown, replaced, times } of steps) {
        list = grow(replace(list, new Map(replaced.map((place) => [place, -7]))), upTo(grown));
        last = times;
        sum(list, last);
        await new Promise((resolve) => setTimeout(resolve));
      }
      const wanted = last * sumOf(list);
      while (sum(list, last) !== wanted) await told();
    }),
    { numRuns: 20 },
  );
});
