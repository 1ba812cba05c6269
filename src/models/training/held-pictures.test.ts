import { expect, test } from 'vitest';
import type { Plate } from '../../core/dataset/picture.ts';
import { HeldPictures } from './held-pictures.ts';

const SIDE = 4;
const plateOf = (place: number): Plate => ({
  data: new Uint8Array(SIDE ** 2).fill(place),
  width: SIDE,
  height: SIDE,
});

function pictures(held: number, pull = async (places: Int32Array) => Array.from(places, plateOf)) {
  const asked: number[][] = [];
  const store = new HeldPictures(
    (places) => {
      asked.push([...places]);
      return pull(places);
    },
    { side: SIDE, fit: 'squash', budgetBytes: held * SIDE ** 2 },
  );
  const take = async (...places: number[]) =>
    (await store.take(Int32Array.from(places))).map(([grey]) => grey);
  return { store, asked, take };
}

test('each picture is pulled once while there is room, and again where there is none', async () => {
  const { asked, take } = pictures(3);
  expect(await take(4, 1, 4)).toEqual([4, 1, 4]);
  expect(await take(1, 2, 3)).toEqual([1, 2, 3]);
  expect(await take(4, 2, 3)).toEqual([4, 2, 3]);
  expect(asked).toEqual([[4, 1], [2, 3], [3]]);
});

test('what was asked for ahead is on its way before it is taken, and not pulled twice', async () => {
  const { store, asked, take } = pictures(0);
  store.ahead(Int32Array.of(5, 6));
  store.ahead(Int32Array.of(6, 7));
  expect(asked).toEqual([[5, 6], [7]]);
  expect(await take(6, 7)).toEqual([6, 7]);
  expect(await take(5, 6)).toEqual([5, 6]);
  expect(asked).toEqual([[5, 6], [7], [6]]);
});

test('a pull that failed ahead fails who takes it, and can be tried again', async () => {
  let isBroken = true;
  const { store, take } = pictures(9, async (places) => {
    if (isBroken) throw new Error('the disk is gone');
    return Array.from(places, plateOf);
  });
  store.ahead(Int32Array.of(8));
  await expect(take(8)).rejects.toThrow('the disk is gone');
  isBroken = false;
  expect(await take(8)).toEqual([8]);
  const { take: lacking } = pictures(9, async () => []);
  await expect(lacking(2)).rejects.toThrow('picture 2 was not given');
});
