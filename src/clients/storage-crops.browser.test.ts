import { afterAll, expect, test } from 'vitest';
import { plateId } from '../core/dataset/plate-id.ts';
import {
  add,
  clientOn,
  exported,
  forgetAll,
  idOf,
  never,
  pictureOf,
  range,
  recordsOf,
  somewhere,
} from './storage.test-support.ts';

afterAll(forgetAll);

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
