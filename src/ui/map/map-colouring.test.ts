import { expect, test } from 'vitest';
import type { PictureId } from '../../core/dataset/picture.ts';
import type { MapColour } from '../../state/map.ts';
import { createTestStore, testFiles } from '../../state/test-store.ts';
import { colourPictures } from './map-colouring.ts';

const ids = (names: string) => [...names] as PictureId[];

/** a to h: four Tips, four Fibres of which one is a person's Powder; a to d of 10, 30, 30 and 2,000 nm a pixel. */
async function eightPictures() {
  const { store } = createTestStore();
  const state = () => store.getState();
  await state().openProject();
  await state().importFiles(testFiles([...'abcd'], 'lab/Tips'));
  await state().importFiles(testFiles([...'efgh'], 'lab/Fibres'));
  await state().setLabel(ids('h'), 'Powder');
  const sized = (pixelSizeNm: number) => ({ label: undefined, pixelSizeNm });
  await state().setScales(ids('abcd'), [sized(10), sized(30), sized(30), sized(2000)]);
  await state().runAll();
  const legend = async (by: MapColour) => {
    const { entries, ...rest } = await colourPictures(state(), by, {});
    return { ...rest, entries, lines: entries.map(({ label, count }) => `${label} ${count}`) };
  };
  return { state, legend };
}

test('by label: in the order of their names, a person’s before the folder’s', async () => {
  const { legend } = await eightPictures();
  const { lines, entryOf, entries } = await legend('label');
  expect(lines).toEqual(['Fibres 3', 'Powder 1', 'Tips 4']);
  expect([...entryOf]).toEqual([2, 2, 2, 2, 0, 0, 0, 1]);
  expect(entries[1]?.swatch).toEqual({ kind: 'category', index: 1 });
});

test('removed pictures are not shown, and do not count', async () => {
  const { state, legend } = await eightPictures();
  await state().removePictures(ids('ae'));
  const { lines, entryOf } = await legend('label');
  expect(lines).toEqual(['Fibres 2', 'Powder 1', 'Tips 3']);
  expect(entryOf[0]).toBe(-1);
});

test('by scale: bins on a log axis, tints between their ends, grey where nothing is known', async () => {
  const { legend } = await eightPictures();
  const { lines, entryOf, tints } = await legend('pixel-size');
  expect(lines).toEqual(['10 nm to 20 nm 1', '20 nm to 50 nm 2', '2 µm to 5 µm 1', 'not known 4']);
  expect([...entryOf]).toEqual([0, 1, 1, 2, 3, 3, 3, 3]);
  expect(tints?.[0]).toBeCloseTo(0, 6);
  expect(tints?.[1]).toBeCloseTo(Math.log(3) / Math.log(500), 5);
  expect(tints?.[4]).toBeNaN();
});

test('by cluster: the biggest first, by name where it has one', async () => {
  const { state, legend } = await eightPictures();
  state().setCut({ method: 'ward', k: 2 });
  const { lines } = await legend('cluster');
  expect(lines).toHaveLength(2);
  expect(lines[0]).toMatch(/^Cluster 1 /);
  const key = state().trees.ward?.key ?? '';
  await state().nameCluster(key, 14, 'all of them');
  state().setCut({ k: 1 });
  expect((await legend('cluster')).lines).toEqual(['all of them 8']);
});

test('by where the label comes from, by microscope and by session', async () => {
  const { legend } = await eightPictures();
  expect((await legend('label-source')).lines).toEqual(['from the folder 7', 'given by you 1']);
  expect((await legend('vendor')).lines).toEqual(['not known 8']);
  expect((await legend('session')).lines).toEqual(['lab/Fibres 4', 'lab/Tips 4']);
});

test('more classes than colours: the biggest have one, the others are grey', async () => {
  const { state, legend } = await eightPictures();
  for (const [i, id] of ids('abcdefgh').entries()) await state().setLabel([id], `label ${i}`);
  const many = Array.from({ length: 10 }, (_, i) => `m${i}`);
  for (const name of many) await state().importFiles(testFiles([name], `lab/${name}`));
  await state().importFiles(testFiles(['z1', 'z2'], 'lab/z'));
  await state().runAll();
  const { entries } = await legend('label');
  expect(entries).toHaveLength(19);
  expect(entries.filter(({ swatch }) => swatch.kind === 'category')).toHaveLength(12);
  expect(entries.find(({ label }) => label === 'z')?.swatch.kind).toBe('category');
});
