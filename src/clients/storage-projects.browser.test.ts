import { afterAll, expect, test } from 'vitest';
import { matrix } from '../core/arrays/matrix.ts';
import type { Decision } from '../core/dataset/decisions.ts';
import type { PictureRecord } from '../core/dataset/picture.ts';
import { plateId } from '../core/dataset/plate-id.ts';
import {
  add,
  at,
  clientOn,
  filesOf,
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

const decision = { kind: 'label', pictures: [idOf(1)], label: 'Tips', before: [null] } as const;

async function filled(client: StorageClient): Promise<void> {
  const { id } = (await client.create('Wires', never())).info;
  await add(client, range(0, 20));
  await client.addProblems([{ path: 'b', code: 'not-a-picture', reason: 'text' }], never());
  await client.decide(decision, at(id, 0), never());
  await client.decide({ kind: 'remove', pictures: [idOf(3)] }, at(id, 1), never());
  await client.setStanding(1, at(id, 2), never());
  await client.putSettings({ theme: 'light' }, id, never());
  await client.addFeatures('net', [idOf(0)], matrix(new Float32Array([1, 2]), 1, 2), never());
  await client.putArtefact('t', { meta: { n: 1 }, arrays: { x: new Int16Array([5]) } }, never());
}

async function exported(client: StorageClient, results = true): Promise<File> {
  const file = await client.exportProject({ target: undefined, results }, never());
  if (!file) throw new Error('no file');
  return file;
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
  expect(await elsewhere.decisions(0, 1, never())).toEqual([decision]);
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
  label: decision,
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

/** A database as the first version made it, with one picture and two decisions. */
async function versionOne(name: string): Promise<void> {
  const db = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore('projects', { keyPath: 'id' });
      for (const store of 'pictures problems decisions settings featureTables featureRows artefacts'.split(
        ' ',
      )) {
        request.result.createObjectStore(store);
      }
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const { record, thumbnail, preview, plate } = pictureOf(1);
  const tx = db.transaction(['projects', 'pictures', 'decisions', 'settings'], 'readwrite');
  tx.objectStore('projects').put({
    id: 'old',
    name: 'Old',
    createdAt: 1,
    openedAt: 2,
    pictures: 1,
    standing: 1,
  });
  tx.objectStore('pictures').put(
    {
      record,
      thumbnail: [0, 0, thumbnail.length],
      preview: [0, 0, preview.length],
      plate: [0, 0, plate.data.length],
      plateWidth: plate.width,
      plateHeight: plate.height,
    },
    ['old', 0],
  );
  tx.objectStore('decisions').put(decision, ['old', 0]);
  tx.objectStore('decisions').put({ kind: 'remove', pictures: [idOf(1)] }, ['old', 1]);
  tx.objectStore('settings').put({ theme: 'light' }, 'old');
  await new Promise((resolve, reject) => {
    tx.oncomplete = resolve;
    tx.onerror = reject;
  });
  db.close();
  const root = await navigator.storage.getDirectory();
  const folder = await (await root.getDirectoryHandle(name, { create: true })).getDirectoryHandle(
    'old',
    { create: true },
  );
  for (const [pack, content] of [
    ['thumbnails', thumbnail],
    ['previews', preview],
    ['plates', plate.data],
  ] as const) {
    const stream = await (
      await folder.getFileHandle(`${pack}-0.pack`, { create: true })
    ).createWritable();
    await stream.write(content);
    await stream.close();
  }
}

test('a project of the first version is migrated, all of it', async () => {
  const name = somewhere();
  const client = clientOn(name);
  await versionOne(name);
  const { info, log, settings } = await client.open(undefined, never());
  expect(info).toMatchObject({ id: 'old', name: 'Old', pictures: 1 });
  expect(log).toEqual({ first: 0, decisions: [decision], standing: 1, total: 2 });
  expect(settings).toEqual({ theme: 'light' });
  const records: readonly PictureRecord[] = await recordsOf(client);
  expect(records).toEqual([pictureOf(1).record]);
  expect(await client.plates([idOf(1)], never())).toEqual([pictureOf(1).plate]);
  await client.setStanding(2, at('old', 1), never());
  await client.decide(decision, at('old', 2), never());
  await add(client, [2]);
  expect((await client.open('old', never())).log).toMatchObject({ standing: 3, total: 3 });
  expect((await filesOf(name, 'old')).get('plates-0.pack')).toBe(640);
});

function opened(name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

test('100,000 decisions: how long opening takes', async () => {
  const name = somewhere();
  const first = clientOn(name);
  const { info } = await first.create('Long', never());
  const n = 100_000;
  const db = await opened(name);
  const tx = db.transaction(['projects', 'decisions'], 'readwrite');
  const labels = (i: number) => ({
    kind: 'label',
    pictures: [idOf(i % 5000)],
    label: `l${i % 7}`,
    before: [null],
  });
  for (let i = 0; i < n - 256; i++) tx.objectStore('decisions').put(labels(i), [info.id, i]);
  tx.objectStore('projects').put({ ...info, standing: n - 256, decisions: n - 256 });
  await new Promise((resolve) => {
    tx.oncomplete = resolve;
  });
  db.close();
  await first.open(info.id, never());
  for (let i = n - 256; i < n; i++) await first.decide(decision, at(info.id, i), never());
  first.dispose();

  const second = clientOn(name);
  await second.projects(never());
  const from = performance.now();
  const { log, base } = await second.open(info.id, never());
  console.log(`100,000 decisions opened in ${Math.round(performance.now() - from)} ms`);
  expect(log).toMatchObject({ standing: n, total: n });
  expect(n - log.first).toBeLessThan(256);
  expect(base.labels.size).toBe(5000);
  expect(await second.decisions(5, 6, never())).toEqual([labels(5)]);
});

/** A picture whose upper half is black and whose lower half is white. */
async function halves(width: number, height: number): Promise<Uint8Array<ArrayBuffer>> {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
  context.fillStyle = '#fff';
  context.fillRect(0, height / 2, width, height / 2);
  context.fillStyle = '#000';
  context.fillRect(0, 0, width, height / 2);
  const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 });
  return new Uint8Array(await blob.arrayBuffer());
}

test('the plate of a chosen crop is cut from the preview', async () => {
  const client = clientOn(somewhere());
  await client.create('Crops', never());
  const picture = pictureOf(1);
  // Half the size of the picture that it is of.
  const preview = await halves(512, 384);
  await client.addPictures([{ ...picture, preview }], [undefined], never());
  const crop = { x: 0, y: 0, width: 1024, height: 368 };
  const [whole, cut] = await client.plates([idOf(1), plateId(idOf(1), crop)], never());
  expect(whole).toEqual(pictureOf(1).plate);
  expect(cut).toMatchObject({ width: 512, height: 184 });
  expect(Math.max(...(cut?.data ?? [255]))).toBeLessThan(16);
  const all = { ...crop, height: 768 };
  const [full] = await client.plates([plateId(idOf(1), all)], never());
  expect(full).toMatchObject({ width: 427, height: 320 });
  expect(full?.data.at(-1)).toBeGreaterThan(240);
});

test('a plate that was cut from the file is kept, goes along with an export, and is told in the record', async () => {
  const here = clientOn(somewhere());
  const { info } = await here.create('Cuts', never());
  await add(here, range(0, 4));
  const crop = { x: 0, y: 0, width: 1024, height: 500 };
  const other = { ...crop, height: 400 };
  const plate = (grey: number) => ({
    data: new Uint8Array(6).fill(grey),
    width: 3,
    height: 2,
  });
  const cut = (n: number, at: typeof crop, grey: number) => ({
    picture: idOf(n),
    crop: at,
    plate: plate(grey),
  });
  await here.addCuts([cut(1, crop, 10), cut(2, crop, 20), cut(1, other, 30)], never());
  const [record] = await here.addCuts([cut(1, crop, 40)], never());
  expect(record).toMatchObject({ id: idOf(1), fileCuts: [other, crop] });
  await expect(here.addCuts([cut(9, crop, 1)], never())).rejects.toMatchObject({
    code: 'storage-unavailable',
  });
  const elsewhere = clientOn(somewhere());
  const imported = await elsewhere.importProject(await exported(here, false), never());
  for (const [client, id] of [
    [elsewhere, imported.id],
    [here, info.id],
  ] as const) {
    await client.open(id, never());
    const records = await recordsOf(client);
    expect(records.map(({ fileCuts }) => fileCuts?.length)).toEqual([undefined, 2, 1, undefined]);
    const name = (n: number, at: typeof crop) => plateId(idOf(n), at, { isFromFile: true });
    const plates = await client.plates([name(1, crop), name(2, crop), name(1, other)], never());
    expect(plates).toEqual([plate(40), plate(20), plate(30)]);
    await expect(client.plates([name(3, crop)], never())).rejects.toMatchObject({
      code: 'storage-unavailable',
    });
  }
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
