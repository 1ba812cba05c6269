import { afterAll, expect, test } from 'vitest';
import type { PictureRecord } from '../core/dataset/picture.ts';
import {
  add,
  at,
  clientOn,
  DECISION,
  filesOf,
  forgetAll,
  idOf,
  never,
  pictureOf,
  recordsOf,
  somewhere,
} from './storage.test-support.ts';

afterAll(forgetAll);

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
  tx.objectStore('decisions').put(DECISION, ['old', 0]);
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
  expect(log).toEqual({ first: 0, decisions: [DECISION], standing: 1, total: 2 });
  expect(settings).toEqual({ theme: 'light' });
  const records: readonly PictureRecord[] = await recordsOf(client);
  expect(records).toEqual([pictureOf(1).record]);
  expect(await client.plates([idOf(1)], never())).toEqual([pictureOf(1).plate]);
  await client.setStanding(2, at('old', 1), never());
  await client.decide(DECISION, at('old', 2), never());
  await add(client, [2]);
  expect((await client.open('old', never())).log).toMatchObject({ standing: 3, total: 3 });
  expect((await filesOf(name, 'old')).get('plates-0.pack')).toBe(640);
});

test('what a newer version stored is left alone, and an older one makes way for it', async () => {
  const name = somewhere();
  const older = clientOn(name);
  const { info } = await older.open(undefined, never());
  const newer = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(name, 1000);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  await expect(older.putSettings(1, info.id, never())).rejects.toMatchObject({
    code: 'storage-unavailable',
    message: expect.stringContaining('Reload'),
  });
  await expect(clientOn(name).open(undefined, never())).rejects.toMatchObject({
    code: 'storage-newer',
  });
  expect([...newer.objectStoreNames]).toContain('pictures');
  newer.close();
});
