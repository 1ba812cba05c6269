import { expect, test } from 'vitest';
import type { PictureId } from '../core/dataset/picture.ts';
import { plateId } from '../core/dataset/plate-id.ts';
import { readSet, storeSet } from './set-artefact.ts';
import { emptyDisk, storageOn } from './test-disk.ts';

const { signal } = new AbortController();
const crop = { x: 1, y: 2, width: 30, height: 40 };
const idOf = (i: number) => i.toString(16).padStart(64, '0') as PictureId;

test.each([1, 512, 513, 5000])(
  '%i rows come back with their pictures, in their order',
  async (n) => {
    const storage = storageOn(emptyDisk(), []);
    const pictures = Array.from({ length: n }, (_, i) => idOf(i * 7919));
    const rows = pictures.map((id, i) =>
      plateId(id, i % 3 === 0 ? crop : undefined, {
        isFromFile: i % 2 === 0,
        pixelSizeNm: i % 5 === 0 ? i + 0.5 : undefined,
      }),
    );
    await storeSet(storage, { set: 's', rows }, signal);
    expect(await readSet(storage, 's', signal)).toEqual({ pictures, rows });
    expect(await readSet(storage, 'other', signal)).toBeUndefined();
  },
);

test('a set is written once', async () => {
  const calls: string[] = [];
  const storage = storageOn(emptyDisk(), calls);
  const rows = [idOf(1)];
  await storeSet(storage, { set: 's', rows }, signal);
  await storeSet(storage, { set: 's', rows }, signal);
  expect(calls).toEqual(['put rows']);
});
