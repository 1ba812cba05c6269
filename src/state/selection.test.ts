import { expect, test } from 'vitest';
import type { PictureId } from '../core/dataset/picture.ts';
import type { Prediction } from './classify.ts';
import { whenSliced } from './in-slices.ts';
import { acceptable, areAllRemoved, selectedPictures } from './selection.ts';
import { createTestStore, testFiles } from './test-store.ts';

const sure: Prediction = { label: 'Tips', confidence: 0.9, isUnsure: false };
const unsure: Prediction = { label: 'Tips', confidence: 0.4, isUnsure: true };

async function opened(names: readonly string[]) {
  const { store } = createTestStore();
  await store.getState().openProject();
  const files = testFiles(names).map(({ file }) => ({ file, path: file.name }));
  await store.getState().importFiles(files);
  const ids = store.getState().records.map(({ id }) => id);
  return { store, state: () => store.getState(), ids };
}

test('of the selected pictures only removed ones count as removed', async () => {
  const { state, ids } = await opened(['a', 'b', 'c']);
  state().select(ids.slice(0, 2));
  expect(selectedPictures(state())).toEqual(ids.slice(0, 2));
  expect(areAllRemoved(state())).toBe(false);
  await state().removePictures(ids.slice(0, 1));
  expect(areAllRemoved(state())).toBe(false);
  await state().removePictures(ids.slice(1, 2));
  expect(areAllRemoved(state())).toBe(true);
  state().select(ids);
  expect(areAllRemoved(state())).toBe(false);
});

test('a sure prediction of a selected picture without a label can be accepted', async () => {
  const { store, state, ids } = await opened(['a', 'b', 'c', 'd']);
  expect(acceptable(state())).toBe(0);
  const [a, b, c, d] = ids as [PictureId, PictureId, PictureId, PictureId];
  store.setState({
    predictions: new Map([
      [a, sure],
      [b, unsure],
      [c, sure],
      [d, sure],
    ]),
  });
  state().select([a, b, c]);
  expect(acceptable(state())).toBe(2);
  await state().setLabel([c], 'Wires');
  expect(acceptable(state())).toBe(1);
  await state().acceptPredictions(selectedPictures(state()));
  expect(acceptable(state())).toBe(0);
  expect(state().decided.labels.get(a)).toBe('Tips');
});

test('of thousands it is known a moment later', async () => {
  const { store, state, ids } = await opened(Array.from({ length: 3000 }, (_, i) => `p${i}`));
  store.setState({ predictions: new Map(ids.map((id) => [id, sure])) });
  state().select(ids);
  const whole = new Promise<void>((resolve) => whenSliced(resolve));
  acceptable(state());
  await whole;
  expect(acceptable(state())).toBe(3000);
});
