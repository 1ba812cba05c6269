import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { expose, transfer, wrap } from 'comlink';
import { beforeAll, expect, test } from 'vitest';
import type { Plate } from '../src/core/dataset/picture.ts';
import { predictedClasses } from '../src/core/metrics/accuracy.ts';
import { createRandom } from '../src/core/random/random.ts';
import type { TrainedBatch } from '../src/core/training/training-run.ts';
import {
  NO_AUGMENTATION,
  parseTraining,
  type TrainingSettings,
} from '../src/core/training/training-settings.ts';
import { useWasmInNode } from '../src/models/backends/wasm-in-node.test-support.ts';
import { maxPool, single, valid } from '../src/models/networks/blocks.ts';
import type { Architecture } from '../src/models/networks/layers.ts';
import { createJob, registerTransferHandlers } from '../src/protocol/job.ts';
import type { NetworkApi } from '../src/protocol/network.ts';
import { type EpochResult, serveFeed, type TrainingTask } from '../src/protocol/training.ts';
import { createNetworkApi } from './network.ts';

registerTransferHandlers();
beforeAll(useWasmInNode);

const SIDE = 24;
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

/** A bright disc to the left or to the right. */
function plateOf(label: number, index: number): Plate {
  const random = createRandom(index);
  const [cx, cy] = [label === 0 ? 6 : 18, 6 + 12 * random.next()];
  const data = Uint8Array.from({ length: SIDE ** 2 }, (_, i) => {
    const isInside = Math.hypot((i % SIDE) - cx, Math.floor(i / SIDE) - cy) < 4;
    const texture = label === 0 ? (i % 2) * 90 : 0;
    return (isInside ? 140 + texture : 20) + 10 * random.next();
  });
  return { data, width: SIDE, height: SIDE };
}

const COUNT = 40;
const labelOf = (i: number) => i % 2;
const onWasm = { backend: { name: 'wasm', threads: 1, reason: 'test' } } as const;
const job = (report?: (detail: unknown) => void) =>
  createJob(new AbortController().signal, ({ detail }) => detail && report?.(detail));

function connect() {
  const { port1, port2 } = new MessageChannel();
  const deps = { start: async () => onWasm, catalogue: [], architectures: [TINY] };
  expose(createNetworkApi(deps), port1);
  return wrap<NetworkApi>(port2);
}

function taskOf(patch: Partial<TrainingSettings>, more: Partial<TrainingTask> = {}): TrainingTask {
  return {
    settings: parseTraining({
      start: { kind: 'scratch', network: 'tiny' },
      inputSide: SIDE,
      epochs: 6,
      batchSize: 8,
      optimiser: { kind: 'adam', learningRate: 0.01, momentum: 0.9 },
      augmentation: NO_AUGMENTATION,
      ...patch,
    }),
    base: { kind: 'scratch', network: 'tiny', seed: 1 },
    variables: {},
    isHeadFresh: true,
    classes: 2,
    labels: Int32Array.from({ length: COUNT }, (_, i) => labelOf(i)),
    parts: Uint8Array.from({ length: COUNT }, (_, i) => (i < 24 ? 0 : i < 32 ? 1 : 2)),
    microBatch: 8,
    features: undefined,
    resume: undefined,
    ...more,
  };
}

function feedTo(results: EpochResult[], asked: number[] = []) {
  const { port } = serveFeed({
    plates: async (places) => {
      asked.push(...places);
      return Array.from(places, (place) => plateOf(labelOf(place), place));
    },
    keep: async (result) => void results.push(result),
  });
  return transfer(port, [port]);
}

test('a run is fed plates once, gives its epochs, and its best one labels pictures it has not seen', async () => {
  const api = connect();
  const results: EpochResult[] = [];
  const asked: number[] = [];
  const batches: TrainedBatch[] = [];
  const before = tf.memory().numTensors;
  const epochs = await api.trainNetwork(
    taskOf({}),
    feedTo(results, asked),
    job((detail) => void batches.push(detail as TrainedBatch)),
  );
  expect(tf.memory().numTensors).toBe(before);
  expect(epochs).toEqual(results.map(({ epoch }) => epoch));
  expect(asked.toSorted((a, b) => a - b)).toEqual(Array.from({ length: COUNT }, (_, i) => i));
  expect(batches).toHaveLength(6 * 3);
  expect(epochs.at(-1)?.test?.accuracy).toBe(1);

  const best = results.findLast(({ isBest }) => isBest);
  if (!best) throw new RangeError('no epoch is the best');
  const base = { kind: 'scratch', network: 'tiny', seed: 1 } as const;
  await api.holdModel({ base, variables: best.state.variables, classes: 2 }, job());
  const fresh = [0, 1, 1, 0].map((label, i) => plateOf(label, 500 + i));
  const input = { inputSide: SIDE, fit: 'squash' } as const;
  const logits = await api.classify(fresh, input, job());
  expect([...predictedClasses(logits)]).toEqual([0, 1, 1, 0]);

  const heat = await api.explain(plateOf(0, 600), input, 0, job());
  expect([heat.rows, heat.cols]).toEqual([3, 3]);
  expect(Math.max(...heat.data)).toBeCloseTo(1, 5);
});

test('a run goes on from its second epoch in another worker with the same curve', async () => {
  const results: EpochResult[] = [];
  const whole = await connect().trainNetwork(taskOf({ epochs: 4 }), feedTo(results), job());
  const state = results[1]?.state;
  if (!state) throw new RangeError('no second epoch');
  const resume = { epochs: whole.slice(0, 2), state };
  const again = await connect().trainNetwork(taskOf({ epochs: 4 }, { resume }), feedTo([]), job());
  const curve = (epochs: typeof whole) => epochs.map(({ seconds: _, ...rest }) => rest);
  expect(curve(again)).toEqual(curve(whole));
});

const tuning = {
  start: { kind: 'checkpoint', id: 'c' },
  optimiser: { kind: 'sgd', learningRate: 0.001, momentum: 0.9 },
  headEpochs: 40,
  epochs: 3,
} as const;

test('fine tuning under a new classifier starts where the classifier alone has come to, and without that at random', async () => {
  const tested = async (headEpochs: number) => {
    const task = taskOf({ ...tuning, headEpochs });
    const [start, ...epochs] = await connect().trainNetwork(task, feedTo([]), job());
    expect(epochs.map(({ epoch }) => epoch)).toEqual([1, 2, 3]);
    return start?.train;
  };
  const [alone, random] = [await tested(tuning.headEpochs), await tested(0)];
  expect(alone?.accuracy).toBeGreaterThanOrEqual(0.9);
  expect(random?.accuracy).toBeLessThan(0.8);
  expect(alone?.loss).toBeLessThan(random?.loss ?? 0);
});

test.each([1, 2])(
  'fine tuning that was stopped after %i scores goes on in another worker with the same curve',
  async (scores) => {
    const results: EpochResult[] = [];
    const whole = await connect().trainNetwork(taskOf(tuning), feedTo(results), job());
    const state = results[scores - 1]?.state;
    if (!state) throw new RangeError('no such epoch');
    const resume = { epochs: whole.slice(0, scores), state };
    const again = await connect().trainNetwork(taskOf(tuning, { resume }), feedTo([]), job());
    const curve = (epochs: typeof whole) => epochs.map(({ seconds: _, ...rest }) => rest);
    expect(curve(again)).toEqual(curve(whole));
  },
);

test('a classifier alone trains on features without asking for a plate', async () => {
  const random = createRandom(3);
  const data = Float32Array.from(
    { length: COUNT * 12 },
    (_, i) => (i % 12 === labelOf(Math.floor(i / 12)) ? 2 : 0) + random.normal() * 0.3,
  );
  const asked: number[] = [];
  const results: EpochResult[] = [];
  const task = taskOf({ freezeUpTo: 'pool' }, { features: { data, rows: COUNT, cols: 12 } });
  const epochs = await connect().trainNetwork(task, feedTo(results, asked), job());
  expect(epochs.at(-1)?.test?.accuracy).toBe(1);
  expect(asked).toEqual([]);
  expect(Object.keys(results[0]?.state.variables ?? {})).toEqual(['fc.weight', 'fc.bias']);
});

test('a forecast says what a run costs, and leaves nothing behind', async () => {
  const before = tf.memory().numTensors;
  const forecast = await connect().predictRun(taskOf({ epochs: 10 }), feedTo([]), job());
  expect(tf.memory().numTensors).toBe(before);
  expect(forecast.seconds).toBeGreaterThan(forecast.secondsPerEpoch * 9.9);
  expect(forecast.tensorBytes).toBeGreaterThan(8 * SIDE ** 2 * 4);
  expect(forecast).toMatchObject({
    microBatch: 8,
    remark: undefined,
    dataBytes: COUNT * SIDE ** 2,
  });
});

test('a graphics device that is lost in the middle of a run ends it, and what runs next is started anew', async () => {
  const starts: boolean[] = [];
  let lose = () => {};
  const lost = new Promise<void>((resolve) => {
    lose = resolve;
  });
  const api = createNetworkApi({
    start: async (_, isGraphicsLost) => {
      starts.push(isGraphicsLost);
      return isGraphicsLost ? onWasm : { ...onWasm, lost };
    },
    catalogue: [],
    architectures: [TINY],
  });
  const { port } = serveFeed({
    plates: async (places) => Array.from(places, (place) => plateOf(labelOf(place), place)),
    keep: async () => lose(),
  });
  await expect(api.trainNetwork(taskOf({}), transfer(port, [port]), job())).rejects.toMatchObject({
    code: 'device-lost',
  });
  const results: EpochResult[] = [];
  await api.trainNetwork(taskOf({ epochs: 1 }), feedTo(results), job());
  expect(results).toHaveLength(1);
  expect(starts).toEqual([false, true]);
});

test('full memory, a missing network and a missing model are told in a sentence', async () => {
  const api = connect();
  const { port } = serveFeed({
    plates: () => Promise.reject(new RangeError('Array buffer allocation failed')),
    keep: async () => {},
  });
  await expect(api.trainNetwork(taskOf({}), transfer(port, [port]), job())).rejects.toMatchObject({
    code: 'out-of-memory',
  });
  const base = { kind: 'scratch', network: 'other', seed: 1 } as const;
  await expect(api.trainNetwork(taskOf({}, { base }), feedTo([]), job())).rejects.toMatchObject({
    code: 'bad-recipe',
    message: expect.stringContaining('other'),
  });
  const short = { kind: 'scratch', network: 'tiny', seed: 1, endpoint: 'stem' } as const;
  const frozenAbove = taskOf({ endpoint: 'stem', freezeUpTo: 'last' }, { base: short });
  await expect(api.trainNetwork(frozenAbove, feedTo([]), job())).rejects.toMatchObject({
    code: 'bad-recipe',
    message: expect.stringContaining('the classifier stands on stem'),
  });
  await expect(
    api.classify([plateOf(0, 0)], { inputSide: SIDE, fit: 'squash' }, job()),
  ).rejects.toMatchObject({ code: 'bad-checkpoint' });
});
