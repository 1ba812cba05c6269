import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { useWasmInNode } from '../backends/wasm-in-node.test-support.ts';
import type { Variable, VariableSource } from './fold.ts';
import { INCEPTION_V3 } from './inception-v3.ts';
import { InferenceNetwork } from './inference-network.ts';
import type { AveragePoolRule } from './layers.ts';
import {
  formulaPictures,
  formulaWeights,
  hashWords,
  projection,
} from './reference/formula-weights.ts';
import { convolutionsOf, gridsOf } from './shapes.ts';

interface Endpoint {
  readonly name: string;
  readonly shape: readonly number[];
  readonly mean: number;
  readonly std: number;
  readonly probe: number;
  readonly indices: readonly number[];
  readonly values: readonly number[];
}

interface Reference {
  readonly valuesIncludingRunningStats: number;
  readonly weightChecks: readonly {
    readonly name: string;
    readonly shape: readonly number[];
    readonly fnv32words: string;
  }[];
  readonly runs: readonly {
    readonly side: number;
    readonly batch: number;
    readonly rule: AveragePoolRule;
    readonly inputFnv32words: string;
    readonly endpoints: readonly Endpoint[];
  }[];
}

const [reference] = Object.values(
  import.meta.glob<Reference>('./reference/inception-v3.json', { import: 'default', eager: true }),
);

const CLASSES = 1000;
const TOLERANCE = 1e-4;

function variableShapes(): ReadonlyMap<string, readonly number[]> {
  const shapes = new Map<string, readonly number[]>();
  for (const { convolution, inputs } of convolutionsOf(INCEPTION_V3)) {
    const { name, filters, size } = convolution;
    shapes.set(`${name}.conv.weight`, [filters, inputs, ...size]);
    for (const part of ['weight', 'bias', 'running_mean', 'running_var']) {
      shapes.set(`${name}.bn.${part}`, [filters]);
    }
  }
  shapes.set('fc.weight', [CLASSES, 2048]);
  shapes.set('fc.bias', [CLASSES]);
  return shapes;
}

const shapes = variableShapes();

function formulaSource(): VariableSource {
  const made = new Map<string, Variable>();
  return (name) => {
    const shape = shapes.get(name);
    if (!shape) return undefined;
    const known = made.get(name) ?? { data: formulaWeights(name, shape), shape };
    made.set(name, known);
    return known;
  };
}

const source = formulaSource();
const networkWith = (averagePool: AveragePoolRule) =>
  new InferenceNetwork(INCEPTION_V3, source, { averagePool, input: 'prepared-colour' });

function pictures(batch: number, side: number): tf.Tensor4D {
  return tf.tidy(() => {
    const nchw = tf.tensor4d(formulaPictures(batch, side), [batch, 3, side, side]);
    return tf.transpose(nchw, [0, 2, 3, 1]);
  });
}

/** Rank 4 at a block, rank 2 at the pool and the classifier, both in the layout of torch for the projection. */
function valuesAt(network: InferenceNetwork, batch: tf.Tensor4D, name: string) {
  return tf.tidy(() => {
    if (name === 'global_pool' || name === 'fc') {
      const y = network.embed(batch, name === 'fc' ? 'logits' : 'pool');
      const values = y.dataSync();
      return { nhwc: values, nchw: values };
    }
    const y = network.activations(batch, name);
    return { nhwc: y.dataSync(), nchw: tf.transpose(y, [0, 3, 1, 2]).dataSync() };
  });
}

function expectEqual(network: InferenceNetwork, batch: tf.Tensor4D, wanted: Endpoint): void {
  const { nhwc, nchw } = valuesAt(network, batch, wanted.name);
  expect(nhwc).toHaveLength(wanted.shape.reduce((a, b) => a * b));
  const worst = Math.max(
    ...wanted.indices.map((index, i) => Math.abs(nhwc[index] - wanted.values[i])),
  );
  expect(worst / wanted.std, `${wanted.name} samples`).toBeLessThan(TOLERANCE);
  const mean = Array.from(nhwc).reduce((sum, value) => sum + value, 0) / nhwc.length;
  expect(Math.abs(mean - wanted.mean) / wanted.std, `${wanted.name} mean`).toBeLessThan(TOLERANCE);
  expect(
    Math.abs(projection(wanted.name, nchw) - wanted.probe),
    `${wanted.name} probe`,
  ).toBeLessThan(TOLERANCE);
}

beforeAll(useWasmInNode);

test('the formulas give the reference weights and pictures', () => {
  for (const { name, shape, fnv32words } of reference.weightChecks) {
    expect(shapes.get(name)).toEqual(shape);
    expect(hashWords(formulaWeights(name, shape))).toBe(fnv32words);
  }
  for (const { batch, side, inputFnv32words } of reference.runs) {
    expect(hashWords(formulaPictures(batch, side))).toBe(inputFnv32words);
  }
});

test('the table holds as many numbers as the checkpoints', () => {
  const sum = [...shapes.values()].reduce((n, shape) => n + shape.reduce((a, b) => a * b), 0);
  expect(sum).toBe(reference.valuesIncludingRunningStats);
});

test('grids at 299 px are those of the published table', () => {
  const grids = gridsOf(INCEPTION_V3, 299);
  expect(grids.get('Mixed_5b')).toEqual({ channels: 256, side: 35 });
  expect(grids.get('Mixed_6c')).toEqual({ channels: 768, side: 17 });
  expect(grids.get('Mixed_7c')).toEqual({ channels: 2048, side: 8 });
});

describe.each(reference.runs)('$side px, padding $rule', ({ side, batch, rule, endpoints }) => {
  test('activations are the reference', () => {
    const before = tf.memory().numTensors;
    const network = networkWith(rule);
    const input = pictures(batch, side);
    const wanted = side > 107 ? endpoints.filter((e) => LATE.includes(e.name)) : endpoints;
    for (const endpoint of wanted) expectEqual(network, input, endpoint);
    tf.dispose(input);
    network.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});

const LATE = ['Pool2', 'Mixed_5d', 'Mixed_6e', 'Mixed_7c', 'global_pool', 'fc'];

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
