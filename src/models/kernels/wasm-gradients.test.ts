import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { createRandom } from '../../core/random/random.ts';
import { useWasmInNode } from '../backends/wasm-in-node.test-support.ts';
import { registerWasmGradients } from './register-wasm-gradients.ts';

type Pad = Parameters<typeof tf.conv2d>[3];
type Size = readonly [number, number];
type Strides = number | [number, number];

const CHANNELS = 5;
const FILTERS = 6;
const SIZES: readonly Size[] = [
  [1, 1],
  [3, 3],
  [1, 7],
  [7, 1],
  [5, 5],
  [2, 3],
  [11, 11],
  [15, 14],
];
const STRIDES: readonly Strides[] = [1, 2, [2, 1], 4];
const PADS: readonly Pad[] = [
  'same',
  'valid',
  [
    [0, 0],
    [1, 2],
    [2, 1],
    [0, 0],
  ],
];

beforeAll(async () => {
  await useWasmInNode();
  registerWasmGradients();
});

function filled(shape: [number, number, number, number], stream: number): tf.Tensor4D {
  const random = createRandom(1).fork(stream);
  const values = Float32Array.from({ length: tf.util.sizeFromShape(shape) }, () => random.normal());
  return tf.tensor4d(values, shape);
}

function gradients(size: Size, strides: Strides, pad: Pad): readonly Float32Array[] {
  return tf.tidy(() => {
    const x = filled([2, 15, 14, CHANNELS], 0);
    const kernel = filled([...size, CHANNELS, FILTERS], 1);
    const convolve = (a: tf.Tensor, b: tf.Tensor) =>
      tf.conv2d(a as tf.Tensor4D, b as tf.Tensor4D, strides, pad);
    const dy = filled(convolve(x, kernel).shape as [number, number, number, number], 2);
    return tf
      .grads(convolve)([x, kernel], dy)
      .map((g) => g.dataSync<'float32'>());
  });
}

function relativeError(got: Float32Array, wanted: Float32Array): number {
  expect(got).toHaveLength(wanted.length);
  const squares = (of: Float32Array) => of.reduce((sum, v) => sum + v * v, 0);
  return Math.sqrt(squares(got.map((v, i) => v - wanted[i])) / squares(wanted));
}

const cases = SIZES.flatMap((size) =>
  STRIDES.flatMap((strides) => PADS.map((pad) => ({ size, strides, pad }))),
);

test.each(cases)('$size, stride $strides, $pad: as on the CPU backend', async (one) => {
  const { size, strides, pad } = one;
  await tf.setBackend('cpu');
  const wanted = gradients(size, strides, pad);
  await tf.setBackend('wasm');
  const before = tf.memory().numTensors;
  const got = gradients(size, strides, pad);
  expect(tf.memory().numTensors).toBe(before);
  for (const i of [0, 1]) expect(relativeError(got[i], wanted[i])).toBeLessThan(1e-6);
});

test("a backend that is imported later and brings its own doesn't stay", () => {
  tf.unregisterKernel(tf.Conv2DBackpropFilter, 'wasm');
  const stock = () => tf.zeros([1]);
  tf.registerKernel({
    kernelName: tf.Conv2DBackpropFilter,
    backendName: 'wasm',
    kernelFunc: stock,
  });
  registerWasmGradients();
  expect(tf.getKernel(tf.Conv2DBackpropFilter, 'wasm').kernelFunc).not.toBe(stock);
});
