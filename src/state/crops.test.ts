import { expect, test } from 'vitest';
import type { PictureId } from '../core/dataset/picture.ts';
import { plateIds } from './selectors.ts';
import { emptyDisk } from './test-disk.ts';
import { createTestStore, testFiles } from './test-store.ts';

const ids = (...names: string[]) => names as PictureId[];
const crop = { x: 0, y: 0, width: 4, height: 2 };
const other = { ...crop, height: 1 };
const fromFile = (name: string, height = 2) => `${name}=0,0,4,${height}`;
const fromPreview = (name: string, height = 2) => `${name}@0,0,4,${height}`;

async function opened(disk = emptyDisk()) {
  const { store, calls } = createTestStore(disk);
  await store.getState().openProject();
  return { store, calls, state: () => store.getState(), disk };
}

async function imported(contents: readonly string[]) {
  const visit = await opened();
  await visit.state().importFiles(testFiles(contents));
  return visit;
}

test('a changed crop is cut from the file where that is at hand, and stays so in later visits', async () => {
  const { state, disk } = await imported(['a', 'b', 'c']);
  await state().setCrop(ids('a', 'b'), crop);
  await state().cutCrops();
  const seen = [fromFile('a'), fromFile('b'), 'c'];
  expect(plateIds(state(), ids('a', 'b', 'c'))).toEqual(seen);
  await state().undo();
  expect(plateIds(state(), ids('a', 'b', 'c'))).toEqual(['a', 'b', 'c']);
  await state().redo();
  expect(plateIds(state(), ids('a', 'b', 'c'))).toEqual(seen);

  const later = await opened(disk);
  expect(plateIds(later.state(), ids('a', 'b', 'c'))).toEqual(seen);
  await later.state().setCrop(ids('a'), other);
  await later.state().cutCrops();
  expect(plateIds(later.state(), ids('a', 'b'))).toEqual([fromPreview('a', 1), fromFile('b')]);
  expect(later.state().notices).toEqual([]);
});

test('features are taken once the crops are cut', async () => {
  const { state, disk } = await imported(['a', 'b']);
  void state().setCrop(ids('a'), crop);
  await state().takeFeatures();
  expect(state().features?.rows).toEqual([fromFile('a'), 'b']);
  expect(disk.features.size).toBe(2);
});

test('a file that has changed since leaves its picture cut from the preview, and stops no other', async () => {
  const { state } = await imported(['changed', 'b']);
  await state().setCrop(ids('changed', 'b'), crop);
  await state().cutCrops();
  expect(plateIds(state(), ids('changed', 'b'))).toEqual([fromPreview('changed'), fromFile('b')]);
  expect(state().notices).toEqual([]);
});

test('what was cut in vain is cut once the files are imported again, which are not read for that', async () => {
  const { disk } = await imported(['a']);
  const files = testFiles(['a']);
  const record = disk.records.get('a' as PictureId);
  const modifiedAt = files[0]?.file.lastModified;
  if (record && modifiedAt) disk.records.set(record.id, { ...record, modifiedAt });
  const { state } = await opened(disk);
  await state().setCrop(ids('a'), crop);
  await state().cutCrops();
  expect(plateIds(state(), ids('a'))).toEqual([fromPreview('a')]);
  await state().importFiles(files);
  expect(
    state()
      .notices.map(({ text }) => text)
      .join(),
  ).toContain('was here already');
  await state().cutCrops();
  expect(plateIds(state(), ids('a'))).toEqual([fromFile('a')]);
});

/** A folder of one file in a folder of its own. */
function folder(path: string, file: File, permission: PermissionState) {
  const [name = '', ...below] = path.split('/');
  const missing = () => Promise.reject(new DOMException('', 'NotFoundError'));
  const at = (parts: readonly string[]): object => ({
    name,
    queryPermission: async () => permission,
    getDirectoryHandle: async (part: string) =>
      part === parts[0] ? at(parts.slice(1)) : missing(),
    getFileHandle: async (part: string) =>
      part === parts[0] && parts.length === 1 ? { getFile: async () => file } : missing(),
  });
  return at(below) as FileSystemDirectoryHandle;
}

test.each([
  ['granted', fromFile('a')],
  ['prompt', fromPreview('a')],
] as const)('of a remembered folder that may be read (%s)', async (permission, expected) => {
  const { disk } = await imported(['a']);
  const [source] = testFiles(['a']);
  if (!source) throw new Error('no file');
  const record = disk.records.get('a' as PictureId);
  if (record) disk.records.set(record.id, { ...record, modifiedAt: source.file.lastModified });
  disk.folders.push(folder(source.path, source.file, permission));
  const { state } = await opened(disk);
  await state().setCrop(ids('a'), crop);
  await state().cutCrops();
  expect(plateIds(state(), ids('a'))).toEqual([expected]);
});
