import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { expose, wrap } from 'comlink';
import { beforeAll, expect, test, vi } from 'vitest';
import type { Plate } from '../src/core/dataset/picture.ts';
import { useWasmInNode } from '../src/models/backends/wasm-in-node.test-support.ts';
import type { CatalogueEntry, OpenCheckpoint } from '../src/models/checkpoints/catalogue-entry.ts';
import { endpointsOf } from '../src/models/checkpoints/endpoints.ts';
import {
  averagePool,
  branches,
  chain,
  pointwise,
  single,
  valid,
} from '../src/models/networks/blocks.ts';
import { InferenceNetwork } from '../src/models/networks/inference-network.ts';
import type { Architecture } from '../src/models/networks/layers.ts';
import { formulaWeights } from '../src/models/networks/reference/formula-weights.ts';
import { variableShapes } from '../src/models/networks/shapes.ts';
import { createJob, registerTransferHandlers } from '../src/protocol/job.ts';
import type { AutoencoderEpoch, EmbedSettings, NetworkApi } from '../src/protocol/network.ts';
import { createNetworkApi, type NetworkDeps } from './network.ts';

registerTransferHandlers();
beforeAll(useWasmInNode);

const SMALL: Architecture = {
  id: 'small',
  inputSide: 15,
  smallestSide: 9,
  blocks: [
    single(valid('stem', 4, [3, 3], 2)),
    {
      name: 'Mixed_a',
      alias: 'mixed0',
      layer: branches(pointwise('a.left', 3), chain(averagePool, pointwise('a.right', 2))),
    },
  ],
  classifier: 'fc',
};

function openSmall(): OpenCheckpoint {
  const shapes = variableShapes(SMALL, 3);
  const source = (name: string) => {
    const shape = name.startsWith(SMALL.classifier) ? undefined : shapes.get(name);
    return shape && { data: formulaWeights(name, shape), shape };
  };
  const input = { scale: [0.01, 0.01, 0.01], shift: [0, 0, 0] } as const;
  return { architecture: SMALL, source, averagePool: 'exclude', input };
}

function loadSmall(): InferenceNetwork {
  const { architecture, source, averagePool, input } = openSmall();
  return new InferenceNetwork(architecture, source, { averagePool, input });
}

const small: CatalogueEntry = {
  checkpoint: {
    id: 'small',
    title: 'Small',
    network: 'Small',
    sha256: '0'.repeat(64),
    provenance: 'made by formula',
    licence: 'MIT',
    inputSide: 15,
    endpoints: endpointsOf(SMALL, ['mixed0']),
  },
  smallestSide: SMALL.smallestSide,
  load: async () => loadSmall(),
  open: async () => openSmall(),
};

const onWasm = { backend: { name: 'wasm', threads: 1, reason: 'test' } } as const;

function connect(deps: Partial<NetworkDeps> = {}) {
  const { port1, port2 } = new MessageChannel();
  expose(
    createNetworkApi({ start: async () => onWasm, catalogue: [small], architectures: [], ...deps }),
    port1,
  );
  return wrap<NetworkApi>(port2);
}

const job = () => createJob(new AbortController().signal);
const plates = (count: number): Plate[] =>
  Array.from({ length: count }, (_, i) => ({
    data: Uint8Array.from({ length: 400 }, (_, p) => (p * (i + 3)) % 256),
    width: 20,
    height: 20,
  }));
const SETTINGS: EmbedSettings = {
  checkpointId: 'small',
  endpoint: 'mixed0',
  inputSide: 15,
  fit: 'squash',
};

test('plates become rows of the chosen endpoint, each its own', async () => {
  const api = connect();
  const before = tf.memory().numTensors;
  const all = await api.embed(plates(5), SETTINGS, job());
  expect([all.rows, all.cols]).toEqual([5, 5]);
  const [, second] = plates(2);
  const one = await api.embed([second], SETTINGS, job());
  expect([...one.data]).toEqual([...all.data.slice(5, 10)]);
  expect(all.data.some((v) => v > 0)).toBe(true);
  const convolutions = 3;
  expect(tf.memory().numTensors).toBe(before + 2 * convolutions);
});

test('the backend is started once, and again only for another wish', async () => {
  const start = vi.fn(async () => onWasm);
  const api = connect({ start });
  await api.boot('auto', job());
  expect(await api.boot('auto', job())).toEqual(onWasm.backend);
  await api.embed(plates(1), SETTINGS, job());
  expect(start).toHaveBeenCalledTimes(1);
  await api.boot('wasm', job());
  expect(start).toHaveBeenCalledTimes(2);
});

test.each([
  ['bad-checkpoint', { checkpointId: 'none' }, /no checkpoint "none"/],
  ['bad-recipe', { endpoint: 'mixed9' }, /no endpoint "mixed9"; it has mixed0, pool/],
  ['bad-recipe', { inputSide: 8 }, /at least 9 px/],
])('%s is told in a sentence', async (code, wrong, message) => {
  await expect(connect().embed(plates(1), { ...SETTINGS, ...wrong }, job())).rejects.toMatchObject({
    code,
    message: expect.stringMatching(message),
  });
});

test('a cancel mid-way stops the work, and the next call is served', async () => {
  const api = connect();
  const abort = new AbortController();
  const report = vi.fn(() => abort.abort());
  const many = plates(1).concat(plates(4000));
  const cancelled = api.embed(
    many,
    { ...SETTINGS, inputSide: 60 },
    createJob(abort.signal, report),
  );
  await expect(cancelled).rejects.toMatchObject({ name: 'AbortError' });
  expect(report).toHaveBeenCalled();
  expect((await api.embed(plates(1), SETTINGS, job())).rows).toBe(1);
});

test('a call that is cancelled while it waits for another leaves at once', async () => {
  let finish = () => {};
  const gate = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const slow = { ...small, load: () => gate.then(loadSmall) };
  const api = connect({ catalogue: [slow] });
  const first = api.embed(plates(1), SETTINGS, job());
  const abort = new AbortController();
  const second = api.embed(plates(1), SETTINGS, createJob(abort.signal));
  abort.abort();
  await expect(second).rejects.toMatchObject({ name: 'AbortError' });
  finish();
  expect((await first).rows).toBe(1);
});

test('when the graphics device is lost, the same plates go through the next backend', async () => {
  let lose = () => {};
  const lost = new Promise<void>((resolve) => {
    lose = resolve;
  });
  const start = vi.fn(async (_: string, isGraphicsLost: boolean) =>
    isGraphicsLost ? onWasm : { ...onWasm, lost },
  );
  let loads = 0;
  const load = async () => {
    if (++loads > 1) return loadSmall();
    lose();
    return new Promise<never>(() => {});
  };
  const api = connect({ start, catalogue: [{ ...small, load }] });
  expect((await api.embed(plates(2), SETTINGS, job())).rows).toBe(2);
  expect(start.mock.calls).toEqual([
    ['auto', false],
    ['auto', true],
  ]);
});

test('epochs arrive as details while the autoencoder trains', async () => {
  const api = connect();
  const epochs: AutoencoderEpoch[] = [];
  const listening = createJob(new AbortController().signal, ({ detail }) => {
    if (detail) epochs.push(detail as AutoencoderEpoch);
  });
  const data = Float32Array.from({ length: 40 * 6 }, (_, i) => Math.sin(i * i));
  const settings = {
    codeSize: 2,
    hidden: [4],
    epochs: 3,
    batchSize: 8,
    learningRate: 0.01,
    seed: 1,
  };
  const run = await api.trainAutoencoder({ data, rows: 40, cols: 6 }, settings, listening);
  expect([run.codes.rows, run.codes.cols]).toEqual([40, 2]);
  await expect.poll(() => epochs).toEqual(run.epochs);
});
