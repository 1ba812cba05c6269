import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { useWasmInNode } from '../backends/wasm-in-node.test-support.ts';
import { ALEXNET } from './alexnet.ts';
import {
  averagePool,
  branches,
  chain,
  dense,
  dropout,
  maxPool,
  plain,
  pointwise,
  relu,
  residual,
  same,
  single,
  valid,
} from './blocks.ts';
import type { InputForm, Variable, VariableSource } from './fold.ts';
import { INCEPTION_RESNET_V2 } from './inception-resnet-v2.ts';
import { InferenceNetwork } from './inference-network.ts';
import { initialVariables, withFreshHead } from './initial-variables.ts';
import type { Architecture } from './layers.ts';
import { variableShapes } from './shapes.ts';
import { type LossOptions, TrainableNetwork, type TrainableOptions } from './trainable-network.ts';

beforeAll(useWasmInNode);

/** One of each kind. */
const SMALL: Architecture = {
  id: 'small',
  inputSide: 19,
  smallestSide: 11,
  blocks: [
    single(plain('first', 6, { size: [5, 5], stride: 2, padding: 1 })),
    { name: 'bent', layer: relu },
    {
      name: 'mixed',
      alias: 'mixed0',
      layer: branches(
        valid('mixed.left', 4, [3, 3], 2),
        chain(pointwise('mixed.right', 3), valid('mixed.right2', 3, [3, 3], 2)),
        maxPool,
      ),
    },
    {
      name: 'residual',
      layer: chain(
        residual(
          0.3,
          averagePool,
          same('residual.in', 5, [1, 3]),
          plain('residual.up', 13, { size: [1, 1], padding: 'valid' }),
        ),
        relu,
      ),
    },
    { name: 'drop', layer: dropout(0.4) },
    single(dense('dense', 8)),
  ],
  classifier: 'head',
  headDropout: 0.2,
};

const CLASSES = 3;
const OPTIONS: TrainableOptions = {
  classes: CLASSES,
  averagePool: 'exclude',
  input: 'prepared-colour',
};
const scratch = initialVariables(SMALL, CLASSES, 7);
const network = (options: Partial<TrainableOptions> = {}, source: VariableSource = scratch) =>
  new TrainableNetwork(SMALL, source, { ...OPTIONS, ...options });

const SIDE = 19;
const BATCH = 4;
function batch(channels = 3): tf.Tensor4D {
  const values = Float32Array.from({ length: BATCH * SIDE * SIDE * channels }, (_, i) =>
    Math.sin(i * 1.7 + (i % 13)),
  );
  return tf.tensor4d(values, [BATCH, SIDE, SIDE, channels]);
}

const loss: LossOptions['loss'] = (logits) =>
  tf.losses.softmaxCrossEntropy(tf.oneHot([0, 1, 2, 0], CLASSES), logits) as tf.Scalar;

/** Loss and gradients of one training pass, as numbers. */
function pass(of: TrainableNetwork, seed: number) {
  const input = batch();
  const result = of.gradients(input, { seed, loss });
  const gradients = new Map(
    [...result.gradients].map(([name, gradient]) => [name, [...gradient.dataSync()]]),
  );
  const value = result.loss.dataSync()[0];
  tf.dispose([input, result.loss, result.logits, ...result.gradients.values()]);
  return { loss: value, gradients };
}

const sourceOf =
  (variables: ReadonlyMap<string, Variable>): VariableSource =>
  (name) =>
    variables.get(name);

const valuesOf = (tensor: tf.Tensor) => [...tensor.dataSync()];

function expectNear(got: readonly number[], wanted: readonly number[], digits = 5): void {
  expect(got).toHaveLength(wanted.length);
  for (const [i, value] of wanted.entries()) expect(got[i]).toBeCloseTo(value, digits);
}

test('a gradient is the slope of the loss', async () => {
  const names = ['first.weight', 'first.bias', 'mixed.left.bn.weight', 'residual.in.conv.weight'];
  const one = network({ dropout: 0 });
  const { gradients } = pass(one, 1);
  const start = await one.snapshot();
  const step = 1e-3;
  for (const name of [...names, 'residual.up.weight', 'dense.weight', 'head.weight']) {
    const variable = one.trainable.get(name)!;
    const along = gradients.get(name) ?? [];
    const norm = Math.hypot(...along);
    const lossAt = (by: number) => {
      one.restore(sourceOf(start));
      const moved = tf.tidy(() =>
        tf.add(variable, tf.mul(tf.tensor(along, variable.shape), by / norm)),
      );
      variable.assign(moved);
      moved.dispose();
      return pass(one, 1).loss;
    };
    const slope = (lossAt(step) - lossAt(-step)) / (2 * step);
    expect(slope / norm, name).toBeCloseTo(1, 1);
  }
  one.dispose();
});

test('the same seed drops the same values, another seed others', () => {
  const one = network({ batchNorm: 'frozen' });
  const first = pass(one, 5).loss;
  expect(pass(one, 5).loss).toBe(first);
  expect(pass(one, 6).loss).not.toBe(first);
  one.dispose();
});

test('evaluation changes nothing and equals the folded network of a snapshot', async () => {
  const before = tf.memory().numTensors;
  const one = network();
  pass(one, 1);
  const input = batch();
  const logits = one.logits(input, { training: false });
  const folded = new InferenceNetwork(SMALL, sourceOf(await one.snapshot()), OPTIONS);
  const wanted = folded.embed(input, 'logits');
  expectNear(valuesOf(logits), valuesOf(wanted));
  tf.dispose([input, logits, wanted]);
  one.dispose();
  folded.dispose();
  expect(tf.memory().numTensors).toBe(before);
});

test('below the freeze line nothing has a gradient or moves', async () => {
  const one = network({ frozenUpTo: 'mixed0' });
  const before = await one.snapshot();
  expect([...one.trainable.keys()]).toEqual([
    'residual.in.conv.weight',
    'residual.in.bn.weight',
    'residual.in.bn.bias',
    'residual.up.weight',
    'residual.up.bias',
    'dense.weight',
    'dense.bias',
    'head.weight',
    'head.bias',
  ]);
  const { gradients } = pass(one, 1);
  expect([...gradients.keys()]).toEqual([...one.trainable.keys()]);
  const after = await one.snapshot();
  expect([...after.keys()]).toEqual([...variableShapes(SMALL, CLASSES).keys()]);
  expect(after.get('mixed.left.bn.running_mean')).toEqual(before.get('mixed.left.bn.running_mean'));
  expect(after.get('residual.in.bn.running_mean')).not.toEqual(
    before.get('residual.in.bn.running_mean'),
  );
  one.dispose();
});

test.each(['bent', 'mixed', 'pool'])('cached activations at %s give the same pass', (line) => {
  const before = tf.memory().numTensors;
  const one = network({ frozenUpTo: line });
  const wanted = pass(one, 9);
  const input = batch();
  const activations = one.activationsAt(line, input);
  const got = one.gradientsFrom(line, activations, { seed: 9, loss });
  expect(got.loss.dataSync()[0]).toBeCloseTo(wanted.loss, 5);
  for (const [name, gradient] of got.gradients) {
    expectNear(valuesOf(gradient), wanted.gradients.get(name) ?? []);
  }
  const whole = one.logits(input, { training: false });
  const rest = one.logitsFrom(line, activations, { training: false });
  expectNear(valuesOf(rest), valuesOf(whole));
  tf.dispose([input, activations, got.loss, got.logits, ...got.gradients.values(), whole, rest]);
  one.dispose();
  expect(tf.memory().numTensors).toBe(before);
});

test('a pass that would skip variables is refused', () => {
  const one = network({ frozenUpTo: 'mixed' });
  const input = batch();
  const early = one.activationsAt('bent', input);
  expect(() => one.logitsFrom('bent', early, { training: false })).toThrow(/below the freeze line/);
  expect(() => one.gradientsFrom('residual', early, { seed: 1, loss })).toThrow(
    /not the freeze line/,
  );
  tf.dispose([input, early]);
  one.dispose();
});

test('grey levels come in prepared, with and without a freeze line', () => {
  const input: InputForm = { scale: [0.5, 0.4, 0.3], shift: [0.1, -0.2, 0.3] };
  tf.tidy(() => {
    const grey = batch(1);
    const colour = tf.add(tf.mul(grey, [...input.scale]), [...input.shift]) as tf.Tensor4D;
    for (const frozenUpTo of [undefined, 'mixed']) {
      const freeze = frozenUpTo ? { frozenUpTo } : {};
      const raw = network({ ...freeze, input });
      const prepared = network(freeze);
      expectNear(
        valuesOf(raw.logits(grey, { training: false })),
        valuesOf(prepared.logits(colour, { training: false })),
      );
      raw.dispose();
      prepared.dispose();
    }
  });
});

test('a snapshot restores another network, and a checkpoint without scales is read as ones', async () => {
  const one = network();
  pass(one, 1);
  const snapshot = await one.snapshot();
  const other = network({}, initialVariables(SMALL, CLASSES, 8));
  other.restore(sourceOf(snapshot));
  expect(await other.snapshot()).toEqual(snapshot);
  const bare = network({}, (name) => (name.endsWith('.bn.weight') ? undefined : scratch(name)));
  expect((await bare.snapshot()).get('mixed.left.bn.weight')?.data).toEqual(
    new Float32Array(4).fill(1),
  );
  for (const each of [one, other, bare]) each.dispose();
});

test('a checkpoint that lacks something leaves no tensor behind', () => {
  const before = tf.memory().numTensors;
  const lacking: VariableSource = (name) => (name === 'dense.bias' ? undefined : scratch(name));
  expect(() => network({}, lacking)).toThrow(/lacks dense\.bias/);
  expect(() => network({ frozenUpTo: 'pool' }, lacking)).toThrow(/lacks dense\.bias/);
  expect(tf.memory().numTensors).toBe(before);
});

test('a fresh head keeps the trunk and its own number of classes', () => {
  const source = withFreshHead(scratch, SMALL, { classes: 5, seed: 1 });
  expect(source('head.weight')?.shape).toEqual([5, 8]);
  expect(source('dense.weight')).toEqual(scratch('dense.weight'));
});

test('initial kernels have the variance of their rule, whatever the order they are asked in', () => {
  const a = initialVariables(INCEPTION_RESNET_V2, 10, 1);
  const b = initialVariables(INCEPTION_RESNET_V2, 10, 1);
  const name = 'repeat.0.branch1.1.conv.weight';
  b('classif.weight');
  expect(b(name)).toEqual(a(name));
  const variance = (values: Float32Array) =>
    values.reduce((sum, v) => sum + v * v, 0) / values.length;
  const { data } = a(name)!;
  expect(variance(data) * 32 * 9).toBeCloseTo(2, 1);
  expect(data.reduce((most, v) => Math.max(most, Math.abs(v)), 0)).toBeLessThan(
    2 * Math.sqrt(2.6 / (32 * 9)),
  );
  const dense = initialVariables(ALEXNET, 10, 1)('classifier.6.weight')!;
  expect(variance(dense.data) * 3 * 4096).toBeCloseTo(1, 1);
});
