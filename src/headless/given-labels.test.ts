import { expect, test } from 'vitest';
import type { PictureId } from '../core/dataset/picture.ts';
import { giveLabels, labelsSentence } from './given-labels.ts';

const places = ['sem/Tips/a.png', 'sem/Tips/b.png'].map((path) => ({
  id: path as PictureId,
  path,
  otherPaths: [],
}));

test('a file that fits in part says how far, and where it first does not', async () => {
  const labels = [
    { path: 'Tips/a.png', label: 'Tips' },
    { path: 'c.png', label: 'Wires' },
    { path: 'd.png', label: 'Wires' },
  ];
  const given = await giveLabels({ name: 'l.csv', labels }, places);
  expect([...given.labels]).toEqual([['sem/Tips/a.png', 'Tips']]);
  expect(given.record).toEqual({ file: 'l.csv', labels: 3, matched: 1, firstUnmatched: 'c.png' });
  expect(labelsSentence(given.record)).toBe(
    '1 of the 3 labels of l.csv were given; the first that fits no file here, or several alike, is that of c.png.',
  );
});

test('a file that fits says so', async () => {
  const labels = [{ path: 'b.png', label: 'Tips' }];
  const { record } = await giveLabels({ name: 'l.csv', labels }, places);
  expect(labelsSentence(record)).toBe('1 of the 1 labels of l.csv were given.');
});

test('a file that fits nothing is refused', async () => {
  const labels = [{ path: 'x.png', label: 'Tips' }];
  await expect(giveLabels({ name: 'l.csv', labels }, places)).rejects.toMatchObject({
    code: 'bad-labels',
    message: 'No line of the labels file l.csv names any of these files; its first names x.png.',
  });
});
