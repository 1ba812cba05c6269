import '@tensorflow/tfjs-backend-wasm';
import { beforeAll, expect, test } from 'vitest';
import { parseTraining } from '../src/core/training/training-settings.ts';
import { useWasmInNode } from '../src/models/backends/wasm-in-node.test-support.ts';
import { emptyDisk } from '../src/state/test-disk.ts';
import { createTestStore, testFiles } from '../src/state/test-store.ts';
import { realNetwork, TINY, tinyCheckpoint } from './real-network.test-support.ts';

beforeAll(useWasmInNode);

const DAYS = 8;
const PICTURES_A_DAY = 9;
const CHANNELS = 8;

/** Which day a picture is of, by its plate: the letters of its content. */
const dayOf = (plate: Uint8Array) => Number(new TextDecoder().decode(plate).split('-')[0]);

/** Features that tell the days apart and nothing else: what is learnt of one day says nothing of another. */
const signatureOf = (day: number) =>
  Array.from({ length: CHANNELS }, (_, c) => (c === day ? 3 : 0));

async function projectOf() {
  const entry = tinyCheckpoint(CHANNELS);
  const taken: number[] = [];
  const { store } = createTestStore(emptyDisk(), {
    ...realNetwork([entry]),
    checkpoints: async () => [entry.checkpoint],
    embed: async (plates) => {
      taken.push(plates.length);
      const rows = plates.flatMap(({ data }) => signatureOf(dayOf(data)));
      return { data: Float32Array.from(rows), rows: plates.length, cols: CHANNELS };
    },
  });
  const state = store.getState;
  await state().openProject();
  for (let day = 0; day < DAYS; day++) {
    const category = day % 2 === 0 ? 'Tips' : 'Fibres';
    const pictures = Array.from({ length: PICTURES_A_DAY }, (_, i) => `${day}-${i}`);
    await state().importFiles(testFiles(pictures, `lab/${category}/day ${day}`));
  }
  const settings = (by: 'group' | 'picture') =>
    parseTraining({
      start: { kind: 'checkpoint', id: entry.checkpoint.id },
      freezeUpTo: 'pool',
      inputSide: TINY.inputSide,
      epochs: 40,
      optimiser: { kind: 'adam', learningRate: 0.05, momentum: 0.9 },
      split: { by, validation: 0.2, test: 0.25 },
    });
  const train = async (by: 'group' | 'picture') => {
    const id = await state().startRun(settings(by));
    return state().runs.find((run) => run.id === id);
  };
  return { state, settings, train, taken };
}

test('what only recognises its sessions has a leakage, which the split by picture would have hidden', async () => {
  const { train } = await projectOf();
  const honest = await train('group');
  expect(honest?.status).toBe('finished');
  const tested = honest?.testScore?.accuracy ?? 1;
  expect(honest?.leakage?.randomAccuracy).toBeGreaterThan(0.95);
  expect(tested).toBeLessThan(0.85);
  expect(honest?.leakage?.gap).toBeCloseTo((honest?.leakage?.randomAccuracy ?? 0) - tested);
  const flattered = await train('picture');
  expect(flattered?.name).toBe(`${honest?.name} 2`);
  expect(flattered?.testScore?.accuracy).toBeGreaterThan(0.95);
  expect(flattered?.leakage).toBeUndefined();
});

test('a forecast takes the features of a few pictures only, the run those of the rest', async () => {
  const { state, settings, taken } = await projectOf();
  await state().predictRun(settings('group'));
  expect(taken.reduce((a, b) => a + b, 0)).toBe(8);
  const { forecast } = state();
  expect(forecast).toMatchObject({ settings: settings('group') });
  expect(forecast?.secondsBefore).toBeGreaterThan(0);
  await state().startRun(settings('group'));
  expect(taken.reduce((a, b) => a + b, 0)).toBe(DAYS * PICTURES_A_DAY);
});
