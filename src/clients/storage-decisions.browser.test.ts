import { afterAll, expect, test } from 'vitest';
import {
  add,
  at,
  clientOn,
  forgetAll,
  idOf,
  never,
  pictureOf,
  range,
  recordsOf,
  somewhere,
} from './storage.test-support.ts';

afterAll(forgetAll);

const labelled = (label: string) =>
  ({ kind: 'label', pictures: [idOf(1)], label, before: [null] }) as const;

test('a decision that finds no room is refused, and so is what was built on it; what is kept stays', async () => {
  const name = somewhere();
  const client = clientOn(name, { fault: 'quota-decisions', after: 2 });
  const { id } = (await client.open(undefined, never())).info;
  const made = ['a', 'b', 'c', 'd'].map((label, i) =>
    client.decide(labelled(label), at(id, i), never()),
  );
  const settled = await Promise.allSettled(made);
  expect(settled.map(({ status }) => status)).toEqual([
    'fulfilled',
    'fulfilled',
    'rejected',
    'rejected',
  ]);
  await expect(made[2]).rejects.toMatchObject({ code: 'storage-full' });
  await expect(made[3]).rejects.toMatchObject({ code: 'out-of-turn' });
  const kept = { first: 0, decisions: ['a', 'b'].map(labelled), standing: 2, total: 2 };
  expect((await client.log(never())).log).toEqual(kept);
  client.dispose();
  expect((await clientOn(name).open(id, never())).log).toEqual(kept);
});

test('an undo that comes too late for what is on the disk changes nothing', async () => {
  const client = clientOn(somewhere());
  const { id } = (await client.open(undefined, never())).info;
  await client.decide(labelled('a'), at(id, 0), never());
  const late = { code: 'out-of-turn', message: expect.stringContaining('Decide it again') };
  await expect(client.setStanding(1, at(id, 2), never())).rejects.toMatchObject(late);
  await expect(client.decide(labelled('b'), at(id, 0), never())).rejects.toMatchObject(late);
  expect((await client.log(never())).log).toMatchObject({ standing: 1, total: 1 });
});

test('what was decided on one project never gets into another', async () => {
  const client = clientOn(somewhere());
  const one = (await client.create('One', never())).info.id;
  const opening = client.create('Two', never());
  const late = client.decide(labelled('a'), at(one, 0), never());
  const saving = client.putSettings({ theme: 'light' }, one, never());
  await Promise.allSettled([late, saving]);
  const two = await opening;
  expect((await client.log(never())).log.total).toBe(0);
  expect((await client.open(two.info.id, never())).settings).toBeUndefined();
  await expect(client.decide(labelled('b'), at(one, 0), never())).rejects.toMatchObject({
    code: 'out-of-turn',
  });
});

test('decisions do not wait for an import or an export, and the export is whole all the same', async () => {
  const client = clientOn(somewhere());
  const { id } = (await client.open(undefined, never())).info;
  for (let from = 0; from < 6000; from += 500) await add(client, range(from, from + 500));
  let exported: File | undefined;
  const exporting = client
    .exportProject({ target: undefined, results: true }, never())
    .then((file) => {
      exported = file;
    });
  let decided = 0;
  while (!exported && decided < 500) {
    await client.decide(labelled(`l${decided}`), at(id, decided), never());
    decided++;
  }
  const during = decided;
  await exporting;
  console.log(`${during} decisions were kept while the project was exported`);
  expect(during).toBeGreaterThan(1);
  const elsewhere = clientOn(somewhere());
  const copy = await elsewhere.importProject(exported as unknown as File, never());
  const { log } = await elsewhere.open(copy.id, never());
  expect(log.total).toBeLessThanOrEqual(during);
  expect(await recordsOf(elsewhere)).toHaveLength(6000);
  expect((await client.log(never())).log.total).toBe(during);
});

test('a lost file of pictures costs no record and no decision, and is said', async () => {
  const name = somewhere();
  const first = clientOn(name);
  const { id } = (await first.open(undefined, never())).info;
  await add(first, range(0, 5));
  await first.decide(labelled('Tips'), at(id, 0), never());
  first.dispose();
  const root = await navigator.storage.getDirectory();
  const folder = await (await root.getDirectoryHandle(name)).getDirectoryHandle(id);
  await expect
    .poll(() => folder.removeEntry('previews-0.pack').then(() => 'removed', String))
    .toBe('removed');

  const second = clientOn(name);
  const { log } = await second.open(id, never());
  expect(log.decisions).toEqual([labelled('Tips')]);
  expect(await recordsOf(second)).toHaveLength(5);
  expect(await second.thumbnails([idOf(3)], never())).toEqual([pictureOf(3).thumbnail]);
  await expect(second.preview(idOf(3), never())).rejects.toMatchObject({
    code: 'storage-unavailable',
    message: expect.stringContaining('previews-0.pack'),
  });
  await add(second, [5]);
  expect(await second.thumbnails([idOf(5)], never())).toEqual([pictureOf(5).thumbnail]);
  expect(await second.preview(idOf(5), never())).toEqual(pictureOf(5).preview);
});
