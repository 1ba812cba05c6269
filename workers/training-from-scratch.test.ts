import '@tensorflow/tfjs-backend-wasm';
import { beforeAll, expect, test } from 'vitest';
import { NO_AUGMENTATION, parseTraining } from '../src/core/training/training-settings.ts';
import { useWasmInNode } from '../src/models/backends/wasm-in-node.test-support.ts';
import { networkInNode, sampleTask, trainOnSample } from './sample-training.test-support.ts';

beforeAll(useWasmInNode);

const PICTURES = { trained: 600, tested: 200 };

test('an Inception-v3 up to its first mixed block learns all ten categories of the sample set from random numbers', async () => {
  const { trained, tested } = PICTURES;
  const task = await sampleTask(trained + tested, {
    validation: 0,
    test: tested / (trained + tested),
  });
  const start = { kind: 'scratch', network: 'inception_v3' } as const;
  const endpoint = 'mixed0';
  const settings = parseTraining({
    start,
    endpoint,
    inputSide: 75,
    epochs: 7,
    batchSize: 8,
    optimiser: { kind: 'adam', learningRate: 0.003 },
    schedule: { kind: 'cosine', warmUpEpochs: 0.5 },
    augmentation: { ...NO_AUGMENTATION, flips: true, quarterTurns: true },
  });
  const base = { ...start, seed: settings.seed, endpoint };
  const { epoch } = await trainOnSample(networkInNode(), task, { settings, base });
  expect(epoch.test?.accuracy).toBeGreaterThanOrEqual(0.9);
});
