import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { createRandom } from '../../core/random/random.ts';
import { useWasmInNode } from '../backends/wasm-in-node.test-support.ts';
import { Autoencoder } from './autoencoder.ts';

beforeAll(useWasmInNode);

test('gradients are the slopes of the loss', () => {
  const random = createRandom(5);
  const network = new Autoencoder({ features: 6, hidden: [5, 4], codeSize: 2 }, 1);
  const x = tf.tensor2d(
    Float32Array.from({ length: 42 }, () => random.normal()),
    [7, 6],
  );
  tf.tidy(() => {
    const { gradients } = network.differentiate(x);
    for (const [i, variable] of network.variables.entries()) {
      const along = tf.tensor(
        Float32Array.from({ length: variable.size }, () => random.normal()),
        variable.shape,
      );
      const start = tf.clone(variable);
      const lossAt = (step: number) => {
        variable.assign(tf.add(start, tf.mul(along, step)));
        return network.loss(x).dataSync()[0];
      };
      const slope = (lossAt(0.01) - lossAt(-0.01)) / 0.02;
      variable.assign(start);
      const told = tf.sum(tf.mul(gradients[i], along)).dataSync()[0];
      expect(told).toBeCloseTo(slope, 3);
    }
  });
  network.dispose();
  x.dispose();
});
