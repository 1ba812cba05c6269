import { expect, test } from 'vitest';
import { typicalMembers } from './typical-members.ts';

test('the nearest to the mean of the members comes first, other rows do not count', async () => {
  const x = { data: Float32Array.of(0, 0, 10, 0, 4, 0, 1000, 0, 6, 0), rows: 5, cols: 2 };
  expect([...(await typicalMembers(x, Int32Array.of(0, 1, 2, 4)))]).toEqual([2, 4, 0, 1]);
});

test('equals keep the order of the rows', async () => {
  const x = { data: Float32Array.of(1, 3, 1, 3), rows: 4, cols: 1 };
  expect([...(await typicalMembers(x, Int32Array.of(3, 0, 1, 2)))]).toEqual([0, 1, 2, 3]);
});
