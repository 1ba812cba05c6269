import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { useWasmInNode } from '../backends/wasm-in-node.test-support.ts';
import { ALEXNET } from './alexnet.ts';
import type { InputForm } from './fold.ts';
import { InferenceNetwork } from './inference-network.ts';
import {
  expectFormulas,
  expectRun,
  formulaSource,
  pictures,
  type Reference,
} from './parity.test-support.ts';

const [reference] = Object.values(
  import.meta.glob<Reference>('./reference/alexnet.json', { import: 'default', eager: true }),
);

const source = formulaSource(ALEXNET, 1000);

beforeAll(useWasmInNode);

test('the formulas give the reference weights and pictures', () => {
  expectFormulas(ALEXNET, reference);
});

describe.each(reference.runs)('$side px', (run) => {
  test('activations are the reference', async () => {
    const before = tf.memory().numTensors;
    const network = new InferenceNetwork(ALEXNET, source, {
      averagePool: run.rule,
      input: 'prepared-colour',
    });
    await expectRun(network, ALEXNET, { run });
    network.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});

test.each([{ shift: [-2.1, -2, -1.8] }, { shift: [0, 0, 0] }] as const)(
  'grey levels behind padding, shift $shift: as prepared colours',
  ({ shift }) => {
    const stem = { ...ALEXNET, blocks: ALEXNET.blocks.slice(0, 3) };
    const scale = [1 / 58, 1 / 57, 1 / 56] as const;
    const stemWith = (input: InputForm) =>
      new InferenceNetwork(stem, source, { averagePool: 'exclude', input });
    const colour = stemWith('prepared-colour');
    const grey = stemWith({ scale, shift });
    const difference = tf.tidy(() => {
      const values = Float32Array.from({ length: 67 * 67 }, (_, i) => (i * 37) % 256);
      const raw = tf.tensor4d(values, [1, 67, 67, 1]);
      const prepared = tf.add(tf.mul(raw, [...scale]), [...shift]) as tf.Tensor4D;
      const wanted = colour.activations(prepared, 'features.2');
      return tf.max(tf.abs(tf.sub(grey.activations(raw, 'features.2'), wanted))).dataSync()[0];
    });
    colour.dispose();
    grey.dispose();
    expect(difference).toBeLessThan(1e-5);
  },
);

test('any input side gives as many features', () => {
  const body = { ...ALEXNET, blocks: ALEXNET.blocks.slice(0, 14) };
  const network = new InferenceNetwork(body, source, {
    averagePool: 'exclude',
    input: 'prepared-colour',
  });
  for (const side of [ALEXNET.smallestSide, 150, 224]) {
    const shape = tf.tidy(() => network.activations(pictures(1, side), 'avgpool').shape);
    expect(shape).toEqual([1, 6, 6, 256]);
  }
  network.dispose();
});
