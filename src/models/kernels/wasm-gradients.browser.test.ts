import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { startWasm } from '../backends/start-wasm.ts';
import { WASM_BINARIES } from '../backends/wasm-binaries.ts';
import { registerWasmGradients } from './register-wasm-gradients.ts';

const THREADS = 2;

function wave(shape: [number, number, number, number], pace: number): tf.Tensor4D {
  const values = Array.from({ length: tf.util.sizeFromShape(shape) }, (_, i) => Math.sin(pace * i));
  return tf.tensor4d(values, shape);
}

/** Gradients of one convolution's sum of squares with respect to pictures and kernel. */
function gradients(strides: number): readonly Float32Array[] {
  return tf.tidy(() => {
    const x = wave([2, 27, 27, 16], 0.7);
    const kernel = wave([3, 3, 16, 32], 1.3);
    const loss = (a: tf.Tensor, b: tf.Tensor) =>
      tf.sum(tf.square(tf.conv2d(a as tf.Tensor4D, b as tf.Tensor4D, strides, 'valid')));
    return tf
      .grads(loss)([x, kernel])
      .map((gradient) => gradient.dataSync<'float32'>());
  });
}

test.each([1, 2])('on two threads, stride %i: as on the CPU backend', async (strides) => {
  await tf.setBackend('cpu');
  const wanted = gradients(strides);
  const started = await startWasm(WASM_BINARIES, THREADS);
  expect(started?.threads).toBe(THREADS);
  registerWasmGradients();
  const got = gradients(strides);
  for (const [i, values] of wanted.entries()) {
    const largest = values.reduce((most, v) => Math.max(most, Math.abs(v)), 0);
    const worst = values.reduce((most, v, at) => Math.max(most, Math.abs(v - got[i][at])), 0);
    expect(worst / largest).toBeLessThan(1e-5);
  }
});
