import { expect, test } from 'vitest';
import type { PictureId } from '../core/dataset/picture.ts';
import { alikeGroups, isAlikeCurrent } from './alike.ts';
import { createTestStore, testFiles } from './test-store.ts';

const ids = (...names: string[]) => names as PictureId[];

async function opened() {
  const { store, disk } = createTestStore();
  await store.getState().openProject();
  await store.getState().importFiles(testFiles(['a', 'b', 'c', 'd', 'e']));
  const hash = 'f0f0f0f0f0f0f0f';
  const other = '0123456789abcde';
  const hashes = [`${hash}0`, `${hash}1`, `${other}0`, `${hash}3`, `${other}1`];
  for (const [i, record] of [...disk.records.values()].entries()) {
    const fileBytes = i + 1;
    disk.records.set(record.id, { ...record, fileBytes, perceptualHash: hashes[i] as string });
  }
  await store.getState().openProject();
  await store.getState().findAlike();
  const groups = () => alikeGroups(store.getState()).map((group) => group.map(({ id }) => id));
  return { store, groups };
}

test('a group waits until one decision is made, and comes back when that is undone', async () => {
  const { store, groups } = await opened();
  const both = [ids('d', 'b', 'a'), ids('e', 'c')];
  expect(groups()).toEqual(both);
  expect(store.getState().jobs).toEqual([]);

  await store.getState().removePictures(ids('b', 'a'));
  expect(groups()).toEqual([ids('e', 'c')]);
  await store.getState().undo();
  expect(groups()).toEqual(both);

  await store.getState().keepAlike(ids('e', 'c'), 'Tips');
  expect(groups()).toEqual([ids('d', 'b', 'a')]);
  expect(store.getState().decided.labels.get('c' as PictureId)).toBe('Tips');
  await store.getState().undo();
  expect(groups()).toEqual(both);
  expect(store.getState().decided.labels.size).toBe(0);
});

test('more pictures make what was found out of date', async () => {
  const { store } = await opened();
  expect(isAlikeCurrent(store.getState())).toBe(true);
  await store.getState().importFiles(testFiles(['f']));
  expect(isAlikeCurrent(store.getState())).toBe(false);
});

test('a removed picture is restored once, and the restoring undone', async () => {
  const { store } = await opened();
  await store.getState().removePictures(ids('a', 'b'));
  await store.getState().restorePictures(ids('a', 'c'));
  expect([...store.getState().decided.removed]).toEqual(['b']);
  await store.getState().undo();
  expect(store.getState().decided.removed).toEqual(new Set(ids('a', 'b')));
});
