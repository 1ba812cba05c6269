import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { useWasmInNode } from '../backends/wasm-in-node.test-support.ts';
import { recogniseNetwork } from '../checkpoints/recognise-network.ts';
import type { VariableSource } from './fold.ts';
import { INCEPTION_V3 } from './inception-v3.ts';
import { InferenceNetwork } from './inference-network.ts';
import type { AveragePoolRule } from './layers.ts';
import {
  expectFormulas,
  expectRun,
  formulaSource,
  lateIfBig,
  pictures,
  type Reference,
  TOLERANCE,
} from './parity.test-support.ts';
import { gridsOf, variableShapes } from './shapes.ts';

const [reference] = Object.values(
  import.meta.glob<Reference & { readonly runWith1001Classes: Reference['runs'][number] }>(
    './reference/inception-v3.json',
    { import: 'default', eager: true },
  ),
);

const source = formulaSource(INCEPTION_V3, 1000);
const networkWith = (averagePool: AveragePoolRule) =>
  new InferenceNetwork(INCEPTION_V3, source, { averagePool, input: 'prepared-colour' });

beforeAll(useWasmInNode);

test('the formulas give the reference weights and pictures', () => {
  expectFormulas(INCEPTION_V3, reference);
});

test('grids at 299 px are those of the published table', () => {
  const grids = gridsOf(INCEPTION_V3, 299);
  expect(grids.get('Mixed_5b')).toEqual({ channels: 256, side: 35 });
  expect(grids.get('Mixed_6c')).toEqual({ channels: 768, side: 17 });
  expect(grids.get('Mixed_7c')).toEqual({ channels: 2048, side: 8 });
});

describe.each(reference.runs)('$side px, padding $rule', (run) => {
  test('activations are the reference', async () => {
    const before = tf.memory().numTensors;
    const network = networkWith(run.rule);
    await expectRun(network, INCEPTION_V3, {
      run,
      ...lateIfBig(run, ['Mixed_5d', 'Mixed_7c', 'logits']),
    });
    network.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});

test('a head of 1001 classes is the reference, and without its background row its logits move up by one', async () => {
  const withBackground = formulaSource(INCEPTION_V3, 1001);
  const names = [...variableShapes(INCEPTION_V3, 1001).keys()];
  const variables = new Map(
    names.flatMap((name) => {
      const variable = withBackground(name);
      return variable ? [[name, variable]] : [];
    }),
  );
  const options = { averagePool: 'include', input: 'prepared-colour' } as const;
  const all = new InferenceNetwork(INCEPTION_V3, withBackground, options);
  const { source: without } = recogniseNetwork(variables);
  const dropped = new InferenceNetwork(INCEPTION_V3, without, options);
  await expectRun(all, INCEPTION_V3, { run: reference.runWith1001Classes });
  const [tail, own] = tf.tidy(() => {
    const batch = pictures(1, 107);
    return [all, dropped].map((network) => [...network.embed(batch, 'logits').dataSync()]);
  });
  all.dispose();
  dropped.dispose();
  expect(tail).toHaveLength(1001);
  expect(own).toEqual(tail.slice(1));
});

test('one grey channel through the folded first convolution equals three prepared ones', () => {
  const scale = [1 / 58, 1 / 57, 1 / 57] as const;
  const shift = [-2.1, -2, -1.8] as const;
  const grey = Float32Array.from({ length: 2 * 107 * 107 }, (_, i) => (i * 37) % 256);
  const colour = networkWith('include');
  const folded = new InferenceNetwork(INCEPTION_V3, source, {
    averagePool: 'include',
    input: { scale, shift },
  });
  const difference = tf.tidy(() => {
    const raw = tf.tensor4d(grey, [2, 107, 107, 1]);
    const prepared = tf.add(tf.mul(raw, [...scale]), [...shift]) as tf.Tensor4D;
    const wanted = colour.embed(prepared, 'mixed5');
    const worst = tf.max(tf.abs(tf.sub(folded.embed(raw, 'mixed5'), wanted)));
    return worst.dataSync()[0] / (tf.moments(wanted).variance.dataSync()[0] ?? 1) ** 0.5;
  });
  colour.dispose();
  folded.dispose();
  expect(difference).toBeLessThan(TOLERANCE);
});

test('a checkpoint of another network is refused by the name of what is missing', () => {
  const lacking: VariableSource = (name) =>
    name === 'Mixed_6e.branch_pool.bn.bias' ? undefined : source(name);
  expect(
    () =>
      new InferenceNetwork(INCEPTION_V3, lacking, {
        averagePool: 'exclude',
        input: 'prepared-colour',
      }),
  ).toThrow(/lacks Mixed_6e\.branch_pool\.bn\.bias/);
});
