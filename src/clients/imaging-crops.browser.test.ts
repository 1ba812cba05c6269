import { afterAll, expect, test } from 'vitest';
import { writeTestPages } from '../imaging/tiff/write-test-pages.ts';
import { writeTestTiff } from '../imaging/tiff/write-test-tiff.ts';
import {
  bmp,
  client,
  HEIGHT,
  levels,
  options,
  picture,
  png,
  problem,
  read,
  WIDTH,
} from './imaging.test-support.ts';

afterAll(() => client.dispose());

test.each([8, 16] as const)(
  'a crop is cut from a file of %i bits as from the picture',
  async (bits) => {
    const values = levels.map((v) => v) as Uint8Array | Uint16Array;
    const deep = Uint16Array.from(values, (v) => 300 * v);
    const bytes = await writeTestTiff({
      width: WIDTH,
      height: HEIGHT,
      bits,
      values: bits === 8 ? values : deep,
    });
    const { record, plate } = await picture(bytes, 'x.tif');
    const crop = { x: 0, y: 0, width: WIDTH, height: 30 };
    const cut = await client.cut(new File([bytes], 'x.tif'), record, crop, options());
    expect(cut).toEqual({ data: plate.data.slice(0, WIDTH * 30), width: WIDTH, height: 30 });
  },
);

test('of a page the crop is cut from that page', async () => {
  const bytes = writeTestPages([10, 200].map((grey) => ({ width: 40, height: 30, grey })));
  const outcome = await read(bytes, 'pages.tif');
  if (outcome.kind !== 'pages') throw new Error('no pages');
  const crop = { x: 0, y: 0, width: 40, height: 20 };
  for (const { record, plate } of outcome.pictures) {
    const cut = await client.cut(new File([bytes], 'pages.tif'), record, crop, options());
    expect(cut.data).toEqual(plate.data.slice(0, 40 * 20));
  }
});

test('a file that is another one now gives no crop', async () => {
  const { record } = await picture(png(8, levels), 'x.png');
  const other = new File([bmp()], 'x.png');
  await expect(client.cut(other, record, record.crop, options())).rejects.toMatchObject({
    code: 'unreadable-picture',
  });
});

test('each page of a TIFF is a picture of one group, and a broken one is listed for itself', async () => {
  const page = { width: 40, height: 30 };
  const file = writeTestPages([
    { ...page, grey: 10 },
    { ...page, grey: 200, isBroken: true },
    { ...page, grey: 90 },
  ]);
  const outcome = await read(file, 'stack.tif');
  if (outcome.kind !== 'pages') throw new Error(`a ${outcome.kind}`);
  const records = outcome.pictures.map(({ record }) => record);
  expect(records.map(({ path }) => path)).toEqual(['folder/stack.tif', 'folder/stack.tif#3']);
  const [first, third] = records;
  expect(first?.page).toEqual({ fileId: first?.id, number: 1, of: 3 });
  expect(third?.page).toEqual({ fileId: first?.id, number: 3, of: 3 });
  expect(third?.id).toMatch(/^[0-9a-f]{64}$/);
  expect(third?.id).not.toBe(first?.id);
  expect(outcome.pictures.map(({ plate }) => plate.data[0])).toEqual([10, 90]);
  expect(outcome.problems).toEqual([
    { path: 'folder/stack.tif#2', code: 'unreadable-picture', reason: expect.any(String) },
  ]);
});

test('a file whose pages are all broken is one problem', async () => {
  const page = { width: 40, height: 30, grey: 1, isBroken: true };
  expect((await problem(writeTestPages([page, page]), 'stack.tif')).path).toBe('folder/stack.tif');
});
