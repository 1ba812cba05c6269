import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { startBackend } from '../backends/start-backend.ts';
import { WASM_BINARIES } from '../backends/wasm-binaries.ts';
import { endingAt } from './ending-at.ts';
import { INCEPTION_RESNET_V2 } from './inception-resnet-v2.ts';
import { INCEPTION_V3 } from './inception-v3.ts';
import { INCEPTION_V4 } from './inception-v4.ts';
import type { Architecture } from './layers.ts';
import { batchOf, formulaSource } from './parity.test-support.ts';
import { formulaTrainingPictures } from './reference/formula-weights.ts';
import { TrainableNetwork } from './trainable-network.ts';

const SIDE = 75;
const BATCH = 2;
const CLASSES = 4;
/** Of a gradient's norm: what a few ReLUs that round to the other side do to the gradients below them. */
const TOLERANCE = 1e-4;

interface Step {
  readonly loss: number;
  readonly gradients: ReadonlyMap<string, Float32Array>;
}

async function stepOn(name: 'wasm' | 'cpu' | 'webgpu', architecture: Architecture): Promise<Step> {
  await startBackend(name, {
    wasmPaths: WASM_BINARIES,
    gpu: navigator.gpu,
    isCrossOriginIsolated: crossOriginIsolated,
  });
  expect(tf.getBackend()).toBe(name);
  const before = tf.memory().numTensors;
  const network = new TrainableNetwork(architecture, formulaSource(architecture, CLASSES), {
    classes: CLASSES,
    averagePool: 'exclude',
    input: 'prepared-colour',
    batchNorm: 'frozen',
    dropout: 0,
  });
  const batch = batchOf(formulaTrainingPictures(BATCH, SIDE), BATCH, SIDE);
  const labels = tf.tidy(() => tf.oneHot([1, 3], CLASSES) as tf.Tensor2D);
  const { loss, logits, gradients } = network.gradients(batch, {
    seed: 1,
    loss: (y) => tf.losses.softmaxCrossEntropy(labels, y) as tf.Scalar,
  });
  const [value = Number.NaN] = await loss.data();
  const read = new Map<string, Float32Array>();
  for (const [key, gradient] of gradients) {
    read.set(key, Float32Array.from(await gradient.data<'float32'>()));
  }
  tf.dispose([batch, labels, loss, logits, ...gradients.values()]);
  network.dispose();
  expect(tf.memory().numTensors).toBe(before);
  return { loss: value, gradients: read };
}

const lengthOf = (values: Float32Array) => Math.sqrt(values.reduce((sum, v) => sum + v * v, 0));

/** In Node whole networks are held against torch on WASM; this holds the other backends against WASM, as far up as time allows. */
test.each([
  { backend: 'cpu', architecture: endingAt(INCEPTION_V3, 'Mixed_5b') },
  { backend: 'webgpu', architecture: endingAt(INCEPTION_V3, 'Mixed_5b') },
  { backend: 'webgpu', architecture: endingAt(INCEPTION_V4, 'features.4') },
  { backend: 'webgpu', architecture: endingAt(INCEPTION_RESNET_V2, 'repeat.0') },
] as const)(
  '$architecture.id up to $architecture.endsAt: gradients on $backend are those on WASM',
  async (one) => {
    const wanted = await stepOn('wasm', one.architecture);
    const got = await stepOn(one.backend, one.architecture);
    expect(Math.abs(got.loss / wanted.loss - 1)).toBeLessThan(1e-5);
    expect([...got.gradients.keys()]).toEqual([...wanted.gradients.keys()]);
    for (const [name, values] of wanted.gradients) {
      const off = values.map((value, i) => value - (got.gradients.get(name)?.[i] ?? Number.NaN));
      expect(lengthOf(off) / lengthOf(values), name).toBeLessThan(TOLERANCE);
    }
  },
);
