import { expect, test } from 'vitest';
import type { Recipe } from '../core/recipe/recipe.ts';
import { parseRecipe } from '../core/recipe/recipe.ts';
import { SEMSCAPE_VERSION, TENSORFLOW_VERSION } from '../core/version.ts';
import { resultBackend, resultMakers, resultRecipe } from './result-recipe.ts';
import { subsetOf } from './subset.ts';
import { emptyDisk, type TestDisk } from './test-disk.ts';
import { createTestStore, testFiles } from './test-store.ts';

type Booted = 'cpu' | 'wasm';

async function opened(disk: TestDisk, name: Booted = 'cpu') {
  const boot = async () => ({ name, threads: 1, reason: 'a test' });
  const { store } = createTestStore(disk, { boot });
  await store.getState().openProject();
  return () => store.getState();
}

const files = (letters: string, folder: string) =>
  testFiles(
    Array.from({ length: 9 }, (_, i) => `${letters[i % letters.length]}${folder}${i}`),
    `lab/${folder}`,
  );

async function withResults() {
  const disk = emptyDisk();
  const state = await opened(disk);
  await state().importFiles(files('a', 'x'));
  await state().importFiles(files('b', 'y'));
  await state().runAll();
  return { disk, state };
}

const maker = (name: Booted) => ({
  semscape: SEMSCAPE_VERSION,
  tensorflow: TENSORFLOW_VERSION,
  backend: { name, threads: 1 },
});

const CHANGES: Partial<Recipe> = {
  subset: { by: 'pixel-size', fromNm: 1, toNm: 2 },
  features: { ...parseRecipe({}).features, endpoint: 'mixed7' },
  dimension: { ...parseRecipe({}).dimension, seed: 9 },
  autoencoder: { ...parseRecipe({}).autoencoder, codeSize: 4, epochs: 7 },
  distances: { sample: 9, permutations: 9, seed: 9 },
  clustering: {
    methods: ['ward'],
    cutoffShare: 0.5,
    cutoffDistance: 3,
    parentRule: 'longest-link',
    seed: 9,
  },
  scores: { scenarioSeeds: 9, seed: 9 },
};

test('results say what they were made with, whatever the recipe became since, and after a reload', async () => {
  const { disk, state } = await withResults();
  const made = resultRecipe(state());
  const { subset, features, dimension, distances, clustering, scores } = state().recipe;
  expect(made).toMatchObject({ subset, features, dimension, distances, clustering, scores });
  expect(made.autoencoder).toEqual(state().codes?.settings);
  expect(parseRecipe(JSON.parse(JSON.stringify(made)))).toEqual(made);
  state().useRecipe({ ...state().recipe, ...CHANGES });
  expect(resultRecipe(state())).toEqual(made);
  expect(subsetOf(state(), { by: 'all' }).recipe).toEqual(made);
  const later = await opened(disk);
  // These two are not kept: they were made anew.
  const again = { distances: CHANGES.distances, scores: CHANGES.scores };
  expect(resultRecipe(later())).toEqual({ ...made, ...again });
});

test('what is run again says what it was run with then', async () => {
  const { state } = await withResults();
  const made = resultRecipe(state());
  const { subset: _, features: __, ...rest } = CHANGES;
  state().useRecipe({ ...state().recipe, ...rest });
  await state().runAll();
  const { dimension, distances, scores } = CHANGES;
  expect(resultRecipe(state())).toMatchObject({ dimension, distances, scores });
  expect(resultRecipe(state()).autoencoder).toMatchObject({ codeSize: 4, epochs: 7 });
  expect(resultRecipe(state()).clustering.methods).toEqual(['ward']);
  expect(resultRecipe(state()).features).toEqual(made.features);
});

test('the exported recipe makes the same codes and trees again', async () => {
  const { state } = await withResults();
  const { codes, trees } = state();
  state().useRecipe(parseRecipe(JSON.parse(JSON.stringify(resultRecipe(state())))));
  await state().runAll();
  expect(state().codes).toEqual(codes);
  expect(state().trees).toEqual(trees);
});

test('a cut-off given as a distance is that of the tree, and of what is exported', async () => {
  const { disk, state } = await withResults();
  const byShare = state().trees['density-peaks'];
  const found = byShare?.decision?.cutoff ?? 0;
  state().setRecipe('clustering', { cutoffDistance: found / 2 });
  expect(resultRecipe(state()).clustering.cutoffDistance).toBeNull();
  await state().growTrees();
  expect(state().trees['density-peaks']?.decision?.cutoff).toBe(found / 2);
  const made = resultRecipe(state());
  expect(made.clustering.cutoffDistance).toBe(found / 2);
  expect(parseRecipe(JSON.parse(JSON.stringify(made)))).toEqual(made);
  const later = await opened(disk);
  expect(later().trees['density-peaks']?.decision?.cutoff).toBe(found / 2);
  later().setRecipe('clustering', { cutoffDistance: null });
  expect(resultRecipe(later()).clustering.cutoffDistance).toBe(found / 2);
  await later().growTrees();
  expect(later().trees['density-peaks']).toEqual(byShare);
});

test('results name the backends that made them, also where the network does not run', async () => {
  const { disk } = await withResults();
  const later = await opened(disk, 'wasm');
  const all = { features: [maker('cpu')], codes: maker('cpu'), tree: SEMSCAPE_VERSION };
  expect(later().backend).toBeUndefined();
  expect(resultBackend(later())).toEqual({ name: 'cpu', threads: 1 });
  expect(resultMakers(later())).toEqual(all);
  await later().takeFeatures();
  expect(resultMakers(later())).toEqual(all);
  await later().importFiles(files('c', 'z'));
  await later().takeFeatures();
  const both = [maker('cpu'), maker('wasm')];
  expect(resultMakers(later())).toEqual({ features: both, codes: null, tree: null });
  expect(subsetOf(later(), { by: 'all' })).toMatchObject({
    backend: { name: 'wasm', threads: 1 },
    madeBy: { features: both },
  });
});

test('before there are results the recipe is what it is', async () => {
  const state = await opened(emptyDisk());
  expect(resultRecipe(state())).toEqual(state().recipe);
  expect(resultMakers(state())).toBeUndefined();
  expect(resultBackend(state())).toBeUndefined();
});
