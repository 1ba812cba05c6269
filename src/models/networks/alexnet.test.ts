import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { useWasmInNode } from '../backends/wasm-in-node.test-support.ts';
import { ALEXNET } from './alexnet.ts';
import { InferenceNetwork } from './inference-network.ts';
import {
  expectFormulas,
  expectRun,
  formulaSource,
  PATIENCE_MS,
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
  test(
    'activations are the reference',
    () => {
      const before = tf.memory().numTensors;
      const network = new InferenceNetwork(ALEXNET, source, {
        averagePool: run.rule,
        input: 'prepared-colour',
      });
      expectRun(network, ALEXNET, { run, late: ['logits'] });
      network.dispose();
      expect(tf.memory().numTensors).toBe(before);
    },
    PATIENCE_MS,
  );
});
