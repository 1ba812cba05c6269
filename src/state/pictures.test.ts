import { expect, test } from 'vitest';
import { NO_LABEL } from '../core/dataset/decisions.ts';
import { labelCounts, labelOf, presentPictures, rowClasses } from './selectors.ts';
import { createTestStore, testFiles } from './test-store.ts';

async function opened(contents: readonly string[]) {
  const made = createTestStore();
  await made.store.getState().openProject();
  await made.store.getState().importFiles(testFiles(contents));
  const ids = made.store.getState().records.map(({ id }) => id);
  return { ...made, ids };
}

test('pictures come in the order of the files, the unreadable are listed with their reason', async () => {
  const { store } = await opened(['a', 'broken', 'b', 'c']);
  const { records, problems } = store.getState();
  expect(records.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  expect(records.every(({ folderLabel }) => folderLabel === 'Tips')).toBe(true);
  expect(problems).toEqual([
    { path: 'lab/Tips/1.png', code: 'unreadable-picture', reason: 'broken' },
  ]);
});

test('more pictures than the reading window still come in order', async () => {
  const contents = Array.from({ length: 100 }, (_, i) => `p${i}`);
  const { store } = await opened(contents);
  expect(store.getState().records.map(({ id }) => id)).toEqual(contents);
});

test('content that is there already is not added again, and the person is told', async () => {
  const { store } = await opened(['a', 'b']);
  await store.getState().importFiles(testFiles(['b', 'c']));
  expect(store.getState().records.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  expect(store.getState().notices[0]?.text).toMatch(/^1 of these files/);
});

test('a person’s label goes before the folder’s, and can be undone and redone', async () => {
  const { store, ids, calls } = await opened(['a', 'b']);
  const names = () =>
    store.getState().records.map((record) => labelOf(record, store.getState().decided.labels));
  await store.getState().setLabel([ids[0]], 'Powder');
  expect(names()).toEqual([
    { name: 'Powder', by: 'person' },
    { name: 'Tips', by: 'folder' },
  ]);
  await store.getState().undo();
  expect(names().map((label) => label?.name)).toEqual(['Tips', 'Tips']);
  await store.getState().redo();
  expect(labelCounts(store.getState())).toEqual([
    { name: 'Powder', count: 1 },
    { name: 'Tips', count: 1 },
  ]);
  expect(calls).toEqual(['decide label', 'standing 0', 'standing 1']);
});

test('no label, as a person says, goes before the folder’s, until the folder’s is wanted again', async () => {
  const { store, ids } = await opened(['a', 'b']);
  const [first] = ids;
  const label = () => labelOf(store.getState().records[0], store.getState().decided.labels);
  await store.getState().setLabel([first], NO_LABEL);
  expect(label()).toBeUndefined();
  expect(labelCounts(store.getState())).toEqual([{ name: 'Tips', count: 1 }]);
  expect(rowClasses(store.getState(), ids)).toEqual({
    names: ['Tips'],
    rows: Int32Array.of(-1, 0),
  });
  await store.getState().setLabel([first], null);
  expect(label()).toEqual({ name: 'Tips', by: 'folder' });
  await store.getState().undo();
  expect(label()).toBeUndefined();
});

test('a decision after an undo replaces what was undone', async () => {
  const { store, ids } = await opened(['a']);
  await store.getState().setLabel(ids, 'Powder');
  await store.getState().undo();
  await store.getState().setLabel(ids, 'Fibres');
  await store.getState().redo();
  const { log, decided } = store.getState();
  expect(log.decisions).toHaveLength(1);
  expect(decided.labels.get(ids[0])).toBe('Fibres');
});

test('removed pictures are gone from view until the removal is undone', async () => {
  const { store, ids } = await opened(['a', 'b', 'c']);
  await store.getState().removePictures([ids[1]]);
  expect(presentPictures(store.getState()).map(({ id }) => id)).toEqual(['a', 'c']);
  await store.getState().undo();
  expect(presentPictures(store.getState()).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
});

test('undo with nothing to undo changes nothing', async () => {
  const { store, calls } = await opened(['a']);
  await store.getState().undo();
  await store.getState().redo();
  expect(calls).toEqual([]);
});
