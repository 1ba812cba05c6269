import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import type { Plate } from '../../core/dataset/picture.ts';
import { createRandom } from '../../core/random/random.ts';
import { NO_AUGMENTATION, parseTraining } from '../../core/training/training-settings.ts';
import { useWasmInNode } from '../backends/wasm-in-node.test-support.ts';
import { maxPool, single, valid } from '../networks/blocks.ts';
import { initialVariables } from '../networks/initial-variables.ts';
import type { Architecture } from '../networks/layers.ts';
import { buildTrainee } from './build-trainee.ts';
import { trainHeadFirst } from './train-head-first.ts';
import { type EpochReport, TrainingLoop } from './training-loop.ts';

beforeAll(useWasmInNode);

const SIDE = 24;
const CLASSES = 2;
const TINY: Architecture = {
  id: 'tiny',
  inputSide: SIDE,
  smallestSide: 15,
  blocks: [
    single(valid('stem', 8, [3, 3], 2)),
    { name: 'pool1', layer: maxPool },
    single(valid('last', 12, [3, 3])),
  ],
  classifier: 'fc',
};

/** Stripes across or along, in noise. */
function plateOf(label: number, index: number): Plate {
  const random = createRandom(index);
  const phase = 6 * random.next();
  const data = Uint8Array.from({ length: SIDE ** 2 }, (_, i) => {
    const at = label === 0 ? i % SIDE : Math.floor(i / SIDE);
    return 128 + 80 * Math.sin(at + phase) + 20 * random.next();
  });
  return { data, width: SIDE, height: SIDE };
}

const COUNT = 40;
const labels = Int32Array.from({ length: COUNT }, (_, i) => i % CLASSES);
const parts = Uint8Array.from({ length: COUNT }, (_, i) => (i < 24 ? 0 : i < 32 ? 1 : 2));

function tuned(freezeUpTo: string | null, isHeadFresh = true) {
  const settings = parseTraining({
    start: { kind: 'checkpoint', id: 'c' },
    freezeUpTo,
    inputSide: SIDE,
    epochs: 1,
    batchSize: 8,
    headEpochs: 40,
    augmentation: NO_AUGMENTATION,
  });
  const checkpoint = {
    architecture: TINY,
    source: initialVariables(TINY, CLASSES, 1),
    averagePool: 'exclude',
    input: { scale: [0.01, 0.01, 0.01], shift: [-1, -1, -1] },
  } as const;
  const built = buildTrainee(checkpoint, {
    settings,
    classes: CLASSES,
    isHeadFresh,
    features: undefined,
    pull: async (places) => Array.from(places, (place) => plateOf(labels[place] ?? 0, place)),
    budgetBytes: 1e7,
  });
  return {
    ...built,
    settings,
    options: { settings, classes: CLASSES, labels, parts, microBatch: 8 },
  };
}

test.each([null, 'pool1'])(
  'a new classifier learns first, nothing else moves, and fine tuning starts at its accuracy (frozen up to %s)',
  async (line) => {
    const tensors = tf.memory().numTensors;
    const { trainee, batches, newHead, options } = tuned(line);
    if (!newHead) throw new RangeError('the classifier is new');
    const before = await trainee.snapshot();
    const own = tf.memory().numTensors;
    await trainHeadFirst(trainee, batches, { ...options, head: newHead });
    expect(tf.memory().numTensors).toBe(own);
    const after = await trainee.snapshot();
    const moved = [...after.keys()].filter(
      (name) => `${after.get(name)?.data}` !== `${before.get(name)?.data}`,
    );
    expect(moved).toEqual(['fc.weight', 'fc.bias']);

    const reports: EpochReport[] = [];
    const onEpoch = async (report: EpochReport) => void reports.push(report);
    const epochs = await new TrainingLoop(trainee, batches, { ...options, onEpoch }).run();
    expect(epochs[0]).toMatchObject({ epoch: 0, learningRate: 0 });
    expect(epochs[0]?.test?.accuracy).toBeGreaterThanOrEqual(0.9);
    expect(reports[0]?.state.variables.get('fc.weight')?.data).toEqual(
      after.get('fc.weight')?.data,
    );
    trainee.dispose();
    expect(tf.memory().numTensors).toBe(tensors);
  },
);

test('what is fed at the freeze line learns the same classifier as what is fed pictures', async () => {
  const weights = await Promise.all(
    [tuned('pool1'), tuned(null)].map(async ({ trainee, batches, newHead, options }) => {
      if (!newHead) throw new RangeError('the classifier is new');
      await trainHeadFirst(trainee, batches, { ...options, head: newHead });
      const weight = (await trainee.snapshot()).get('fc.weight')?.data ?? [];
      trainee.dispose();
      return [...weight];
    }),
  );
  const [atLine = [], ofPictures = []] = weights;
  const furthest = Math.max(...atLine.map((w, i) => Math.abs(w - (ofPictures[i] ?? 0))));
  expect(atLine).toHaveLength(CLASSES * 12);
  expect(furthest).toBeLessThan(1e-2);
});

test('a classifier that a run has trained is not new', () => {
  const { newHead, trainee } = tuned(null, false);
  expect(newHead).toBeUndefined();
  trainee.dispose();
});
