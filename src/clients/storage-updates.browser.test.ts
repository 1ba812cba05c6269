import { afterAll, expect, test } from 'vitest';
import {
  add,
  clientOn,
  forgetAll,
  idOf,
  never,
  range,
  recordsOf,
  somewhere,
} from './storage.test-support.ts';

afterAll(forgetAll);

const scale = { label: undefined, pixelSizeNm: 2.5, source: 'sidecar', confidence: 0.95 } as const;

test('what is learnt of pictures later stays, all or nothing', async () => {
  const name = somewhere();
  const first = clientOn(name);
  await first.open(undefined, never());
  await add(first, range(0, 5));
  const metadata = { vendor: 'hitachi', pixelSizeNm: 2.5 } as const;
  const [updated] = await first.updateRecords([{ id: idOf(3), scale, metadata }], never());
  expect(updated).toMatchObject({ id: idOf(3), scale, metadata, folderLabel: 'Tips' });
  const changes = [
    { id: idOf(1), scale },
    { id: idOf(99), scale },
  ];
  await expect(first.updateRecords(changes, never())).rejects.toMatchObject({
    code: 'storage-unavailable',
  });
  first.dispose();

  const second = clientOn(name);
  await second.open(undefined, never());
  const scales = (await recordsOf(second)).map((record) => record.scale?.pixelSizeNm);
  expect(scales[3]).toBe(2.5);
  expect(scales[1]).not.toBe(2.5);
});

test('problems of files that could be read after all are forgotten, the others not', async () => {
  const client = clientOn(somewhere());
  const { info } = await client.open(undefined, never());
  const problem = (path: string, reason: string) => ({ path, code: 'unreadable-picture', reason });
  await client.addProblems(
    [problem('a.tif', 'x'), problem('a.tif', 'y'), problem('a.tif2', 'x'), problem('b.tif', 'x')],
    never(),
  );
  await client.dropProblems(['a.tif'], never());
  const { problems } = await client.open(info.id, never());
  expect(problems.map(({ path }) => path)).toEqual(['a.tif2', 'b.tif']);
});
