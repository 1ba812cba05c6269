import { expect, test } from 'vitest';
import { resampleSize, stabilityOf } from './stability.ts';
import { emptyDisk } from './test-disk.ts';
import { createTestStore, testFiles } from './test-store.ts';

async function withTrees() {
  const made = createTestStore(emptyDisk());
  const state = () => made.store.getState();
  await state().openProject();
  await state().importFiles(testFiles(Array.from({ length: 24 }, (_, i) => `${'abc'[i % 3]}${i}`)));
  await state().runAll();
  return { ...made, state };
}

test('a curve grows while it is measured, and is on disk', async () => {
  const { state, store, calls } = await withTrees();
  const means: number[] = [];
  store.subscribe((s) => {
    const mean = stabilityOf(s, 'ward')?.mean[3];
    if (mean !== undefined && mean !== means.at(-1)) means.push(mean);
  });
  await state().measureStability();
  const curve = stabilityOf(state(), 'ward');
  expect([...(curve?.k ?? [])]).toEqual([2, 3, 4, 5, 6]);
  expect(means.length).toBeGreaterThan(2);
  expect(means.at(-1)).toBe(curve?.mean[3]);
  expect(calls).toContain('put stability');
  expect(state().notices).toEqual([]);
});

test('it is found again after a reload, without measuring', async () => {
  const { state, disk } = await withTrees();
  await state().measureStability();
  const again = createTestStore(disk);
  await again.store.getState().openProject();
  expect(stabilityOf(again.store.getState(), 'ward')).toEqual(stabilityOf(state(), 'ward'));
  expect(stabilityOf(again.store.getState(), 'single')).toBeUndefined();
});

test('it is of the tree as it was grown, whatever the recipe became since', async () => {
  const { state } = await withTrees();
  await state().measureStability('density-peaks');
  const curve = stabilityOf(state(), 'density-peaks');
  expect(curve).toBeDefined();
  state().setRecipe('clustering', { cutoffDistance: 1e-9, cutoffShare: 0.9 });
  await state().measureStability('density-peaks');
  expect(stabilityOf(state(), 'density-peaks')).toEqual(curve);
});

test('a resample has no more pictures than the recipe allows', async () => {
  const { state } = await withTrees();
  expect(resampleSize(state(), 24)).toBe(19);
  const whole = state().recipe.stability;
  state().useRecipe({ ...state().recipe, stability: { ...whole, mostPictures: 10 } });
  expect(resampleSize(state(), 24)).toBe(10);
  await state().measureStability();
  expect([...(stabilityOf(state(), 'ward')?.k ?? [])]).toEqual([2, 3, 4, 5, 6]);
  state().useRecipe({ ...state().recipe, stability: { ...whole, mostPictures: 4 } });
  await state().measureStability();
  expect([...(stabilityOf(state(), 'ward')?.k ?? [])]).toEqual([2, 3, 4]);
});

test('that of another tree is not shown', async () => {
  const { state } = await withTrees();
  state().setCut({ method: 'density-peaks' });
  await state().measureStability();
  expect(stabilityOf(state(), 'density-peaks')).toBeDefined();
  state().setRecipe('clustering', { cutoffShare: 0.2 });
  await state().growTrees();
  expect(stabilityOf(state(), 'density-peaks')).toBeUndefined();
});

test('what ends after its tree became another is neither shown nor found after a reload', async () => {
  const { state, disk } = await withTrees();
  const measuring = state().measureStability();
  state().dropCodes();
  await measuring;
  expect(state().stability).toEqual({});
  state().setRecipe('autoencoder', { epochs: 11 });
  await state().runFromFeatures();
  const again = createTestStore(disk).store;
  await again.getState().openProject();
  expect(again.getState().trees.ward).toBeDefined();
  expect(again.getState().stability).toEqual({});
});

test('too few pictures are told, and nothing is measured', async () => {
  const { store, calls } = createTestStore(emptyDisk());
  const state = () => store.getState();
  await state().openProject();
  await state().importFiles(testFiles(['a1', 'b1', 'a2', 'b2', 'a3', 'b3']));
  await state().runAll();
  await state().measureStability();
  expect(state().notices.map(({ text }) => text)).toEqual([expect.stringMatching(/at least 7/)]);
  expect(calls).not.toContain('put stability');
});
