import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { matrix } from '../../core/arrays/matrix.ts';
import type { Plate } from '../../core/dataset/picture.ts';
import { createRandom } from '../../core/random/random.ts';
import type { TrainedEpoch } from '../../core/training/training-run.ts';
import {
  NO_AUGMENTATION,
  parseTraining,
  type TrainingSettings,
} from '../../core/training/training-settings.ts';
import { useWasmInNode } from '../backends/wasm-in-node.test-support.ts';
import { adaptivePool, maxPool, single, valid } from '../networks/blocks.ts';
import { initialVariables } from '../networks/initial-variables.ts';
import type { Architecture } from '../networks/layers.ts';
import { FeatureBatches, LineBatches, PictureBatches } from './batches.ts';
import { HeadTrainee } from './head-trainee.ts';
import { HeldPictures } from './held-pictures.ts';
import { NetworkTrainee } from './network-trainee.ts';
import {
  type EpochReport,
  type LoopOptions,
  type RunState,
  TrainingLoop,
} from './training-loop.ts';

beforeAll(useWasmInNode);

const SIDE = 32;
const CLASSES = 3;
const TINY: Architecture = {
  id: 'tiny',
  inputSide: SIDE,
  smallestSide: 15,
  blocks: [
    single(valid('stem', 8, [3, 3], 2)),
    single(valid('middle', 12, [3, 3])),
    { name: 'pool1', layer: maxPool },
    single(valid('last', 16, [3, 3])),
    { name: 'grid', layer: adaptivePool(2) },
  ],
  classifier: 'fc',
  headDropout: 0.1,
};

/** Stripes one way, stripes the other way, and dots, each with its own phase, contrast and grain. */
function plateOf(label: number, index: number): Plate {
  const random = createRandom(index);
  const phase = 8 * random.next();
  const contrast = 40 + 60 * random.next();
  const wave = (v: number) => Math.sin((v + phase) * 0.9);
  const data = Uint8Array.from({ length: SIDE ** 2 }, (_, i) => {
    const [x, y] = [i % SIDE, Math.floor(i / SIDE)];
    const signal = [wave(x), wave(y), wave(x) * wave(y)][label] ?? 0;
    return Math.max(0, Math.min(255, 128 + contrast * signal + 15 * random.normal()));
  });
  return { data, width: SIDE, height: SIDE };
}

const COUNT = 90;
const labels = Int32Array.from({ length: COUNT }, (_, i) => i % CLASSES);
const parts = Uint8Array.from({ length: COUNT }, (_, i) => (i < 60 ? 0 : i < 75 ? 1 : 2));
const pull = async (places: Int32Array) =>
  Array.from(places, (place) => plateOf(labels[place], place));

function settingsOf(patch: Partial<TrainingSettings>): TrainingSettings {
  return parseTraining({
    start: { kind: 'scratch', network: 'tiny' },
    inputSide: SIDE,
    batchSize: 12,
    patience: 0,
    augmentation: NO_AUGMENTATION,
    optimiser: { kind: 'adam', learningRate: 0.01, momentum: 0.9 },
    ...patch,
  });
}

interface Run extends Partial<Omit<LoopOptions, 'settings'>> {
  readonly settings: TrainingSettings;
  readonly isFedAtLine?: boolean;
  /** What the network begins with; random numbers when left out. */
  readonly from?: RunState['variables'] | undefined;
}

async function train({
  settings,
  isFedAtLine = false,
  from,
  ...options
}: Run): Promise<readonly TrainedEpoch[]> {
  const { freezeUpTo, augmentation, batchNorm, dropout } = settings;
  const random = initialVariables(TINY, CLASSES, settings.seed);
  const trainee = new NetworkTrainee(TINY, (name) => from?.get(name) ?? random(name), {
    classes: CLASSES,
    averagePool: 'exclude',
    input: { scale: [0.01, 0.01, 0.01], shift: [-1, -1, -1] },
    batchNorm,
    ...(dropout === 'network' ? {} : { dropout }),
    ...(freezeUpTo ? { frozenUpTo: freezeUpTo } : {}),
    isFedAtLine,
  });
  const pictures = new HeldPictures(pull, { side: SIDE, fit: 'squash', budgetBytes: 1e6 });
  const line = { side: SIDE, augmentation, budgetBytes: 1e7 };
  const batches = isFedAtLine
    ? new LineBatches(pictures, trainee, line)
    : new PictureBatches(pictures, { side: SIDE, augmentation });
  try {
    return await new TrainingLoop(trainee, batches, {
      settings,
      classes: CLASSES,
      labels,
      parts,
      microBatch: 12,
      ...options,
    }).run();
  } finally {
    trainee.dispose();
  }
}

const flatten = (epochs: readonly TrainedEpoch[]) => epochs.map(({ seconds: _, ...rest }) => rest);

test('a small network learns three textures from scratch, and leaves no tensor behind', async () => {
  const before = tf.memory().numTensors;
  const flat: number[] = [];
  const epochs = await train({
    settings: settingsOf({ epochs: 10 }),
    onEpoch: async () => void flat.push(tf.memory().numTensors),
  });
  expect(epochs.at(-1)?.test?.accuracy).toBeGreaterThan(0.9);
  expect(epochs.at(-1)?.train.loss).toBeLessThan((epochs[0]?.train.loss ?? 0) / 2);
  expect(new Set(flat).size).toBe(1);
  expect(tf.memory().numTensors).toBe(before);
});

test.each(['sgd', 'rmsprop', 'adam'] as const)(
  'killed after two of four epochs and resumed, %s goes on as if it had not stopped',
  async (kind) => {
    const settings = settingsOf({
      epochs: 4,
      batchNorm: 'batch',
      optimiser: { kind, learningRate: 0.01, momentum: 0.9 },
      augmentation: { ...NO_AUGMENTATION, flips: true, crop: 0.2, noise: 0.02, contrast: 0.1 },
    });
    const reports: EpochReport[] = [];
    const keep = async (report: EpochReport) => void reports.push(structuredClone(report));
    const whole = await train({ settings, onEpoch: keep });
    const second = reports[1];
    if (!second) throw new RangeError('no second epoch');
    const resume = { epochs: whole.slice(0, 2), state: second.state };
    const again = await train({ settings, resume });
    expect(flatten(again)).toEqual(flatten(whole));
  },
);

test('fine tuning with crops and moving batch norms resumes above its freeze line as if it had not stopped', async () => {
  const settings = settingsOf({
    epochs: 4,
    freezeUpTo: 'middle',
    batchNorm: 'batch',
    optimiser: { kind: 'sgd', learningRate: 0.01, momentum: 0.9 },
    augmentation: { ...NO_AUGMENTATION, flips: true, quarterTurns: true, crop: 0.2, noise: 0.02 },
  });
  const reports: EpochReport[] = [];
  const flat = new Set<number>();
  const whole = await train({
    settings,
    onEpoch: async (report) => {
      flat.add(tf.memory().numTensors);
      reports.push(structuredClone(report));
    },
  });
  expect(flat.size).toBe(1);
  const [first, second] = reports.map(({ state }) => state);
  const means = (state: typeof first) => state?.variables.get('last.bn.running_mean')?.data;
  expect(means(second)).not.toEqual(means(first));
  if (!second) throw new RangeError('no second epoch');
  const again = await train({ settings, resume: { epochs: whole.slice(0, 2), state: second } });
  expect(flatten(again)).toEqual(flatten(whole));
});

test('a classifier alone and a network fed at its freeze line leave no more tensors behind in later epochs', async () => {
  const flat: number[][] = [[], []];
  await train({
    settings: settingsOf({ epochs: 4, freezeUpTo: 'pool1' }),
    isFedAtLine: true,
    onEpoch: async () => void flat[0]?.push(tf.memory().numTensors),
  });
  const before = tf.memory().numTensors;
  const head = new HeadTrainee(initialVariables(TINY, CLASSES, 1), {
    name: 'fc',
    features: 16,
    classes: CLASSES,
    dropout: 0.1,
  });
  const random = createRandom(5);
  const data = Float32Array.from({ length: COUNT * 16 }, (_, i) =>
    i % 16 === labels[Math.floor(i / 16)] ? 1 : random.normal(),
  );
  await new TrainingLoop(head, new FeatureBatches(matrix(data, COUNT, 16)), {
    settings: settingsOf({ epochs: 4 }),
    classes: CLASSES,
    labels,
    parts,
    microBatch: 12,
    onEpoch: async () => void flat[1]?.push(tf.memory().numTensors),
  }).run();
  head.dispose();
  expect(flat.map((counts) => new Set(counts).size)).toEqual([1, 1]);
  expect(tf.memory().numTensors).toBe(before);
});

const CHECKPOINT = { kind: 'checkpoint', id: 'c' } as const;

test('fine tuning begins with its start as epoch 0, and ends with it as the best where every epoch is worse', async () => {
  const kept: EpochReport[] = [];
  const settings = settingsOf({
    start: CHECKPOINT,
    epochs: 3,
    batchNorm: 'frozen',
    optimiser: { kind: 'sgd', learningRate: 1e-9, momentum: 0 },
  });
  const still = await train({ settings, onEpoch: async (report) => void kept.push(report) });
  expect(still.map(({ epoch }) => epoch)).toEqual([0, 1, 2, 3]);
  expect(still[0]?.test?.accuracy).toBe(still[1]?.test?.accuracy);
  expect(kept[0]?.isBest).toBe(true);

  const reports: EpochReport[] = [];
  const good = { ...settings, optimiser: settingsOf({}).optimiser, epochs: 8 };
  await train({ settings: good, onEpoch: async (report) => void reports.push(report) });
  const best = reports.findLast(({ isBest }) => isBest);
  const accuracies = reports.map(({ epoch }) => epoch.validation?.accuracy ?? 0);
  expect(best?.epoch.validation?.accuracy).toBe(Math.max(...accuracies));

  const spoilt: EpochReport[] = [];
  await train({
    settings: {
      ...settings,
      epochs: 4,
      optimiser: { kind: 'sgd', learningRate: 0.3, momentum: 0 },
      weightDecay: 1,
    },
    from: best?.state.variables,
    onEpoch: async (report) => void spoilt.push(report),
  });
  expect(spoilt.at(-1)?.epoch.validation?.accuracy).toBeLessThan(
    best?.epoch.validation?.accuracy ?? 0,
  );
  expect(spoilt.map(({ isBest }) => isBest)).toEqual([true, false, false, false, false]);
  expect(spoilt[0]?.state.variables).toEqual(best?.state.variables);
});

test('frozen batch norms keep their running statistics, whatever the batch, and their scales learn', async () => {
  const reports: EpochReport[] = [];
  const settings = settingsOf({ start: CHECKPOINT, epochs: 1, batchNorm: 'frozen', batchSize: 2 });
  await train({
    settings,
    microBatch: 2,
    onEpoch: async (report) => void reports.push(report),
  });
  const [start, after] = reports.map(({ state }) => state.variables);
  for (const layer of ['stem', 'middle', 'last']) {
    for (const part of ['running_mean', 'running_var']) {
      const name = `${layer}.bn.${part}`;
      expect(after?.get(name)?.data).toEqual(start?.get(name)?.data);
    }
    expect(after?.get(`${layer}.bn.weight`)?.data).not.toEqual(
      start?.get(`${layer}.bn.weight`)?.data,
    );
  }
});

test('micro-batches add up to the batch where batch norms are frozen', async () => {
  const optimiser = { kind: 'sgd', learningRate: 0.01, momentum: 0.9 } as const;
  const settings = settingsOf({ epochs: 2, batchNorm: 'frozen', dropout: 0, optimiser });
  const whole = await train({ settings, microBatch: 12 });
  const parted = await train({ settings, microBatch: 5 });
  expect(parted[1]?.train.loss).toBeCloseTo(whole[1]?.train.loss ?? Number.NaN, 4);
});

test('activations kept at the freeze line give the curve of the whole way, and only what moves is stored', async () => {
  const augmentation = { ...NO_AUGMENTATION, flips: true };
  const settings = settingsOf({ epochs: 3, freezeUpTo: 'pool1', augmentation });
  const reports: EpochReport[] = [];
  const kept = await train({
    settings,
    isFedAtLine: true,
    onEpoch: async (report) => void reports.push(report),
  });
  expect(flatten(kept)).toEqual(flatten(await train({ settings })));
  expect(kept[2]?.train.loss).toBeLessThan(kept[0]?.train.loss ?? 0);
  const parts = ['conv.weight', 'bn.weight', 'bn.bias', 'bn.running_mean', 'bn.running_var'];
  expect([...(reports[0]?.state.variables.keys() ?? [])]).toEqual([
    ...parts.map((part) => `last.${part}`),
    'fc.weight',
    'fc.bias',
  ]);
});

test('a run ends when its patience is exhausted, and says when it diverges', async () => {
  const still = settingsOf({ epochs: 9, patience: 2, dropout: 0, batchNorm: 'frozen' });
  const optimiser = { kind: 'sgd', learningRate: 1e-9, momentum: 0 } as const;
  expect((await train({ settings: { ...still, optimiser } })).length).toBeLessThan(9);
  const wild = settingsOf({
    epochs: 9,
    optimiser: { kind: 'sgd', learningRate: 10, momentum: 0.99 },
    weightDecay: 1,
    batchNorm: 'frozen',
  });
  await expect(train({ settings: wild })).rejects.toMatchObject({ code: 'training-diverged' });
});
