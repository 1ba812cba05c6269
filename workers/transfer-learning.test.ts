import '@tensorflow/tfjs-backend-wasm';
import { beforeAll, expect, test } from 'vitest';
import { NO_AUGMENTATION, parseTraining } from '../src/core/training/training-settings.ts';
import { useWasmInNode } from '../src/models/backends/wasm-in-node.test-support.ts';
import {
  CHECKPOINT,
  networkInNode,
  quietJob,
  sampleTask,
  trainOnSample,
} from './sample-training.test-support.ts';

beforeAll(useWasmInNode);

const SIDE = 75;
const PICTURES = 400;
const { id, classifierAt: endpoint = 'pool' } = CHECKPOINT.checkpoint;
const start = { kind: 'checkpoint', id } as const;
const base = { ...start, endpoint };
const augmentation = { ...NO_AUGMENTATION, flips: true, quarterTurns: true };

test('features of the bundled network up to mixed4 tell all ten categories apart, and fine tuning all of its blocks goes on from there', async () => {
  const api = networkInNode();
  const task = await sampleTask(PICTURES, { validation: 0.1, test: 0.3 });
  const features = await api.embed(
    task.copies(task.labels.keys()),
    { checkpointId: id, endpoint, inputSide: SIDE, fit: 'squash' },
    quietJob(),
  );
  const extraction = parseTraining({ start, endpoint, inputSide: SIDE, freezeUpTo: 'pool' });
  const extracted = await trainOnSample(api, task, { settings: extraction, base, features });
  expect(extracted.epoch.test?.accuracy).toBeGreaterThanOrEqual(0.9);

  const tuning = parseTraining({
    start,
    endpoint,
    inputSide: SIDE,
    freezeUpTo: null,
    epochs: 2,
    batchSize: 16,
    schedule: { kind: 'cosine', warmUpEpochs: 0 },
    labelSmoothing: 0,
    augmentation,
  });
  const before = { ...extracted.state.variables };
  const tuned = await trainOnSample(api, task, { settings: tuning, base, variables: before });
  expect(tuned.epoch.test?.accuracy).toBeGreaterThanOrEqual(0.9);
  expect(Object.keys(tuned.state.variables)).toContain('Conv2d_1a_3x3.conv.weight');
});
