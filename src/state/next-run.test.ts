import { expect, test } from 'vitest';
import type { TrainingRun } from '../core/training/training-run.ts';
import { defaultTraining } from '../core/training/training-settings.ts';
import { SUGGESTED_RUN } from './next-run.ts';
import { createTestStore } from './test-store.ts';

const RUN: TrainingRun = {
  schemaVersion: 1,
  id: 'r',
  name: 'mine',
  createdAt: 0,
  status: 'finished',
  way: 'scratch',
  settings: defaultTraining('scratch', {
    start: { kind: 'scratch', network: 'alexnet' },
    inputSide: 149,
    epochs: 12,
    seed: 7,
  }),
  network: 'AlexNet',
  checkpoint: undefined,
  semscapeVersion: '1.2.3',
  backend: { name: 'wasm', threads: 2, reason: '' },
  microBatch: 8,
  classes: [],
  dataFingerprint: '',
  counts: { train: 0, validation: 0, test: 0 },
  epochs: [],
  bestEpoch: 0,
  temperature: 1,
  testScore: undefined,
  leakage: undefined,
  notes: [],
};

test('a run’s settings come back into the form as they were', () => {
  const { store } = createTestStore();
  store.setState({ runs: [RUN] });
  store.getState().reuseSettings('r');
  expect(store.getState().nextRun).toEqual({
    way: 'scratch',
    network: 'alexnet',
    settings: RUN.settings,
  });
});

test('a record of a former version, which names no endpoint, meant the whole network', () => {
  const { store } = createTestStore();
  const { endpoint: _, ...former } = RUN.settings;
  store.setState({ runs: [{ ...RUN, settings: former as TrainingRun['settings'] }] });
  store.getState().reuseSettings('r');
  expect(store.getState().nextRun.settings?.endpoint).toBe('pool');
});

test('another project begins with what is suggested', async () => {
  const { store } = createTestStore();
  store.setState({ runs: [RUN] });
  store.getState().reuseSettings('r');
  await store.getState().createProject('another');
  expect(store.getState().nextRun).toEqual(SUGGESTED_RUN);
});
