import { expect, test } from 'vitest';
import type { PictureId, PictureRecord } from '../core/dataset/picture.ts';
import { withRecords } from './with-records.ts';

const record = (id: string, otherPaths: readonly string[] = []) =>
  ({ id: id as PictureId, path: id, otherPaths }) as unknown as PictureRecord;

test('new records come behind, changed ones into their places', () => {
  const first = withRecords([], [record('a'), record('b'), record('c')]);
  const second = withRecords(first, [record('b', ['x']), record('d'), record('d')]);
  expect(second.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd']);
  expect(second[1]?.otherPaths).toEqual(['x']);
  expect(first.map(({ otherPaths }) => otherPaths)).toEqual([[], [], []]);
});

test('what changes nothing gives the same list', () => {
  const list = withRecords([], [record('a'), record('b')]);
  expect(withRecords(list, [record('b'), record('a')])).toBe(list);
});

test('a batch for 50,000 records costs what it holds', () => {
  const all = Array.from({ length: 50_000 }, (_, i) => record(`p${i}`));
  let list = withRecords([], all);
  const times: number[] = [];
  for (let batch = 0; batch < 21; batch++) {
    const fresh = Array.from({ length: 32 }, (_, i) => record(`n${batch}-${i}`));
    const from = performance.now();
    list = withRecords(list, fresh);
    times.push(performance.now() - from);
  }
  const shortest = Math.min(...times);
  console.log(`32 records behind 50,000 in ${shortest.toFixed(2)} ms`);
  expect(list).toHaveLength(50_000 + 21 * 32);
  expect(shortest).toBeLessThan(2);
});
