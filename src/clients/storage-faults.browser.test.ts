import { afterAll, expect, test } from 'vitest';
import { matrix } from '../core/arrays/matrix.ts';
import {
  add,
  clientOn,
  expectWhole,
  filesOf,
  forgetAll,
  idOf,
  never,
  range,
  recordsOf,
  somewhere,
} from './storage.test-support.ts';

afterAll(forgetAll);

function death(name: string): Promise<void> {
  return new Promise((resolve) => {
    const channel = new BroadcastChannel(`${name}-died`);
    channel.onmessage = () => {
      channel.close();
      resolve();
    };
  });
}

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

test('before the quota is used up nothing is written any more', async () => {
  const name = somewhere();
  const client = clientOn(name, { quota: 2 ** 30 });
  const { info } = await client.open(undefined, never());
  await expect(add(client, [1])).rejects.toMatchObject({ code: 'storage-full' });
  expect([...(await filesOf(name, info.id)).values()]).toEqual([]);
  expect(await recordsOf(client)).toEqual([]);
});
