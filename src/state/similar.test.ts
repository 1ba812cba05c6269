import { expect, test } from 'vitest';
import type { PictureId } from '../core/dataset/picture.ts';
import { similarTo } from './similar.ts';

const features = {
  key: 'f',
  set: 'set',
  pictures: ['a', 'b', 'c'] as PictureId[],
  rows: ['a', 'b', 'c'] as PictureId[],
  channels: 2,
  recipe: undefined,
  makers: [],
  checkpoint: { id: 'x', title: 'x', sha256: 'x' },
};
const similar = { set: 'set', k: 2, indices: Int32Array.of(1, 2, 2, 0, 1, 0) };

test('rows become pictures, nearest first', () => {
  expect(similarTo(similar, features, 'b' as PictureId)).toEqual(['c', 'a']);
});

test.each([
  ['another set of features', { ...similar, set: 'old' }, 'a'],
  ['a picture without features', similar, 'z'],
  ['nothing found yet', undefined, 'a'],
])('%s has none', (_, found, picture) => {
  expect(similarTo(found, features, picture as PictureId)).toBeUndefined();
});
