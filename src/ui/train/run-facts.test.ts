import { expect, test } from 'vitest';
import type { TrainingRun } from '../../core/training/training-run.ts';
import { parseTraining } from '../../core/training/training-settings.ts';
import { originOf, runFacts, shortTime } from './run-facts.ts';

const RUN: TrainingRun = {
  schemaVersion: 1,
  id: 'r',
  name: 'mine',
  createdAt: 0,
  status: 'finished',
  way: 'fine-tuning',
  settings: parseTraining({
    start: { kind: 'checkpoint', id: 'c' },
    freezeUpTo: 'mixed8',
    inputSide: 149,
    epochs: 12,
    batchSize: 32,
  }),
  network: 'Inception-v3',
  checkpoint: { id: 'c', title: 'Photographs', sha256: 'abc' },
  semscapeVersion: '1.2.3',
  backend: { name: 'wasm', threads: 2, reason: '' },
  microBatch: 8,
  classes: ['Fibres', 'Tips'],
  dataFingerprint: '',
  counts: { train: 1200, validation: 100, test: 101 },
  epochs: [],
  bestEpoch: 9,
  temperature: 1.1,
  testScore: { loss: 0.2, accuracy: 0.934 },
  leakage: { randomAccuracy: 0.99, gap: 0.056 },
  notes: [],
};

const factsOf = (run: TrainingRun) =>
  Object.fromEntries(runFacts(run, [RUN]).map(({ name, value }) => [name, value]));

test('a record tells what was set, foreseen and found, in words and units', () => {
  const forecast = {
    seconds: 300,
    secondsPerEpoch: 25,
    secondsBefore: 0,
    tensorBytes: 512e6,
    dataBytes: 3e6,
    diskBytes: 1e6,
    microBatch: 8,
    remark: undefined,
  };
  expect(shortTime({ ...RUN, forecast, status: 'running' })).toBe('≈ 5 min');
  expect(shortTime({ ...RUN, forecast, spentSeconds: 360 })).toBe('6 min');
  expect(factsOf({ ...RUN, forecast, spentSeconds: 360 })).toMatchObject({
    Way: 'Fine tuning from Photographs',
    'Classifier on': 'whole network',
    'Layers that learnt': 'those after mixed8',
    Input: '149 × 149 px, fitted whole',
    Batch: '32 pictures, 8 at once',
    Pictures: '1,200 to train, 100 to validate, 101 to test',
    'Test accuracy': '93.4 %',
    Leakage: '5.6 points: a split by picture would claim 99.0 %',
    Time: 'foreseen 5 min, took 6 min',
    Memory: 'foreseen 512 MB for the network, 3.0 MB for pictures',
  });
});

test('fine tuning says what it began with, and that it kept it where nothing was better', () => {
  const score = { loss: 1, accuracy: 0.5 };
  const epochs = [0, 1, 2].map((epoch) => ({
    epoch,
    train: score,
    validation: score,
    test: score,
    learningRate: 0,
    seconds: 1,
  }));
  expect(factsOf({ ...RUN, epochs, bestEpoch: 0 })).toMatchObject({
    Epochs: '2 of 12, best: its start',
    'A new classifier': 'learns alone for 60 epochs first',
    'Before the first epoch': 'test accuracy 50.0 %',
  });
  expect(factsOf({ ...RUN, epochs, bestEpoch: 2 }).Epochs).toBe('2 of 12, best: 2');
  expect(factsOf(RUN)).toMatchObject({ Epochs: '0 of 12, best: –' });
});

test('a run that goes on from another names it while it is there', () => {
  const start = { kind: 'run', id: RUN.id } as const;
  const later = { ...RUN, id: 's', settings: { ...RUN.settings, start } };
  expect(originOf(later, [RUN, later])).toBe('Fine tuning from mine');
  expect(originOf(later, [later])).toBe('Fine tuning from Photographs');
});

test('what a record of a former version does not have is left out', () => {
  const { testScore: _, leakage: __, checkpoint: ___, ...rest } = RUN;
  const old = { ...rest, way: 'scratch', testScore: undefined, leakage: undefined } as const;
  const facts = factsOf({ ...old, checkpoint: undefined });
  expect(Object.keys(facts)).not.toEqual(expect.arrayContaining(['Time']));
  expect(facts).not.toHaveProperty('Memory');
  expect(facts).not.toHaveProperty('Leakage');
  expect(originOf({ ...old, checkpoint: undefined }, [])).toBe('From scratch, Inception-v3');
});
