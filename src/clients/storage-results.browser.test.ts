import { afterAll, expect, test } from 'vitest';
import { matrix } from '../core/arrays/matrix.ts';
import {
  clientOn,
  filesOf,
  forgetAll,
  idOf,
  never,
  range,
  somewhere,
} from './storage.test-support.ts';

afterAll(forgetAll);

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
  const found = await second.features('net/mixed7', order.map(idOf), never());
  expect(found).toEqual(rowsOf(order));
  expect(found.data.buffer).toBeInstanceOf(crossOriginIsolated ? SharedArrayBuffer : ArrayBuffer);
  const again = range(0, 140).map(idOf);
  await second.addFeatures('net/again', again, found, never());
  expect(await second.features('net/again', again, never())).toEqual(rowsOf(order));
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
