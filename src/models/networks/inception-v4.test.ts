import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { useWasmInNode } from '../backends/wasm-in-node.test-support.ts';
import { INCEPTION_V4 } from './inception-v4.ts';
import { InferenceNetwork } from './inference-network.ts';
import {
  expectFormulas,
  expectRun,
  formulaSource,
  lateIfBig,
  type Reference,
} from './parity.test-support.ts';

const [reference] = Object.values(
  import.meta.glob<Reference>('./reference/inception-v4.json', { import: 'default', eager: true }),
);

const source = formulaSource(INCEPTION_V4, 1000);

beforeAll(useWasmInNode);

test('the formulas give the reference weights and pictures', () => {
  expectFormulas(INCEPTION_V4, reference);
});

describe.each(reference.runs)('$side px', (run) => {
  test('activations are the reference', async () => {
    const before = tf.memory().numTensors;
    const network = new InferenceNetwork(INCEPTION_V4, source, {
      averagePool: run.rule,
      input: 'prepared-colour',
    });
    await expectRun(network, INCEPTION_V4, { run, ...lateIfBig(run, ['features.18', 'logits']) });
    network.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});
