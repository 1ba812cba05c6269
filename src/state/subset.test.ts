import { expect, test } from 'vitest';
import type { PictureId } from '../core/dataset/picture.ts';
import { subsetOf } from './subset.ts';
import { createTestStore, testFiles } from './test-store.ts';

async function withPictures() {
  const { store } = createTestStore();
  const state = () => store.getState();
  await state().openProject();
  await state().importFiles(testFiles(['one', 'two', 'three']));
  return state;
}

test('a scale is exported as a person corrected it', async () => {
  const state = await withPictures();
  const two = 'two' as PictureId;
  await state().setScales([two], [{ label: { value: 2, unit: 'um' }, pixelSizeNm: 7 }]);
  const byScale = { by: 'scale', fromNm: 2000, toNm: 2000 } as const;
  expect(subsetOf(state(), byScale).pictures).toMatchObject([
    {
      sha256: 'two',
      scale: { label: { value: 2, unit: 'um' }, pixelSizeNm: 7, source: 'person', confidence: 1 },
    },
  ]);
  await state().undo();
  expect(subsetOf(state(), byScale).pictures).toEqual([]);
});
