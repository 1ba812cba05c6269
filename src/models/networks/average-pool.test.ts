import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { createRandom } from '../../core/random/random.ts';
import { useWasmInNode } from '../backends/wasm-in-node.test-support.ts';
import { averagePool } from './average-pool.ts';

beforeAll(useWasmInNode);

function filled(shape: [number, number, number, number], stream: number): tf.Tensor4D {
  const random = createRandom(3).fork(stream);
  return tf.tensor4d(
    Float32Array.from({ length: tf.util.sizeFromShape(shape) }, () => random.normal()),
    shape,
  );
}

const dot = (a: tf.Tensor, b: tf.Tensor) => tf.sum(tf.mul(a, b)).dataSync()[0];

test('the border divides by the real pixels, or always by nine', () => {
  const ones = tf.ones([1, 3, 3, 1]) as tf.Tensor4D;
  const at = (rule: 'exclude' | 'include') => [...averagePool(ones, rule).dataSync()];
  expect(at('exclude')).toEqual(new Array(9).fill(1));
  for (const [i, real] of [4, 6, 4, 6, 9, 6, 4, 6, 4].entries()) {
    expect(at('include')[i]).toBeCloseTo(real / 9, 6);
  }
});

test.each([
  ['exclude', 5, 4],
  ['include', 5, 4],
  ['exclude', 2, 2],
  ['include', 1, 3],
] as const)('the gradient of %s on %i x %i is the transpose', (rule, height, width) => {
  tf.tidy(() => {
    const x = filled([2, height, width, 3], 0);
    const dy = filled([2, height, width, 3], 1);
    const dx = tf.grad((v) => averagePool(v as tf.Tensor4D, rule))(x, dy);
    expect(dot(x, dx)).toBeCloseTo(dot(averagePool(x, rule), dy), 4);
  });
});
