import { expect, test } from 'vitest';
import type { PictureId, PictureRecord } from '../../core/dataset/picture.ts';
import { clusterFace } from './cluster-face.ts';

const ids = ['a', 'b', 'c', 'd', 'e'] as PictureId[];
const byId = new Map(
  ids.map((id, i) => [id, { id, folderLabel: i < 2 ? 'Tips' : undefined } as PictureRecord]),
);
const given = {
  pictures: ids,
  byId,
  removed: new Set<PictureId>(),
  labels: new Map([['c' as PictureId, 'Tips']]),
};
const namesOf = (records: readonly PictureRecord[]) => records.map(({ id }) => id).join('');

test('pictures stay in the order of the rows, and labels are counted, the commonest first', async () => {
  const { records, mix } = await clusterFace(Int32Array.of(4, 2, 0, 1), given);
  expect(namesOf(records)).toBe('ecab');
  expect(mix).toBe('3 Tips, 1 without a label');
});

test('removed pictures, and rows of none, are left out', async () => {
  const removed = new Set(['a', 'e'] as PictureId[]);
  const { records, mix } = await clusterFace(Int32Array.of(4, 2, 0, 9), { ...given, removed });
  expect(namesOf(records)).toBe('c');
  expect(mix).toBe('1 Tips');
});
