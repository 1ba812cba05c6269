import { afterAll, expect, test } from 'vitest';
import { matrix } from '../core/arrays/matrix.ts';
import { applyDecisions } from '../core/dataset/apply-decisions.ts';
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
  recordOf,
  recordsOf,
  somewhere,
} from './storage.test-support.ts';
import { StorageClient } from './storage.ts';

afterAll(forgetAll);

async function expectWhole(client: StorageClient, ns: readonly number[]): Promise<void> {
  const ids = ns.map(idOf);
  expect(await client.thumbnails(ids, never())).toEqual(ns.map((n) => pictureOf(n).thumbnail));
  expect(await client.plates(ids, never())).toEqual(ns.map((n) => pictureOf(n).plate));
  for (const n of ns.slice(0, 5)) {
    expect(await client.preview(idOf(n), never())).toEqual(pictureOf(n).preview);
  }
}

function death(name: string): Promise<void> {
  return new Promise((resolve) => {
    const channel = new BroadcastChannel(`${name}-died`);
    channel.onmessage = () => {
      channel.close();
      resolve();
    };
  });
}

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

test('features come back in the order asked for, whoever added them when', async () => {
  const name = somewhere();
  const first = clientOn(name);
  await first.open(undefined, never());
  const cols = 7;
  const rowsOf = (ns: readonly number[]) =>
    matrix(
      Float32Array.from(ns.flatMap((n) => range(0, cols).map((c) => n + c / 8))),
      ns.length,
      cols,
    );
  const ids = range(0, 100).map(idOf);
  expect(await first.missingFeatures('net/mixed7', ids, never())).toEqual(ids);
  await first.addFeatures('net/mixed7', ids.slice(0, 60), rowsOf(range(0, 60)), never());
  first.dispose();

  const second = clientOn(name);
  await second.open(undefined, never());
  expect(await second.missingFeatures('net/mixed7', ids, never())).toEqual(ids.slice(60));
  expect(await second.missingFeatures('net/mixed6', ids, never())).toEqual(ids);
  await second.addFeatures(
    'net/mixed7',
    range(50, 100).map(idOf),
    matrix(new Float32Array(rowsOf(range(50, 100)).data), 50, cols),
    never(),
  );
  const order = [...range(0, 100).toReversed(), ...range(30, 70)];
  expect(await second.features('net/mixed7', order.map(idOf), never())).toEqual(rowsOf(order));
  await expect(second.features('net/mixed7', [idOf(100)], never())).rejects.toMatchObject({
    code: 'storage-unavailable',
  });
  await expect(
    second.addFeatures('net/mixed7', [idOf(100)], matrix(new Float32Array(3), 1, 3), never()),
  ).rejects.toThrow('do not fit');
});

test('an artefact replaces the one before it, and no byte of that stays', async () => {
  const name = somewhere();
  const first = clientOn(name);
  const { info } = await first.open(undefined, never());
  const heights = new Float64Array([1, 2, 3, 4, 5]);
  const labels = new Int32Array([7, 8]);
  await first.putArtefact('tree/ward', { meta: { n: 1 }, arrays: { labels } }, never());
  await first.putArtefact(
    'tree/ward',
    { meta: { n: 2, note: null }, arrays: { heights: heights.subarray(1, 3), labels } },
    never(),
  );
  await first.putArtefact('tree/single', { meta: 'bare', arrays: {} }, never());
  expect(labels).toEqual(new Int32Array([7, 8]));
  expect([...(await filesOf(name, info.id)).values()]).toEqual([24]);
  first.dispose();

  const second = clientOn(name);
  await second.open(undefined, never());
  expect(await second.artefact('tree/ward', never())).toEqual({
    meta: { n: 2, note: null },
    arrays: { heights: new Float64Array([2, 3]), labels },
  });
  expect(await second.artefact('tree/single', never())).toEqual({ meta: 'bare', arrays: {} });
  expect(await second.artefact('nmi', never())).toBeUndefined();
  expect(await second.artefactKeys('tree/', never())).toEqual(['tree/single', 'tree/ward']);
});

test('undo and redo outlive the worker, and a new decision forgets what was undone', async () => {
  const name = somewhere();
  const first = clientOn(name);
  const { id } = (await first.open(undefined, never())).info;
  const decision = (label: string) =>
    ({ kind: 'label', pictures: [idOf(1)], label, before: [null] }) as const;
  for (const [i, label] of ['a', 'b', 'c'].entries()) {
    await first.decide(decision(label), at(id, i), never());
  }
  await first.setStanding(1, at(id, 3), never());
  first.dispose();

  const second = clientOn(name);
  const { info, log } = await second.open(undefined, never());
  expect(log).toEqual({ first: 0, decisions: [decision('a')], standing: 1, total: 3 });
  expect(await second.decisions(1, 9, never())).toEqual(['b', 'c'].map(decision));
  await second.setStanding(2, at(id, 1), never());
  await second.decide(decision('d'), at(id, 2), never());
  expect((await second.open(info.id, never())).log).toEqual({
    first: 0,
    decisions: ['a', 'b', 'd'].map(decision),
    standing: 3,
    total: 3,
  });
  await expect(second.setStanding(4, at(id, 3), never())).rejects.toThrow('4 of 3');
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

test.each([
  ['in the middle of writing', 'die-in-write', 4],
  ['with the bytes flushed and nothing committed', 'die-after-flush', 5],
])('a tab killed %s leaves what was whole, and nothing of the rest', async (_, fault, after) => {
  const name = somewhere();
  const doomed = clientOn(name, { fault, after });
  const { info } = await doomed.open(undefined, never());
  await add(doomed, range(0, 10));
  const whole = await filesOf(name, info.id);
  const died = death(name);
  const lost = add(doomed, range(10, 20));
  await died;
  expect([...(await filesOf(name, info.id)).values()]).not.toEqual([...whole.values()]);
  doomed.dispose();
  await expect(lost).rejects.toMatchObject({ code: 'worker-lost' });

  const next = clientOn(name);
  const opened = await next.open(undefined, never());
  expect((await recordsOf(next)).map((r) => r.id)).toEqual(range(0, 10).map(idOf));
  expect(opened.info.pictures).toBe(10);
  expect(await filesOf(name, info.id)).toEqual(whole);
  await add(next, range(10, 20));
  await expectWhole(next, range(0, 20));
});

test('a tab killed while an artefact is replaced leaves the old one', async () => {
  const name = somewhere();
  const doomed = clientOn(name, { fault: 'die-after-flush', after: 1 });
  const { info } = await doomed.open(undefined, never());
  const artefact = (n: number) => ({ meta: { n }, arrays: { x: new Float32Array(1000).fill(n) } });
  await doomed.putArtefact('codes', artefact(1), never());
  const died = death(name);
  const lost = doomed.putArtefact('codes', artefact(2), never());
  await died;
  expect(await filesOf(name, info.id)).toHaveProperty('size', 2);
  doomed.dispose();
  await expect(lost).rejects.toMatchObject({ code: 'worker-lost' });

  const next = clientOn(name);
  await next.open(undefined, never());
  expect(await filesOf(name, info.id)).toHaveProperty('size', 1);
  expect(await next.artefact('codes', never())).toEqual(artefact(1));
});

test('killed at any moment of an import, it goes on where it stopped', async () => {
  const name = somewhere();
  let stored = 0;
  for (let kill = 0; kill < 6; kill++) {
    const client = clientOn(name);
    const { info } = await client.open(undefined, never());
    const records = await recordsOf(client);
    expect(records.map((r) => r.id)).toEqual(range(0, records.length).map(idOf));
    expect(info.pictures).toBe(records.length);
    expect(records.length).toBeGreaterThanOrEqual(stored);
    await expectWhole(client, range(0, records.length));
    stored = records.length;
    setTimeout(() => client.dispose(), 20 + 23 * kill);
    try {
      for (;;) {
        await add(client, range(stored, stored + 8));
        stored += 8;
      }
    } catch (cause) {
      expect(cause).toMatchObject({ code: 'worker-lost' });
    }
  }
  console.log(`${stored} pictures stored through 6 kills`);
});

test.each(['quota', 'short-write'])(
  'a full disk (%s) is said, and costs nothing that was stored',
  async (fault) => {
    const name = somewhere();
    const client = clientOn(name, { fault, after: 4 });
    const { info } = await client.open(undefined, never());
    await add(client, range(0, 10));
    const whole = await filesOf(name, info.id);
    await expect(add(client, range(10, 20))).rejects.toMatchObject({
      code: 'storage-full',
      message: expect.stringContaining('free disk space'),
    });
    await expect(
      client.putArtefact('x', { meta: 0, arrays: { x: new Int8Array(9) } }, never()),
    ).rejects.toMatchObject({ code: 'storage-full' });
    await expect(
      client.addFeatures('x', [idOf(1)], matrix(new Float32Array(9), 1, 9), never()),
    ).rejects.toMatchObject({ code: 'storage-full' });
    expect(await filesOf(name, info.id)).toEqual(whole);
    expect(await client.missingFeatures('x', [idOf(1)], never())).toEqual([idOf(1)]);
    await expectWhole(client, range(0, 10));
  },
);

test('a second tab only reads the project, until the first lets go', async () => {
  const name = somewhere();
  const one = clientOn(name);
  const { info, isReadOnly } = await one.open(undefined, never());
  expect(isReadOnly).toBe(false);
  await add(one, range(0, 10));
  await one.putArtefact('x', { meta: 1, arrays: { x: new Int8Array([1, 2]) } }, never());
  const other = clientOn(name, { lockWaitMs: 300 });
  expect(await other.open(info.id, never())).toMatchObject({
    isReadOnly: true,
    info: { id: info.id },
  });
  expect(await recordsOf(other)).toHaveLength(10);
  await expectWhole(other, range(0, 10));
  expect(await other.artefact('x', never())).toMatchObject({ meta: 1 });
  const refused = { code: 'project-locked', message: expect.stringContaining('another tab') };
  await expect(add(other, [77])).rejects.toMatchObject(refused);
  await expect(other.setStanding(0, at(info.id, 0), never())).rejects.toMatchObject(refused);
  await expect(other.remove(info.id, never())).rejects.toMatchObject(refused);
  await add(one, range(10, 20));
  await expectWhole(one, range(0, 20));

  const free = other.whenFree(never());
  one.dispose();
  await free;
  expect((await other.open(info.id, never())).isReadOnly).toBe(false);
  await add(other, range(20, 30));
  await expectWhole(other, range(0, 30));
});

test('waiting for the other tab ends when it is cancelled or another project is opened', async () => {
  const name = somewhere();
  const one = clientOn(name);
  const { info } = await one.open(undefined, never());
  const other = clientOn(name, { lockWaitMs: 100 });
  await other.open(info.id, never());
  const abort = new AbortController();
  const cancelled = other.whenFree({ signal: abort.signal });
  setTimeout(() => abort.abort(), 50);
  await expect(cancelled).rejects.toMatchObject({ name: 'AbortError' });
  const left = expect(other.whenFree(never())).rejects.toMatchObject({ name: 'AbortError' });
  await other.create('Elsewhere', never());
  await left;
});

test('a long log opens from its snapshot, and all of it can still be undone', async () => {
  const name = somewhere();
  const first = clientOn(name);
  const { id } = (await first.open(undefined, never())).info;
  const n = 600;
  const decisionAt = (i: number) => ({
    kind: 'label' as const,
    pictures: [idOf(i % 50)],
    label: `l${i}`,
    before: [i < 50 ? null : `l${i - 50}`],
  });
  for (let i = 0; i < n; i++) await first.decide(decisionAt(i), at(id, i), never());
  first.dispose();
  const second = clientOn(name);
  const { info, log, base } = await second.open(undefined, never());
  expect(log).toMatchObject({ first: 512, standing: n, total: n });
  expect(base).toEqual(applyDecisions(range(0, 512).map(decisionAt)));
  expect(log.decisions).toEqual(range(512, n).map(decisionAt));
  expect(await second.decisions(0, 3, never())).toEqual(range(0, 3).map(decisionAt));

  await second.setStanding(300, at(id, n), never());
  await second.decide(decisionAt(300), at(id, 300), never());
  const again = await second.open(info.id, never());
  expect(again.log).toMatchObject({ first: 256, standing: 301, total: 301 });
  expect(again.base).toEqual(applyDecisions(range(0, 256).map(decisionAt)));
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

test('before the quota is used up nothing is written any more', async () => {
  const name = somewhere();
  const client = clientOn(name, { quota: 2 ** 30 });
  const { info } = await client.open(undefined, never());
  await expect(add(client, [1])).rejects.toMatchObject({ code: 'storage-full' });
  expect([...(await filesOf(name, info.id)).values()]).toEqual([]);
  expect(await recordsOf(client)).toEqual([]);
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
