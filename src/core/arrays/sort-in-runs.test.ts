import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sortInRuns } from './sort-in-runs.ts';

test('sorts as the language does, equals in their order', async () => {
  const item = fc.record({ key: fc.nat(20), at: fc.nat() });
  const byKey = (a: { key: number }, b: { key: number }) => a.key - b.key;
  await fc.assert(
    fc.asyncProperty(
      fc.array(item, { minLength: 0, maxLength: 50 }),
      fc.nat(200),
      async (few, times) => {
        const items = Array.from({ length: times }, () => few).flat();
        expect(await sortInRuns(items, byKey)).toEqual(items.toSorted(byKey));
      },
    ),
    { numRuns: 50 },
  );
});

test('lets go every thousand items', async () => {
  let checkpoints = 0;
  const items = Array.from({ length: 50_000 }, (_, i) => (i * 7919) % 50_000);
  const checkpoint = async () => void checkpoints++;
  const sorted = await sortInRuns(items, (a, b) => a - b, { checkpoint });
  expect(sorted.every((value, i) => value === i)).toBe(true);
  expect(checkpoints).toBeGreaterThan((6 * 50_000) / 1024);
});
