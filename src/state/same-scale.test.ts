import { expect, test } from 'vitest';
import type { PictureId, Rectangle } from '../core/dataset/picture.ts';
import { plateId } from '../core/dataset/plate-id.ts';
import type { Checkpoint, EmbedSettings } from '../protocol/network.ts';
import { featuresKey } from './keys.ts';
import { featureRows, suggestedNmPerPixel, withScales } from './same-scale.ts';
import { pictureById, subsetPictures, workingSet } from './selectors.ts';
import { emptyDisk } from './test-disk.ts';
import { createTestStore, testFiles } from './test-store.ts';

const sized = (pixelSizeNm: number) => ({ label: undefined, pixelSizeNm });
const ids = (names: string) => [...names] as PictureId[];
const named = (id: string, crop: Rectangle | undefined, pixelSizeNm: number) =>
  plateId(id as PictureId, crop, { pixelSizeNm });

/** Pictures a to d of 4 x 3 pixels; a, b and c of 10, 20 and 40 nm. */
async function fourPictures(network = {}) {
  const made = createTestStore(emptyDisk(), network);
  const state = () => made.store.getState();
  await state().openProject();
  await state().importFiles(testFiles(['a', 'b', 'c', 'd']));
  await state().setScales(ids('abc'), [sized(10), sized(20), sized(40)]);
  return { ...made, state };
}

test('pictures without a pixel size take no part where all are brought to one scale', async () => {
  const { state } = await fourPictures();
  expect(workingSet(state())).toHaveLength(4);
  state().setRecipe('features', { fit: 'same-scale', nmPerPixel: 5 });
  expect(workingSet(state()).map(({ id }) => id)).toEqual(ids('abc'));
  expect(subsetPictures(state())).toHaveLength(4);
  await state().setScales(ids('d'), [sized(1)]);
  expect(workingSet(state())).toHaveLength(4);
});

test('the median picture fills the input at the scale that is suggested', async () => {
  const { state } = await fourPictures();
  state().setRecipe('features', { inputSide: 100 });
  // Shorter sides of 3 pixels: 30, 60 and 120 nm.
  expect(suggestedNmPerPixel(state())).toBe(0.6);
  await state().setCrop(ids('b'), { x: 0, y: 0, width: 2, height: 2 });
  expect(suggestedNmPerPixel(state())).toBe(0.4);
  await state().removePictures(ids('abc'));
  expect(suggestedNmPerPixel(state())).toBeUndefined();
});

test('a plate has the pixel size of its crop, which a person may have chosen', async () => {
  const { state } = await fourPictures();
  const plate = { data: new Uint8Array(2), width: 2, height: 1 };
  const cut = { x: 0, y: 0, width: 3, height: 3 };
  const rows = [named('a', undefined, 10), named('b', cut, 20), ...ids('c')];
  const plates = withScales([plate, plate, plate], rows, pictureById(state()));
  expect(plates.map(({ nmPerPixel }) => nmPerPixel)).toEqual([20, 30, undefined]);
});

test('a corrected pixel size is another row, of that picture alone', async () => {
  const seen: (number | undefined)[] = [];
  const { state } = await fourPictures({
    embed: async (plates: readonly { readonly nmPerPixel?: number }[]) => {
      seen.push(...plates.map(({ nmPerPixel }) => nmPerPixel));
      return { data: new Float32Array(plates.length), rows: plates.length, cols: 1 };
    },
  });
  state().setRecipe('features', { fit: 'same-scale', nmPerPixel: 5 });
  await state().takeFeatures();
  // Plates of these tests are as wide as their names are long: 4 pixels, as the pictures.
  expect(seen).toEqual([10, 20, 40]);
  await state().setScales(ids('b'), [sized(30)]);
  expect(featureRows(state(), ids('ab'))).toEqual([
    state().features?.rows[0],
    named('b', undefined, 30),
  ]);
  await state().takeFeatures();
  expect(seen).toEqual([10, 20, 40, 30]);
});

test('the scale names the table, and only where it is used', () => {
  const checkpoint = { sha256: 'abc' } as Checkpoint;
  const settings: EmbedSettings = { checkpointId: 'x', endpoint: 'e', inputSide: 75, fit: 'crop' };
  const at = (nmPerPixel: number) =>
    featuresKey(checkpoint, { ...settings, fit: 'same-scale', nmPerPixel });
  expect(featuresKey(checkpoint, { ...settings, nmPerPixel: null })).toBe(
    featuresKey(checkpoint, settings),
  );
  expect(featuresKey(checkpoint, settings)).toBe('features/abc/e/75/crop');
  expect(new Set([at(5), at(6), featuresKey(checkpoint, settings)]).size).toBe(3);
});
