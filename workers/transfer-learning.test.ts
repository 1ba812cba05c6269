import '@tensorflow/tfjs-backend-wasm';
import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { transfer } from 'comlink';
import { beforeAll, expect, test } from 'vitest';
import { unpackCheckpoint } from '../build/unpack-checkpoint.ts';
import type { Plate } from '../src/core/dataset/picture.ts';
import { splitDataset } from '../src/core/dataset/split.ts';
import { SAMPLE_CATEGORIES } from '../src/core/sample/sample-categories.ts';
import { makeSamplePicture } from '../src/core/sample/sample-picture.ts';
import { planSample } from '../src/core/sample/sample-plan.ts';
import { bestEpochOf } from '../src/core/training/early-stop.ts';
import { NO_AUGMENTATION, parseTraining } from '../src/core/training/training-settings.ts';
import { useWasmInNode } from '../src/models/backends/wasm-in-node.test-support.ts';
import { bundledInceptionV3 } from '../src/models/checkpoints/bundled.ts';
import { createJob } from '../src/protocol/job.ts';
import { type EpochResult, serveFeed, type TrainingTask } from '../src/protocol/training.ts';
import { createNetworkApi } from './network.ts';

beforeAll(useWasmInNode);

/** Four of the ten, so that some dozen pictures are enough and the test is short. */
const CATEGORIES = ['Patterned_surface', 'Powder', 'Tips', 'Fibres'] as const;
const COUNT = 18 * CATEGORIES.length;
const SIDE = 107;
const SIZE = { width: 256, height: 192 };
const PATIENCE_MS = 240_000;

function plateOf(picture: number): Plate {
  const category = CATEGORIES[picture % CATEGORIES.length] ?? CATEGORIES[0];
  const round = Math.floor(picture / CATEGORIES.length);
  const index = round * SAMPLE_CATEGORIES.length + SAMPLE_CATEGORIES.indexOf(category);
  const plan = planSample(index, 1);
  const feature = (plan.feature * SIZE.height) / Math.min(plan.width, plan.height);
  const levels = makeSamplePicture({ category, ...SIZE, feature, index, seed: 1 });
  return { data: Uint8Array.from(levels, (level) => Math.round(level * 255)), ...SIZE };
}

function bundled() {
  const bytes = unpackCheckpoint(resolve('node_modules/nsfwjs/dist/models/inception_v3'));
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return bundledInceptionV3({ url: '', sha256 }, async () => Uint8Array.from(bytes).buffer);
}

test(
  'features of the bundled network tell sample pictures apart, and fine tuning goes on from there',
  async () => {
    const entry = bundled();
    const { id } = entry.checkpoint;
    const onWasm = { backend: { name: 'wasm', threads: 1, reason: 'a test' } } as const;
    const api = createNetworkApi({
      start: async () => onWasm,
      catalogue: [entry],
      architectures: [],
    });
    const job = () => createJob(new AbortController().signal);
    const plates = Array.from({ length: COUNT }, (_, i) => plateOf(i));
    const copies = (places: Iterable<number>) =>
      Array.from(places, (place) => ({ ...SIZE, data: plates[place].data.slice() }));
    const labels = Int32Array.from(plates.keys(), (i) => i % CATEGORIES.length);
    const groupOf = Int32Array.from(plates.keys());
    const { parts } = splitDataset({ labels, groupOf, validation: 0.1, test: 0.3, seed: 1 });
    const train = async (settings: object, more: Partial<TrainingTask>) => {
      const results: EpochResult[] = [];
      const { port, close } = serveFeed({
        plates: async (places) => copies(places),
        keep: async (result) => void results.push(result),
      });
      const start = { kind: 'checkpoint', id } as const;
      const task: TrainingTask = {
        settings: parseTraining({ start, inputSide: SIDE, dropout: 0.2, ...settings }),
        base: start,
        variables: {},
        isHeadFresh: true,
        classes: CATEGORIES.length,
        labels: labels.slice(),
        parts: parts.slice(),
        microBatch: 16,
        features: undefined,
        resume: undefined,
        ...more,
      };
      const epochs = await api.trainNetwork(task, transfer(port, [port]), job());
      close();
      return results[bestEpochOf(epochs) - 1] as EpochResult;
    };

    const input = { checkpointId: id, endpoint: 'pool', inputSide: SIDE, fit: 'squash' } as const;
    const features = await api.embed(copies(plates.keys()), input, job());
    const adam = { kind: 'adam', learningRate: 0.01, momentum: 0.9 } as const;
    const extracted = await train({ freezeUpTo: 'pool', optimiser: adam }, { features });
    expect(extracted.epoch.test?.accuracy).toBeGreaterThanOrEqual(0.9);

    const tuned = await train(
      {
        freezeUpTo: 'mixed8',
        epochs: 3,
        batchSize: 16,
        optimiser: { kind: 'sgd', learningRate: 0.005, momentum: 0.9 },
        schedule: { kind: 'constant', warmUpEpochs: 0 },
        augmentation: NO_AUGMENTATION,
      },
      { isHeadFresh: false, variables: extracted.state.variables },
    );
    expect(tuned.epoch.test?.accuracy).toBeGreaterThanOrEqual(0.9);
    expect(tuned.epoch.train.loss).toBeLessThan(Math.log(CATEGORIES.length) / 2);
    console.log(extracted.epoch, tuned.epoch);
  },
  PATIENCE_MS,
);
