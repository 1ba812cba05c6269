import { expect, test } from 'vitest';
import { cropGroup, cropOf } from './crop-group.ts';
import { emptyDisk } from './test-disk.ts';
import { createTestStore, testFiles } from './test-store.ts';

async function opened(disk = emptyDisk()) {
  const made = createTestStore(disk);
  await made.store.getState().openProject();
  return made;
}

test('records come in pages, in their order', async () => {
  const contents = Array.from({ length: 33 }, (_, i) => `p${i}`);
  const { store, disk } = await opened();
  await store.getState().importFiles(testFiles(contents));
  const again = await opened(disk);
  expect(again.store.getState().records.map(({ id }) => id)).toEqual(contents);
  expect(again.store.getState().jobs.some(({ kind }) => kind === 'open')).toBe(false);
});

test('pictures that are imported while the project still opens are neither lost nor doubled', async () => {
  const contents = Array.from({ length: 33 }, (_, i) => `p${i}`);
  const { store, disk } = await opened();
  await store.getState().importFiles(testFiles(contents));
  const again = createTestStore(disk).store;
  let importing: Promise<void> | undefined;
  const stop = again.subscribe(({ records, jobs }) => {
    if (records.length === 0) return;
    stop();
    expect(jobs.map(({ kind }) => kind)).toEqual(['open']);
    importing = again.getState().importFiles(testFiles(['x', 'y', 'p3'], 'lab/new'));
  });
  await again.getState().openProject();
  await importing;
  const ids = again.getState().records.map(({ id }) => id);
  expect([...ids].sort()).toEqual([...contents, 'x', 'y'].sort());
});

test('undo and redo go on beyond what opening the project gave', async () => {
  const { store, disk } = await opened();
  await store.getState().importFiles(testFiles(['a']));
  const [{ id } = { id: undefined }] = store.getState().records;
  if (!id) throw new Error('no picture');
  for (let i = 0; i < 80; i++) await store.getState().setLabel([id], `l${i}`);
  for (let i = 0; i < 3; i++) await store.getState().undo();

  const again = (await opened(disk)).store;
  const label = () => again.getState().decided.labels.get(id);
  expect(again.getState().log).toMatchObject({ first: 75, standing: 77, total: 80 });
  expect(label()).toBe('l76');
  for (let i = 75; i >= 0; i--) {
    await again.getState().undo();
    expect(label()).toBe(`l${i}`);
  }
  await again.getState().undo();
  expect(label()).toBeUndefined();
  await again.getState().undo();
  expect(again.getState().log.standing).toBe(0);
  for (let i = 0; i < 80; i++) {
    await again.getState().redo();
    expect(label()).toBe(`l${i}`);
  }
  await again.getState().redo();
  expect(again.getState().log.standing).toBe(80);
});

test('a changed crop changes what the network sees, and going back finds the former features', async () => {
  const { store, calls } = await opened();
  await store.getState().importFiles(testFiles(['a', 'b', 'c', 'd']));
  await store.getState().takeFeatures();
  const before = store.getState().features;
  const record = store.getState().records[1];
  if (!record) throw new Error('no picture');
  const crop = { x: 0, y: 0, width: 4, height: 2 };
  await store.getState().setCrop([record.id], crop);
  expect(cropOf(store.getState(), record)).toEqual(crop);
  await store.getState().cutCrops();
  calls.length = 0;
  await store.getState().takeFeatures();
  const after = store.getState().features;
  expect(calls).toEqual(['embed 1', 'put rows']);
  expect(after?.pictures).toEqual(before?.pictures);
  expect(after?.rows).toEqual(['a', 'b=0,0,4,2', 'c', 'd']);
  expect(after?.set).not.toBe(before?.set);
  await store.getState().undo();
  calls.length = 0;
  await store.getState().takeFeatures();
  expect(calls).toEqual([]);
  expect(store.getState().features?.set).toBe(before?.set);
});

test('pictures of one size and vendor are cropped together', async () => {
  const disk = emptyDisk();
  const { store } = await opened(disk);
  await store.getState().importFiles(testFiles(['a', 'b', 'c', 'd']));
  const [a, b] = [...disk.records.values()];
  if (!a || !b) throw new Error('no pictures');
  disk.records.set(a.id, { ...a, metadata: { vendor: 'zeiss' } });
  disk.records.set(b.id, { ...b, width: 5 });
  const again = (await opened(disk)).store;
  const group = (i: number) => {
    const record = again.getState().records[i];
    return record && cropGroup(again.getState(), record).map(({ id }) => id);
  };
  expect([group(0), group(1), group(2)]).toEqual([['a'], ['b'], ['c', 'd']]);
  await again.getState().removePictures([...disk.records.keys()].slice(3));
  expect(group(2)).toEqual(['c']);
});

test('a project that another tab writes can be looked at, and refuses every change in a sentence', async () => {
  const disk = emptyDisk();
  const first = (await opened(disk)).store;
  await first.getState().importFiles(testFiles(['a', 'b', 'c', 'd']));
  await first.getState().setLabel([...disk.records.keys()], 'Tips');
  disk.isReadOnly = true;
  const { store, calls } = await opened(disk);
  const ids = [...disk.records.keys()];
  await store.getState().importFiles(testFiles(['x']));
  await store.getState().setLabel(ids, 'Powder');
  await store.getState().removePictures(ids);
  await store.getState().setCrop(ids, null);
  await store.getState().undo();
  await store.getState().takeFeatures();
  await store.getState().clearProblems();
  store.getState().setTheme('light');
  expect(calls).toEqual([]);
  expect(disk.settings).toBeUndefined();
  const { records, decided, isReadOnly, notices } = store.getState();
  expect(isReadOnly).toBe(true);
  expect(records).toHaveLength(4);
  expect(decided.labels.get(ids[0] as (typeof ids)[number])).toBe('Tips');
  expect(notices).toHaveLength(1);
  expect(notices[0]?.text).toContain('another tab');
});

test('an import that a killed tab left is told with its numbers, and forgotten once it is done', async () => {
  const disk = emptyDisk();
  disk.importing = { title: 'Importing pictures', source: 'files', done: 1204, total: 5000 };
  const { store } = await opened(disk);
  expect(store.getState().notices.map(({ text }) => text)).toEqual([
    'Import was interrupted after 1,204 of 5,000 files: drop the folder again to go on; files already read are skipped quickly.',
  ]);
  await store.getState().importFiles(testFiles(['a', 'b']));
  expect(disk.importing).toBeUndefined();
});

test('the sample set goes on by itself', async () => {
  const disk = emptyDisk();
  disk.importing = { title: 'Making the sample set', source: 'sample', done: 2, total: 7 };
  const { store } = await opened(disk);
  await expect.poll(() => disk.importing).toBeUndefined();
  expect(store.getState().records).toHaveLength(7);
});

test('a disk that is full ends the import with a notice and keeps what was stored', async () => {
  const { store, services, disk } = createTestStore();
  await store.getState().openProject();
  const contents = Array.from({ length: 100 }, (_, i) => `p${i}`);
  const { addPictures } = services.storage;
  Object.assign(services.storage, {
    addPictures: (...args: Parameters<typeof addPictures>) =>
      disk.records.size > 40
        ? Promise.reject(Object.assign(new Error('The storage is full.'), { code: 'storage-full' }))
        : addPictures(...args),
  });
  await store.getState().importFiles(testFiles(contents));
  const { records, notices, jobs } = store.getState();
  expect(jobs.some(({ kind }) => kind === 'import')).toBe(false);
  expect(records.map(({ id }) => id)).toEqual([...disk.records.keys()]);
  expect(notices).toMatchObject([
    { code: 'storage-full', text: expect.stringContaining('The storage is full') },
  ]);
  expect(disk.importing).toMatchObject({ total: 100 });
});

test('a project opens without the filters of the one before', async () => {
  const { store } = await opened();
  store.getState().setFilter({ text: 'x', removed: true });
  store.getState().showAlike(true);
  await store.getState().openProject();
  expect(store.getState().filter).toEqual({ ...store.getState().filter, text: '', removed: false });
  expect(store.getState().isShowingAlike).toBe(false);
});
