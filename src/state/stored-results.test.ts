import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PictureId } from '../core/dataset/picture.ts';
import type { AppState } from './app-state.ts';
import { workingSet } from './selectors.ts';
import { stabilityOf } from './stability.ts';
import type { StoredResults } from './stored-results.ts';
import { subsetOf } from './subset.ts';
import { emptyDisk, type TestDisk } from './test-disk.ts';
import { createTestStore, testFiles } from './test-store.ts';

const CONTENTS = Array.from({ length: 24 }, (_, i) => `${'abc'[i % 3]}${i}`);
const ids = (...contents: string[]) => contents as PictureId[];
const sized = (pixelSizeNm: number) => ({ label: undefined, pixelSizeNm });

async function opened(disk: TestDisk) {
  const made = createTestStore(disk);
  await made.store.getState().openProject();
  return { ...made, state: () => made.store.getState() };
}

/** Three groups, found by the trees, one of them named. */
async function withResults() {
  const visit = await opened(emptyDisk());
  const { state } = visit;
  await state().importFiles(testFiles(CONTENTS));
  const sizes = CONTENTS.map((_, i) => sized(10 + i));
  await state().setScales(ids(...CONTENTS), sizes);
  await state().runAll();
  state().setCut({ method: 'ward', k: 3 });
  await state().measureStability();
  const { ward } = state().trees;
  if (!ward) throw new Error('no tree');
  await state().nameCluster(ward.key, ward.tree.left[ward.tree.leaves - 2] ?? -1, 'needles');
  return visit;
}

const results = (state: AppState) => {
  const { features, codes, trees, dimension, autoencoderEpochs } = state;
  const stability = stabilityOf(state, 'ward');
  return { features, codes, trees, dimension, autoencoderEpochs, stability };
};

/** Codes of these tests are the first features, which are large in the column of the content's letter. */
function codesAreOfTheirPictures({ features, codes }: AppState) {
  if (!features || !codes) throw new Error('no codes');
  const { data, rows, cols } = codes.matrix;
  expect(rows).toBe(features.pictures.length);
  for (const [row, picture] of features.pictures.entries()) {
    const first = [...data.subarray(row * cols, row * cols + 3)];
    expect(first.indexOf(Math.max(...first))).toBe(picture.charCodeAt(0) % 3);
  }
}

const CHANGES: Readonly<Record<string, (state: AppState) => Promise<void>>> = {
  'one is removed': (state) => state.removePictures(ids('a0')),
  'some more are removed': (state) => state.removePictures(ids('b7', 'c23')),
  'the last change is undone': (state) => state.undo(),
  'one is imported': (state) => state.importFiles(testFiles(['b100'])),
  'one is labelled': (state) => state.setLabel(ids('c2'), 'Wires'),
  'one is cropped': (state) => state.setCrop(ids('a3'), { x: 0, y: 0, width: 4, height: 2 }),
  'a pixel size is taken away': (state) => state.setScales(ids('b1'), [null]),
  'a pixel size is corrected': (state) => state.setScales(ids('b4'), [sized(50)]),
  'the subset is narrowed': async (state) =>
    state.setRecipe('subset', { by: 'pixel-size', fromNm: 12, toNm: 30 }),
  'the subset is all': async (state) => state.setRecipe('subset', { by: 'all' }),
  'the fit is another': async (state) =>
    state.setRecipe('features', { fit: 'same-scale', nmPerPixel: 5 }),
  'the endpoint is another': async (state) => state.setRecipe('features', { endpoint: 'mixed7' }),
  'peaks are cut elsewhere': async (state) => state.setRecipe('clustering', { cutoffShare: 0.3 }),
  'fewer trees are wanted': async (state) =>
    state.setRecipe('clustering', { methods: ['ward', 'single'] }),
};

test.each(Object.keys(CHANGES))('results are there after a reload when %s', async (name) => {
  const { state, disk } = await withResults();
  const before = results(state());
  await CHANGES[name]?.(state());
  expect(results(state())).toEqual(before);
  const again = await opened(disk);
  expect(again.calls).toEqual([]);
  expect(again.state().notices).toEqual([]);
  expect(results(again.state())).toEqual(before);
  codesAreOfTheirPictures(again.state());
});

test('results are of their pictures after any changes, stages and reloads', async () => {
  const steps: Readonly<Record<string, (state: AppState) => Promise<unknown>>> = {
    ...CHANGES,
    takeFeatures: (state) => state.takeFeatures(),
    trainCodes: async (state) => state.features && state.trainCodes(),
    growTrees: async (state) => state.codes && state.growTrees(),
    runAll: async (state) => workingSet(state).length >= 4 && state.runAll(),
  };
  const names = fc.array(fc.constantFrom(...Object.keys(steps)), { maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(names, async (chosen) => {
      const { state, disk } = await withResults();
      for (const name of chosen) await steps[name]?.(state());
      const again = await opened(disk);
      expect(results(again.state())).toEqual(results(state()));
      if (again.state().codes) codesAreOfTheirPictures(again.state());
    }),
    { numRuns: 25 },
  );
});

test('after a removal and a reload the exported clusters are those that were seen', async () => {
  const { state, disk } = await withResults();
  await state().removePictures(ids('b7'));
  const { state: later } = await opened(disk);
  const { pictures } = subsetOf(later(), { by: 'all' });
  expect(pictures).toHaveLength(23);
  const letterOf = new Map(pictures.map(({ sha256, clusterPath }) => [sha256[0], clusterPath]));
  for (const { sha256, clusterPath } of pictures) {
    expect(clusterPath).toEqual(letterOf.get(sha256[0]));
  }
  expect(pictures.filter(({ clusterPath }) => clusterPath?.some(({ name }) => name))).not.toEqual(
    [],
  );
});

test('results that others took the place of while they were brought back are not shown', async () => {
  const { state, disk } = await withResults();
  await state().removePictures(ids('a0'));
  const { store, services } = createTestStore(disk);
  const { artefact } = services.storage;
  let taking: Promise<boolean> | undefined;
  Object.assign(services.storage, {
    artefact: (...args: Parameters<typeof artefact>) => {
      if (args[0].startsWith('codes/')) taking ??= store.getState().takeFeatures();
      return artefact(...args);
    },
  });
  await store.getState().openProject();
  await taking;
  const { features, codes, trees, notices } = store.getState();
  expect(features?.pictures).toHaveLength(23);
  expect([codes, trees, notices]).toEqual([undefined, {}, []]);
});

const storedOn = ({ settings }: TestDisk) =>
  structuredClone(settings as { readonly stored: StoredResults }).stored;

test('settings that are saved while results are brought back forget none', async () => {
  const { state, disk } = await withResults();
  const { store, services } = createTestStore(disk);
  const { missingFeatures } = services.storage;
  const stored = storedOn(disk);
  const saved: unknown[] = [];
  Object.assign(services.storage, {
    missingFeatures: (...args: Parameters<typeof missingFeatures>) => {
      store.getState().setTheme('light');
      saved.push(storedOn(disk));
      return missingFeatures(...args);
    },
  });
  await store.getState().openProject();
  expect(saved).toEqual([stored]);
  expect(results(store.getState())).toEqual(results(state()));
});

/** As versions before 0.2 left it: no lists of pictures, no trees, nothing of what made them. */
function asFormerVersion(disk: TestDisk) {
  const { features, codes } = storedOn(disk);
  if (!features) throw new Error('no features');
  const { key, channels, checkpoint } = features;
  const stored = { features: { key, channels, checkpoint }, codes };
  disk.settings = { ...(disk.settings as object), stored };
  for (const name of [...disk.artefacts.keys()]) {
    if (/^(rows|makers)/.test(name)) disk.artefacts.delete(name);
  }
}

test('a former version’s results are there, and are kept as this one keeps them', async () => {
  const { state, disk } = await withResults();
  asFormerVersion(disk);
  const { state: later } = await opened(disk);
  const { features, codes, trees, dimension } = state();
  expect(later().features).toEqual({ ...features, makers: [] });
  expect([later().codes, later().trees, later().dimension]).toEqual([codes, trees, dimension]);
  await later().removePictures(ids('a0'));
  expect((await opened(disk)).state().codes).toEqual(codes);
});

test('a former version’s codes are not taken for those of other pictures', async () => {
  const { state, disk } = await withResults();
  await state().removePictures(ids('a0'));
  asFormerVersion(disk);
  const { state: later } = await opened(disk);
  expect(later().features?.pictures).toHaveLength(23);
  expect(later().codes).toBeUndefined();
  expect(later().trees).toEqual({});
});

test('a former version’s features keep the fit that they were taken with', async () => {
  const { state, disk } = await withResults();
  const { features } = state();
  state().setRecipe('features', { fit: 'same-scale', nmPerPixel: 5, inputSide: 100 });
  asFormerVersion(disk);
  const { state: later } = await opened(disk);
  expect(later().features).toEqual({ ...features, makers: [] });
});
