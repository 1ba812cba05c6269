import { afterAll, expect, test } from 'vitest';
import {
  add,
  clientOn,
  expectWhole,
  filesOf,
  forgetAll,
  idOf,
  never,
  pictureOf,
  range,
  recordOf,
  recordsOf,
  somewhere,
} from './storage.test-support.ts';
import { StorageClient } from './storage.ts';

afterAll(forgetAll);

test('all that was stored is there for the next worker', async () => {
  const name = somewhere();
  const first = clientOn(name);
  const { info } = await first.open(undefined, never());
  expect(info).toMatchObject({ name: 'Untitled project', pictures: 0 });
  await add(first, range(0, 40));
  await add(first, range(40, 45));
  await first.addProblems([{ path: 'b.txt', code: 'not-a-picture', reason: 'text' }], never());
  await first.putSettings({ theme: 'light' }, info.id, never());
  await first.rename(info.id, 'Wires', never());
  first.dispose();

  const second = clientOn(name);
  const opened = await second.open(undefined, never());
  expect(opened.info).toMatchObject({ id: info.id, name: 'Wires', pictures: 45 });
  expect(await recordsOf(second)).toEqual(
    range(0, 45).map((n) => ({ ...recordOf(n), folderLabel: 'Tips' })),
  );
  expect(opened.problems).toEqual([{ path: 'b.txt', code: 'not-a-picture', reason: 'text' }]);
  expect(opened.settings).toEqual({ theme: 'light' });
  await expectWhole(second, range(0, 45).toReversed());
  expect(await second.thumbnails([idOf(99)], never())).toEqual([undefined]);
  expect(await second.preview(idOf(99), never())).toBeUndefined();
  await expect(second.plates([idOf(99)], never())).rejects.toMatchObject({
    code: 'storage-unavailable',
  });
  await add(second, range(45, 50));
  await expectWhole(second, range(0, 50));
  await second.clearProblems(never());
  expect((await second.open(info.id, never())).problems).toEqual([]);
});

test('the same content is kept once, with all its paths', async () => {
  const name = somewhere();
  const client = clientOn(name);
  const { info } = await client.open(undefined, never());
  const added = await client.addPictures(
    [pictureOf(1, 'a.tif'), pictureOf(2, 'b.tif'), pictureOf(1, 'Tips/a.tif')],
    [undefined, 'Fibres', 'Tips'],
    never(),
  );
  expect(added.map((r) => [r.path, r.otherPaths, r.folderLabel])).toEqual([
    ['a.tif', ['Tips/a.tif'], 'Tips'],
    ['b.tif', [], 'Fibres'],
    ['a.tif', ['Tips/a.tif'], 'Tips'],
  ]);
  const before = await filesOf(name, info.id);
  const again = await client.addPictures(
    [pictureOf(2, 'c.tif'), pictureOf(2, 'b.tif'), pictureOf(3, 'd.tif')],
    ['Tips', 'Fibres', undefined],
    never(),
  );
  expect(again.map((r) => [r.path, r.otherPaths, r.folderLabel])).toEqual([
    ['b.tif', ['c.tif'], 'Fibres'],
    ['b.tif', ['c.tif'], 'Fibres'],
    ['d.tif', [], undefined],
  ]);
  const after = await filesOf(name, info.id);
  const plates = 'plates-0.pack';
  expect(after.get(plates)).toBe((before.get(plates) ?? 0) + 320);
  const opened = await client.open(info.id, never());
  expect(opened.info.pictures).toBe(3);
  expect((await recordsOf(client)).map((r) => r.otherPaths)).toEqual([
    ['Tips/a.tif'],
    ['c.tif'],
    [],
  ]);
});

test('projects are apart, and one that is removed leaves nothing', async () => {
  const name = somewhere();
  const client = clientOn(name);
  const wires = await client.create('Wires', never());
  await add(client, [1, 2]);
  const tips = await client.create(' ', never());
  await add(client, [3]);
  expect(tips.info.name).toBe('Untitled project');
  expect((await client.projects(never())).map((p) => [p.name, p.pictures])).toEqual([
    ['Untitled project', 1],
    ['Wires', 2],
  ]);
  await client.open(wires.info.id, never());
  expect(await recordsOf(client)).toHaveLength(2);
  await expectWhole(client, [1, 2]);
  await client.remove(wires.info.id, never());
  await expect(client.preview(idOf(1), never())).rejects.toThrow('no project is open');
  await expect(client.open(wires.info.id, never())).rejects.toMatchObject({
    code: 'storage-unavailable',
  });
  await expect(filesOf(name, wires.info.id)).rejects.toThrow();
  expect((await client.open(undefined, never())).info.id).toBe(tips.info.id);
});

test('an import under way is remembered until it has ended', async () => {
  const name = somewhere();
  const client = clientOn(name);
  const { info, interrupted } = await client.open(undefined, never());
  expect(interrupted).toBeUndefined();
  const progress = { title: 'Importing', source: 'files', done: 3, total: 9 };
  await client.noteImport(progress, never());
  expect((await client.open(info.id, never())).interrupted).toEqual(progress);
  await client.noteImport(undefined, never());
  expect((await client.open(info.id, never())).interrupted).toBeUndefined();
});

test('a replaced worker has the project open again before it goes on', async () => {
  const client = clientOn(somewhere());
  await client.open(undefined, never());
  await add(client, [1, 2]);
  client.dispose();
  await add(client, [3]);
  await expectWhole(client, [1, 2, 3]);
});

test('20,000 pictures: how long adding and opening takes', async () => {
  const name = somewhere();
  const first = clientOn(name);
  await first.open(undefined, never());
  const n = 20_000;
  const from = performance.now();
  for (let at = 0; at < n; at += 500) await add(first, range(at, at + 500));
  const added = performance.now();
  first.dispose();
  const second = clientOn(name);
  await second.projects(never());
  const ready = performance.now();
  await second.open(undefined, never());
  const records = await recordsOf(second);
  const opened = performance.now();
  expect(records).toHaveLength(n);
  expect(records.at(-1)?.id).toBe(idOf(n - 1));
  console.log(
    `added in ${Math.round(added - from)} ms, opened in ${Math.round(opened - ready)} ms`,
  );
});

test('the worker of the page answers', async () => {
  const client = new StorageClient();
  const use = await client.use(never());
  expect(use.quotaBytes).toBeGreaterThan(use.usedBytes);
  for (const project of await client.projects(never())) expect(project.name).not.toBe('');
  client.dispose();
});
