import { afterAll, expect, test } from 'vitest';
import {
  add,
  at,
  clientOn,
  expectWhole,
  forgetAll,
  never,
  range,
  recordsOf,
  somewhere,
} from './storage.test-support.ts';

afterAll(forgetAll);

/** Long enough for a lock that is free, on a busy machine too. */
const lockWaitMs = 1500;

test('a second tab only reads the project, until the first lets go', async () => {
  const name = somewhere();
  const one = clientOn(name);
  const { info, isReadOnly } = await one.open(undefined, never());
  expect(isReadOnly).toBe(false);
  await add(one, range(0, 10));
  await one.putArtefact('x', { meta: 1, arrays: { x: new Int8Array([1, 2]) } }, never());
  const other = clientOn(name, { lockWaitMs });
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
  const other = clientOn(name, { lockWaitMs });
  await other.open(info.id, never());
  const abort = new AbortController();
  const cancelled = other.whenFree({ signal: abort.signal });
  setTimeout(() => abort.abort(), 50);
  await expect(cancelled).rejects.toMatchObject({ name: 'AbortError' });
  const left = expect(other.whenFree(never())).rejects.toMatchObject({ name: 'AbortError' });
  await other.create('Elsewhere', never());
  await left;
});
