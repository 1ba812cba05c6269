import { expect, test } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { parseRecipe } from '../core/recipe/recipe.ts';
import { createTestStore } from '../state/test-store.ts';
import { runRecord } from './run-record.ts';

test('the record has what it takes to make the results again', async () => {
  const { store } = createTestStore();
  const recipe = parseRecipe({ seed: 8, autoencoder: { codeSize: 'none' }, cut: { k: 2 } });
  await store.getState().openProject();
  store.getState().useRecipe(recipe);
  const features = {
    data: Float32Array.from({ length: 60 }, (_, i) => Math.sin(i * i)),
    rows: 20,
    cols: 3,
  };
  const labels = Array.from({ length: 20 }, (_, i) => (i % 2 ? 'Tips' : undefined));
  await store.getState().importFeatures({ features, sha256: 'abc', labels });
  await store.getState().runFromFeatures();
  store.getState().notify('information', 'A word.');
  const record = runRecord(store.getState(), {
    startedAt: Date.now() - 1500,
    input: 'x.csv',
    versions: { node: '20' },
    durations: [{ stage: 'trees', title: 'Growing trees', seconds: 1 }],
    rows: [
      { file: '0', label: undefined },
      { file: 'b', error: 'No picture.' },
    ],
    hasHeader: true,
    labels: undefined,
  });
  expect(record).toMatchObject({
    files: 2,
    leftOut: 1,
    pictures: 1,
    header: true,
    labels: null,
    startedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    versions: {
      semscape: packageJson.version,
      tensorflow: packageJson.dependencies['@tensorflow/tfjs-core'],
      node: '20',
    },
    recipe,
    autoencoder: null,
    codes: { rows: 20, cols: 3 },
    checkpoint: null,
    backend: null,
    seeds: { shared: 8, dimension: 8, autoencoder: 8, distances: 8, clustering: 8, scores: 8 },
    durations: [{ stage: 'trees', seconds: 1 }],
    notices: ['A word.'],
  });
  expect(record.seconds).toBeGreaterThanOrEqual(1.5);
  expect(record.cutoffDistance).toBe(store.getState().trees['density-peaks']?.decision?.cutoff);
  expect(record.cutoffDistance).toBeGreaterThan(0);
});
