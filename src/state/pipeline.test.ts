import { expect, test } from 'vitest';
import type { AppState } from './app-state.ts';
import type { JobKind } from './jobs.ts';
import { rowClasses } from './selectors.ts';
import { subsetInSlices, subsetOf } from './subset.ts';
import { emptyDisk } from './test-disk.ts';
import { createTestStore, testFiles } from './test-store.ts';

const CONTENTS = Array.from({ length: 24 }, (_, i) => `${'abc'[i % 3]}${i}`);

async function run(disk = emptyDisk()) {
  const made = createTestStore(disk);
  await made.store.getState().openProject();
  if (disk.records.size === 0) {
    for (const letter of 'abc') {
      const contents = CONTENTS.filter((content) => content.startsWith(letter));
      await made.store.getState().importFiles(testFiles(contents, `lab/${letter}`));
    }
  }
  return made;
}

test('the whole way gives features, codes, five trees and their scores', async () => {
  const { store } = await run();
  await store.getState().runAll();
  const { features, codes, trees, scores, notices } = store.getState();
  expect(notices).toEqual([]);
  expect(features?.pictures).toHaveLength(24);
  expect(codes?.matrix.rows).toBe(24);
  expect(Object.keys(trees).sort()).toEqual([
    'centroid',
    'complete',
    'density-peaks',
    'single',
    'ward',
  ]);
  const { ward } = scores;
  expect(ward?.nmi[ward.k.indexOf(3)]).toBeCloseTo(1, 9);
});

test('a second run takes everything from the disk', async () => {
  const { store, calls } = await run();
  await store.getState().runAll();
  calls.length = 0;
  await store.getState().runAll();
  expect(calls).toEqual([]);
});

test('after a reload all results are there without the network', async () => {
  const { store, disk } = await run();
  await store.getState().runAll();
  const again = createTestStore(disk);
  await again.store.getState().openProject();
  const before = store.getState();
  const after = again.store.getState();
  expect(again.calls).toEqual([]);
  expect(after.codes).toEqual(before.codes);
  expect(after.trees.ward?.tree).toEqual(before.trees.ward?.tree);
  expect(after.scores.ward).toEqual(before.scores.ward);
  expect(after.dimension).toEqual(before.dimension);
});

test('only new pictures are embedded, and what depended on the old set is dropped', async () => {
  const { store, calls } = await run();
  await store.getState().runAll();
  calls.length = 0;
  await store.getState().importFiles(testFiles(['a100', 'b100'], 'lab/new'));
  await store.getState().takeFeatures();
  expect(calls).toEqual(['embed 2', 'put rows']);
  expect(store.getState().codes).toBeUndefined();
  expect(store.getState().trees).toEqual({});
});

test('another endpoint is another table', async () => {
  const { store, calls } = await run();
  await store.getState().takeFeatures();
  const first = store.getState().features?.key;
  calls.length = 0;
  store.getState().setRecipe('features', { endpoint: 'mixed7' });
  await store.getState().takeFeatures();
  expect(store.getState().features?.key).not.toBe(first);
  expect(calls).toEqual(['put makers', 'embed 16', 'embed 8', 'put rows']);
});

test('an endpoint that the network lacks is said in a sentence', async () => {
  const { store } = await run();
  store.getState().setRecipe('features', { endpoint: 'mixed99' });
  await store.getState().takeFeatures();
  expect(store.getState().notices[0]?.text).toContain('no endpoint "mixed99"');
});

test('a recipe that is changed meanwhile does not mix two endpoints in one table', async () => {
  const { disk } = await run();
  const endpoints: string[] = [];
  const { store } = createTestStore(disk, {
    embed: async (plates, { endpoint }) => {
      endpoints.push(endpoint);
      store.getState().setRecipe('features', { endpoint: 'mixed7' });
      return { data: new Float32Array(plates.length), rows: plates.length, cols: 1 };
    },
  });
  await store.getState().openProject();
  expect(await store.getState().takeFeatures()).toBe(true);
  expect(endpoints).toEqual(['mixed2', 'mixed2']);
  expect(store.getState().features?.recipe?.features.endpoint).toBe('mixed2');
});

const table = (rows: number, cols: number, distinct = rows) => ({
  features: {
    data: Float32Array.from(
      { length: rows * cols },
      (_, i) => (Math.floor(i / cols) % distinct) * 10 + (i % cols),
    ),
    rows,
    cols,
  },
  sha256: `file-${rows}-${cols}`,
  labels: Array.from({ length: rows }, (_, i) => (i === 0 ? undefined : 'ab'[i % 2])),
});

const STAGES = ['features', 'dimension', 'codes', 'trees', 'distances'] as const;

/** Runs the whole way over results of before, and does something as soon as a stage begins. */
async function runAgain(kind: JobKind, onBegin: (state: AppState, id: number) => void) {
  const { store } = await run();
  await store.getState().runAll();
  const begun: JobKind[] = [];
  store.subscribe(({ jobs }, { jobs: before }) => {
    for (const job of jobs) {
      if (before.some(({ id }) => id === job.id)) continue;
      begun.push(job.kind);
      if (job.kind === kind) onBegin(store.getState(), job.id);
    }
  });
  await store.getState().runAll();
  return { begun, notices: store.getState().notices };
}

test.each(STAGES)('a cancelled stage is the last: %s', async (kind) => {
  const { begun, notices } = await runAgain(kind, (state, id) => state.cancelJob(id));
  expect(begun.at(-1)).toBe(kind);
  expect(begun.filter((other) => other === kind)).toHaveLength(1);
  expect(notices).toEqual([]);
});

test('a failed stage is the last, and older results stay', async () => {
  const { store } = await run();
  await store.getState().runAll();
  const { codes } = store.getState();
  store.getState().setRecipe('features', { endpoint: 'mixed99' });
  await store.getState().runAll();
  const { notices, features, codes: after } = store.getState();
  expect(notices).toHaveLength(1);
  expect(features?.recipe?.features.endpoint).toBe('mixed2');
  expect(after).toBe(codes);
});

test.each([
  ['four pictures', table(4, 12)],
  ['forty pictures, of which four are different', table(40, 12, 4)],
])('%s are clustered, and it is said that they allow no dimension', async (_, given) => {
  const { store } = createTestStore();
  await store.getState().openProject();
  await store.getState().importFeatures(given);
  await store.getState().runFromFeatures();
  const { notices, dimension, trees, scores, distances } = store.getState();
  expect(notices.map(({ tone }) => tone)).toEqual(['information', 'information']);
  expect(notices[0]?.text).toContain('no estimate');
  expect(notices[0]?.text).toContain('at least 5 pictures with different features');
  expect(dimension).toEqual({});
  expect(Object.keys(trees)).toHaveLength(5);
  expect(scores.ward?.k.at(-1)).toBe(given.features.rows);
  // The first row of these tables has no label.
  expect(distances?.pictures).toHaveLength(given.features.rows - 1);
});

test('without labels the compared pictures stand in the order of the tree', async () => {
  const { store } = createTestStore();
  await store.getState().openProject();
  const loose = CONTENTS.map((content, i) => ({
    file: new File([content], `${i}.png`),
    path: `${i}.png`,
  }));
  await store.getState().importFiles(loose);
  await store.getState().runAll();
  const letters = store.getState().distances?.pictures.map((id) => id[0]) ?? [];
  const changes = letters.filter((letter, i) => i > 0 && letter !== letters[i - 1]).length;
  expect(letters).toHaveLength(24);
  expect(changes).toBe(2);
});

test('too few pictures are said in a sentence', async () => {
  const { store } = createTestStore();
  await store.getState().openProject();
  await store.getState().runAll();
  expect(store.getState().notices[0]?.text).toContain('at least 4 pictures');
});

test('a subset by cluster holds that cluster’s pictures, with the name as label of the unlabelled', async () => {
  const { store } = createTestStore();
  await store.getState().openProject();
  const loose = CONTENTS.map((content, i) => ({
    file: new File([content], `${i}.png`),
    path: `${i}.png`,
  }));
  await store.getState().importFiles(loose);
  await store.getState().runAll();
  store.getState().setCut({ method: 'ward', k: 3 });
  const grown = store.getState().trees.ward;
  if (!grown) throw new Error('no tree');
  const root = 2 * grown.tree.leaves - 2;
  const node = grown.tree.left[root - grown.tree.leaves];
  await store.getState().nameCluster(grown.key, node, 'needles');
  const criterion = { by: 'cluster', method: 'ward', k: 3, nodes: [node] } as const;
  const subset = subsetOf(store.getState(), criterion);
  const inSlices = await subsetInSlices(store.getState(), criterion, {});
  expect({ ...inSlices, createdAt: subset.createdAt }).toEqual(subset);
  expect(subset.pictures.length).toBeGreaterThan(0);
  expect(subset.pictures.length).toBeLessThan(24);
  expect(subset.pictures.every(({ label }) => label?.value === 'needles')).toBe(true);
  expect(subset.pictures.every(({ label }) => label?.by === 'cluster')).toBe(true);
});

test('features of a file that are no longer than a code are the codes, without the network', async () => {
  const { store, calls } = createTestStore();
  await store.getState().openProject();
  const given = table(12, 10);
  await store.getState().importFeatures(given);
  await store.getState().runFromFeatures();
  const { codes, features, trees, scores, dimension, notices } = store.getState();
  expect(notices).toEqual([]);
  expect(calls).not.toContain('train');
  expect(codes?.matrix).toEqual(given.features);
  expect(codes?.settings).toBeUndefined();
  expect(dimension.after).toEqual(dimension.before);
  expect(Object.keys(trees)).toHaveLength(5);
  expect(scores.ward?.k.at(-1)).toBe(12);
  const { names, rows } = rowClasses(store.getState(), features?.pictures ?? []);
  expect(names).toEqual(['a', 'b']);
  expect([...rows.subarray(0, 4)]).toEqual([-1, 1, 0, 1]);
});

test('longer features of a file are compressed, unless the recipe says not to', async () => {
  const { store, calls } = createTestStore();
  await store.getState().openProject();
  await store.getState().importFeatures(table(12, 11));
  await store.getState().trainCodes();
  expect(store.getState().codes?.matrix.cols).toBe(10);
  store.getState().setRecipe('autoencoder', { codeSize: 'none' });
  calls.length = 0;
  await store.getState().trainCodes();
  expect(calls).toEqual([]);
  expect(store.getState().codes?.matrix.cols).toBe(11);
});

test('too few rows are refused with a code', async () => {
  const { store } = createTestStore();
  await store.getState().openProject();
  await store.getState().importFeatures(table(3, 10));
  await store.getState().runFromFeatures();
  expect(store.getState().notices[0]?.code).toBe('too-few-pictures');
});
