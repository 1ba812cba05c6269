import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { startBackend } from '../backends/start-backend.ts';
import { WASM_BINARIES } from '../backends/wasm-binaries.ts';
import { ALEXNET } from './alexnet.ts';
import { INCEPTION_RESNET_V2 } from './inception-resnet-v2.ts';
import { INCEPTION_V3 } from './inception-v3.ts';
import { INCEPTION_V4 } from './inception-v4.ts';
import { InferenceNetwork } from './inference-network.ts';
import type { Architecture } from './layers.ts';
import { expectRun, formulaSource, type Reference } from './parity.test-support.ts';

const references = import.meta.glob<Reference>('./reference/{alexnet,inception-*}.json', {
  import: 'default',
  eager: true,
});

const NETWORKS = {
  alexnet: ALEXNET,
  'inception-v3': INCEPTION_V3,
  'inception-v4': INCEPTION_V4,
  'inception-resnet-v2': INCEPTION_RESNET_V2,
} as const;

const CASES = [
  { name: 'cpu', file: 'alexnet', only: ['logits'] },
  { name: 'cpu', file: 'inception-v3', only: ['Mixed_5b', 'logits'] },
  { name: 'cpu', file: 'inception-v4', only: ['features.10'] },
  { name: 'cpu', file: 'inception-resnet-v2', only: ['repeat.0'] },
  { name: 'webgpu', file: 'alexnet', only: ['features.2'] },
  { name: 'webgpu', file: 'inception-v3', only: ['Mixed_5b'] },
  { name: 'webgpu', file: 'inception-v4', only: ['features.5'] },
  { name: 'webgpu', file: 'inception-resnet-v2', only: ['mixed_5b'] },
] as const;

/** WASM is tested at every endpoint of all four networks, in Node. WebGPU's later ones take minutes in software. */
test.each(CASES)('$file on $name: activations are the reference', async (one) => {
  const architecture: Architecture = NETWORKS[one.file];
  const { backend } = await startBackend(one.name, {
    wasmPaths: WASM_BINARIES,
    gpu: navigator.gpu,
    isCrossOriginIsolated: crossOriginIsolated,
  });
  expect([backend.name, tf.getBackend()]).toEqual([one.name, one.name]);
  const { runs } = references[`./reference/${one.file}.json`];
  const run = runs.find(({ side }) => side < 299);
  if (!run) throw new RangeError('the reference has a small run');
  const before = tf.memory().numTensors;
  const network = new InferenceNetwork(architecture, formulaSource(architecture, 1000), {
    averagePool: run.rule,
    input: 'prepared-colour',
  });
  await expectRun(network, architecture, { run, only: one.only });
  network.dispose();
  expect(tf.memory().numTensors).toBe(before);
});
