import { expect, test } from 'vitest';
import { currentMap } from './map.ts';
import { emptyDisk } from './test-disk.ts';
import { createTestStore, testFiles } from './test-store.ts';

async function withCodes(disk = emptyDisk()) {
  const made = createTestStore(disk);
  const state = () => made.store.getState();
  await state().openProject();
  if (disk.records.size === 0) {
    await state().importFiles(
      testFiles(Array.from({ length: 24 }, (_, i) => `${'abc'[i % 3]}${i}`)),
    );
  }
  return { ...made, state };
}

async function withMap(disk = emptyDisk()) {
  const made = await withCodes(disk);
  await made.state().runAll();
  await made.state().layOutMap('umap');
  return made;
}

test('a map has a place for every picture, keeps groups, and is on disk', async () => {
  const { state, calls } = await withMap();
  const map = currentMap(state(), 'umap');
  expect(map?.positions).toHaveLength(48);
  expect(map?.neighboursKept).toBeGreaterThan(0.5);
  expect(calls).toContain('put map');
  expect(state().settling).toBeUndefined();
  expect(state().notices).toEqual([]);
});

test('while it settles its positions are shown', async () => {
  const { state, store } = await withCodes();
  await state().runAll();
  let shown = 0;
  store.subscribe(({ settling }) => {
    if (settling?.positions.length === 48) shown++;
  });
  await state().layOutMap('umap');
  expect(shown).toBeGreaterThan(2);
});

test('it is not laid out twice, and found again after a reload', async () => {
  const { state, calls, disk } = await withMap();
  const first = currentMap(state(), 'umap');
  calls.length = 0;
  await state().layOutMap('umap');
  expect(calls).toEqual([]);
  const again = createTestStore(disk);
  await again.store.getState().openProject();
  expect(currentMap(again.store.getState(), 'umap')).toEqual(first);
  expect(currentMap(again.store.getState(), 'pca')).toBeUndefined();
});

test('another seed or other codes make another map; what is old is not shown', async () => {
  const { state } = await withMap();
  const { recipe } = state();
  state().useRecipe({ ...recipe, seed: recipe.seed + 1 });
  expect(currentMap(state(), 'umap')).toBeUndefined();
  state().useRecipe(recipe);
  expect(currentMap(state(), 'umap')).toBeDefined();
  state().setRecipe('autoencoder', { codeSize: 4 });
  await state().trainCodes();
  expect(state().maps).toEqual({});
  await state().layOutMap('umap');
  expect(currentMap(state(), 'umap')).toBeDefined();
});

test('what was laid out from codes that are gone by then is kept, not shown', async () => {
  const { state, calls, store } = await withCodes();
  await state().runAll();
  const stop = store.subscribe(({ settling }) => {
    if (settling) state().dropCodes();
  });
  await state().layOutMap('umap');
  stop();
  expect(state().maps).toEqual({});
  expect(calls).toContain('put map');
});

test('a cancelled map leaves nothing behind', async () => {
  const { state, calls, store } = await withCodes();
  await state().runAll();
  const stop = store.subscribe(({ settling }) => {
    if (settling) state().cancelAllJobs();
  });
  await state().layOutMap('umap');
  stop();
  expect(state().settling).toBeUndefined();
  expect(currentMap(state(), 'umap')).toBeUndefined();
  expect(calls).not.toContain('put map');
});

test('both maps may be laid out at once', async () => {
  const { state } = await withCodes();
  await state().runAll();
  await Promise.all([state().layOutMap('umap'), state().layOutMap('pca')]);
  expect(currentMap(state(), 'umap')?.shares).toBeUndefined();
  expect(currentMap(state(), 'pca')?.shares?.[0]).toBeGreaterThan(0.2);
});
