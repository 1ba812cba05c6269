import { afterAll, expect, test } from 'vitest';
import { matrix } from '../core/arrays/matrix.ts';
import type { Decision } from '../core/dataset/decisions.ts';
import {
  add,
  at,
  clientOn,
  DECISION,
  exported,
  forgetAll,
  idOf,
  never,
  pictureOf,
  range,
  recordsOf,
  somewhere,
} from './storage.test-support.ts';
import type { StorageClient } from './storage.ts';

afterAll(forgetAll);

async function filled(client: StorageClient): Promise<void> {
  const { id } = (await client.create('Wires', never())).info;
  await add(client, range(0, 20));
  await client.addProblems([{ path: 'b', code: 'not-a-picture', reason: 'text' }], never());
  await client.decide(DECISION, at(id, 0), never());
  await client.decide({ kind: 'remove', pictures: [idOf(3)] }, at(id, 1), never());
  await client.setStanding(1, at(id, 2), never());
  await client.putSettings({ theme: 'light' }, id, never());
  await client.addFeatures('net', [idOf(0)], matrix(new Float32Array([1, 2]), 1, 2), never());
  await client.putArtefact('t', { meta: { n: 1 }, arrays: { x: new Int16Array([5]) } }, never());
}

test('an exported project is the same project elsewhere', async () => {
  const here = clientOn(somewhere());
  await filled(here);
  const file = await exported(here);
  const elsewhere = clientOn(somewhere());
  const info = await elsewhere.importProject(file, never());
  expect(info).toMatchObject({ name: 'Wires', pictures: 20 });
  const opened = await elsewhere.open(info.id, never());
  expect(opened.problems).toEqual([{ path: 'b', code: 'not-a-picture', reason: 'text' }]);
  expect(opened.settings).toEqual({ theme: 'light' });
  expect(opened.log).toMatchObject({ standing: 1, total: 2 });
  expect(opened.base.labels.get(idOf(1))).toBe('Tips');
  expect(await elsewhere.decisions(0, 1, never())).toEqual([DECISION]);
  expect(await recordsOf(elsewhere)).toEqual(await recordsOf(here));
  const ids = range(0, 20).map(idOf);
  expect(await elsewhere.plates(ids, never())).toEqual(range(0, 20).map((n) => pictureOf(n).plate));
  expect(await elsewhere.thumbnails(ids, never())).toEqual(
    range(0, 20).map((n) => pictureOf(n).thumbnail),
  );
  expect([...(await elsewhere.features('net', [idOf(0)], never())).data]).toEqual([1, 2]);
  expect(await elsewhere.artefact('t', never())).toEqual({
    meta: { n: 1 },
    arrays: { x: new Int16Array([5]) },
  });
  await add(elsewhere, [20]);
  expect(await elsewhere.preview(idOf(20), never())).toEqual(pictureOf(20).preview);
});

/** One of each kind. */
const EVERY: { readonly [Kind in Decision['kind']]: Decision & { readonly kind: Kind } } = {
  label: DECISION,
  labels: { kind: 'labels', pictures: [idOf(1)], labels: ['Wires'], before: ['Tips'] },
  'cluster-name': {
    kind: 'cluster-name',
    cluster: { treeKey: 'tree', node: 7 },
    name: 'Rods',
    before: null,
  },
  crop: {
    kind: 'crop',
    pictures: [idOf(2), idOf(3)],
    crop: { x: 0, y: 0, width: 10, height: 8 },
    before: [null, { x: 0, y: 0, width: 10, height: 9 }],
  },
  scale: {
    kind: 'scale',
    pictures: [idOf(4), idOf(5)],
    scales: [{ label: { value: 2, unit: 'um' }, pixelSizeNm: 1.5 }, null],
    before: [null, { label: undefined, pixelSizeNm: 3 }],
  },
  'keep-alike': {
    kind: 'keep-alike',
    pictures: [idOf(6), idOf(7)],
    label: 'Tips',
    before: [null, 'Wires'],
    keptBefore: [false, true],
  },
  remove: { kind: 'remove', pictures: [idOf(8)] },
  restore: { kind: 'restore', pictures: [idOf(8)] },
};

test('every kind of decision goes along with an exported project', async () => {
  const here = clientOn(somewhere());
  const { info } = await here.create('Decided', never());
  await add(here, range(0, 10));
  const all = Object.values(EVERY);
  for (const [i, each] of all.entries()) await here.decide(each, at(info.id, i), never());
  const elsewhere = clientOn(somewhere());
  const { id } = await elsewhere.importProject(await exported(here), never());
  await elsewhere.open(id, never());
  expect(await elsewhere.decisions(0, all.length, never())).toEqual(
    await here.decisions(0, all.length, never()),
  );
});

test('without results an export has pictures and decisions alone', async () => {
  const here = clientOn(somewhere());
  await filled(here);
  const elsewhere = clientOn(somewhere());
  const { id } = await elsewhere.importProject(await exported(here, false), never());
  await elsewhere.open(id, never());
  expect(await recordsOf(elsewhere)).toHaveLength(20);
  expect(await elsewhere.missingFeatures('net', [idOf(0)], never())).toEqual([idOf(0)]);
  expect(await elsewhere.artefactKeys('', never())).toEqual([]);
});

test('an export for which there is no room is said, and leaves nothing but the project', async () => {
  const name = somewhere();
  const first = clientOn(name);
  await filled(first);
  first.dispose();
  const full = clientOn(name, { fault: 'short-write', after: 4 });
  const { info } = await full.open(undefined, never());
  await expect(exported(full)).rejects.toMatchObject({ code: 'storage-full' });
  const root = await (await navigator.storage.getDirectory()).getDirectoryHandle(name);
  const left: string[] = [];
  for await (const folder of root.keys()) left.push(folder);
  expect(left).toEqual([info.id]);
});

test('a damaged export becomes no project, and leaves nothing', async () => {
  const here = clientOn(somewhere());
  await filled(here);
  const file = await exported(here);
  const bytes = new Uint8Array(await file.arrayBuffer());
  const name = somewhere();
  const elsewhere = clientOn(name);
  const step = Math.floor(bytes.length / 40);
  const damaged = [
    new File([], 'empty'),
    new File(['PK not a project at all'], 'x.zip'),
    // The last two blocks are empty and end the file for other readers: nothing is lost with them.
    ...range(1, 37).map((i) => new File([bytes.slice(0, i * step)], 'cut')),
    ...range(0, 40).map((i) => {
      const flipped = bytes.slice();
      // Past the zeros that fill up a header's block, which nothing reads.
      const at = flipped.findIndex((byte, j) => j >= (i * step) / 2 && byte !== 0);
      flipped[at] = (flipped[at] ?? 0) ^ 0x11;
      return new File([flipped], 'flipped');
    }),
  ];
  for (const broken of damaged) {
    await expect(elsewhere.importProject(broken, never())).rejects.toMatchObject({
      code: 'bad-project',
      message: expect.stringMatching(/^(The exported project|This is no project|This project was)/),
    });
  }
  expect(await elsewhere.projects(never())).toEqual([]);
  const root = await (await navigator.storage.getDirectory()).getDirectoryHandle(name);
  const left: string[] = [];
  for await (const folder of root.keys()) left.push(folder);
  expect(left).toEqual([]);
});

async function someFolder(name: string): Promise<FileSystemDirectoryHandle> {
  const root = await navigator.storage.getDirectory();
  return root.getDirectoryHandle(name, { create: true });
}

test('a project remembers its own folders, by name, and forgets them when it is removed', async () => {
  const name = somewhere();
  const client = clientOn(name);
  const first = await client.create('First', never());
  const [lab, scans] = [await someFolder('lab'), await someFolder('scans')];
  for (const folder of [scans, lab, lab]) await client.rememberFolder(folder, never());
  const second = await client.create('Second', never());
  expect(await client.folders(never())).toEqual([]);
  await client.rememberFolder(lab, never());
  await client.open(first.info.id, never());
  const folders = await client.folders(never());
  expect(folders.map((folder) => folder.name)).toEqual(['lab', 'scans']);
  expect(await folders[0]?.isSameEntry(lab)).toBe(true);
  await client.remove(first.info.id, never());
  expect(await keysIn(name, 'folders')).toEqual([[second.info.id, 'lab']]);
});

async function keysIn(database: string, store: string): Promise<readonly IDBValidKey[]> {
  const settled = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const db = await settled(indexedDB.open(database));
  const keys = await settled(db.transaction(store).objectStore(store).getAllKeys());
  db.close();
  return keys;
}
