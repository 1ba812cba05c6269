import { expect, test } from 'vitest';
import { fingerprint } from './fingerprint.ts';

test('order, boundaries and content all count', () => {
  const names = [['ab', 'c'], ['a', 'bc'], ['c', 'ab'], ['abc'], [], ['']].map(fingerprint);
  expect(new Set(names).size).toBe(names.length);
});

test('the same parts have the same name', () => {
  expect(fingerprint(['x', 'y'])).toBe(fingerprint(new Set(['x', 'y'])));
});

test('a hundred thousand similar names do not collide', () => {
  const seen = new Set(Array.from({ length: 100_000 }, (_, i) => fingerprint([`p${i}`])));
  expect(seen.size).toBe(100_000);
});
