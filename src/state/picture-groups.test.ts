import { expect, test } from 'vitest';
import type { PictureId, PictureRecord } from '../core/dataset/picture.ts';
import { nearDuplicatesOf, sessionsOf } from './picture-groups.ts';
import { createTestStore, testFiles } from './test-store.ts';

async function opened(more: readonly Partial<PictureRecord>[]) {
  const { store, disk } = createTestStore();
  await store.getState().openProject();
  await store.getState().importFiles(testFiles(more.map((_, i) => `p${i}`)));
  for (const [i, { id, ...record }] of store.getState().records.entries()) {
    disk.records.set(id, { ...record, ...more[i], id });
  }
  await store.getState().openProject();
  return store;
}

const LIKE = 'f0f0f0f0f0f0f0f0';
const NEARLY = 'f0f0f0f0f0f0f0ff';

test('present pictures that look alike are a group; pages of one file are not', async () => {
  const page = (number: number) => ({ fileId: 'stack' as PictureId, number, of: 2 });
  const store = await opened([
    { perceptualHash: LIKE },
    { perceptualHash: '0f0f0f0f0f0f0f0f', page: page(1) },
    { perceptualHash: '0f0f0f0f0f0f0f0f', page: page(2) },
    { perceptualHash: NEARLY },
    {},
  ]);
  const ids = async () =>
    (await nearDuplicatesOf(store.getState(), {})).map((group) => group.map(({ id }) => id));
  expect(await ids()).toEqual([['p0', 'p3']]);
  await store.getState().removePictures(['p0' as PictureId]);
  expect(await ids()).toEqual([]);
});

test('present pictures of one folder are two sessions when hours lie between them', async () => {
  const at = (acquiredAt: string) => ({ metadata: { vendor: 'fei' as const, acquiredAt } });
  const store = await opened([at('2020-01-01T08:00:00'), at('2020-01-01T20:00:00')]);
  const sessions = await sessionsOf(store.getState(), {});
  expect(sessions.map(({ pictures }) => pictures)).toEqual([['p0'], ['p1']]);
  await store.getState().removePictures(['p0' as PictureId]);
  expect(await sessionsOf(store.getState(), {})).toHaveLength(1);
});
