import { expect, test } from 'vitest';
import { fingerprint, startFingerprint } from './fingerprint.ts';

test('order, boundaries and content all count', () => {
  const names = [['ab', 'c'], ['a', 'bc'], ['c', 'ab'], ['abc'], [], ['']].map(fingerprint);
  expect(new Set(names).size).toBe(names.length);
});

test('the same parts have the same name', () => {
  expect(fingerprint(['x', 'y'])).toBe(fingerprint(new Set(['x', 'y'])));
});

test('one part after the other gives the name of all', () => {
  const { add, value } = startFingerprint();
  expect(value()).toBe(fingerprint([]));
  for (const part of ['features', 'x', '', 'yz']) add(part);
  expect(value()).toBe(fingerprint(['features', 'x', '', 'yz']));
  // Kept by projects on disk: it must not change.
  expect(value()).toBe('f395d91c6a677e18');
});

test('a hundred thousand similar names do not collide', () => {
  const seen = new Set(Array.from({ length: 100_000 }, (_, i) => fingerprint([`p${i}`])));
  expect(seen.size).toBe(100_000);
});
