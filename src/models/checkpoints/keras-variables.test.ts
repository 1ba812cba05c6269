import { describe, expect, test } from 'vitest';
import { BATCH_NORM_EPSILON, type Variable } from '../networks/fold.ts';
import { INCEPTION_RESNET_V2 } from '../networks/inception-resnet-v2.ts';
import { INCEPTION_V3 } from '../networks/inception-v3.ts';
import type { Architecture } from '../networks/layers.ts';
import { headWidthOf, weightedLayersOf, weightShapeOf } from '../networks/shapes.ts';
import { readGraphModel } from './graph-model.ts';
import { type KerasLayer, type KerasLayers, kerasVariables } from './keras-variables.ts';
import { recogniseNetwork } from './recognise-network.ts';

const KERAS_ORDERS = import.meta.glob<{ conv2d: readonly string[] }>('/build/keras-order.json', {
  import: 'default',
  eager: true,
});

const filled = (value: number, ...shape: number[]): Variable => ({
  data: new Float32Array(shape.reduce((product, n) => product * n, 1)).fill(value),
  shape,
});

/** Keras's name of every convolution of Inception-ResNet-v2 that has one of its own. */
function ownName(name: string): string | undefined {
  if (name === 'conv2d_7b') return 'conv_7b';
  if (name === 'block8.conv2d') return 'block8_10_conv';
  const [, repeat, i] = /^(repeat(?:_\d)?)\.(\d+)\.conv2d$/.exec(name) ?? [];
  const block = { repeat: 'block35', repeat_1: 'block17', repeat_2: 'block8' }[repeat ?? ''];
  return block && `${block}_${Number(i) + 1}_conv`;
}

/** Every convolution is filled with its place in the table, its norm with that and a quarter. */
function layersOf(architecture: Architecture, firstNumber: number): KerasLayers {
  const layers: [string, KerasLayer][] = [];
  let number = firstNumber;
  for (const [place, placed] of weightedLayersOf(architecture).entries()) {
    const { kind, name } = placed.layer;
    const [outputs = 1, inputs = 1, height = 1, width = 1] = weightShapeOf(placed);
    const own = ownName(name);
    const suffix = number === 0 ? '' : `_${number}`;
    const kernel = filled(place, height, width, inputs, outputs);
    if (kind === 'convolution') {
      const norm = ['beta', 'moving_mean', 'moving_variance'].map(
        (part) => [part, filled(place + 0.25, outputs)] as const,
      );
      layers.push([own ?? `conv2d${suffix}`, new Map([['kernel', kernel]])]);
      layers.push([own ? `${own}_bn` : `batch_normalization${suffix}`, new Map(norm)]);
      if (!own) number++;
    } else {
      const bias = filled(place + 0.5, outputs);
      layers.push([
        own ?? name,
        new Map([
          ['kernel', kernel],
          ['bias', bias],
        ]),
      ]);
    }
  }
  const head = filled(-1, headWidthOf(architecture), 1000);
  layers.push([
    'predictions',
    new Map([
      ['kernel', head],
      ['bias', filled(-2, 1000)],
    ]),
  ]);
  return new Map(layers.sort(([a], [b]) => (a < b ? -1 : 1)));
}

describe.each([
  [INCEPTION_V3, 0],
  [INCEPTION_V3, 95],
  [INCEPTION_RESNET_V2, 1],
])('$id, numbered from %1', (architecture, first) => {
  test('every layer finds its place, whatever the numbers', () => {
    const variables = kerasVariables(layersOf(architecture, first));
    const { network, classes, source } = recogniseNetwork(variables);
    expect([network.architecture.id, classes]).toEqual([architecture.id, 1000]);
    for (const [place, { layer }] of weightedLayersOf(architecture).entries()) {
      const isConvolution = layer.kind === 'convolution';
      const weight = source(`${layer.name}${isConvolution ? '.conv' : ''}.weight`);
      const other = source(`${layer.name}.${isConvolution ? 'bn.running_var' : 'bias'}`);
      expect([layer.name, weight?.data[0]]).toEqual([layer.name, place]);
      expect(other?.data[0]).toBe(place + (isConvolution ? 0.25 : 0.5));
    }
    expect(source(`${architecture.classifier}.bias`)?.data[0]).toBe(-2);
  });
});

test('the order of the table is Keras’s, as it was found by comparing weights', () => {
  const [order] = Object.values(KERAS_ORDERS);
  expect(weightedLayersOf(INCEPTION_V3).map(({ layer }) => layer.name)).toEqual(order.conv2d);
});

test('kernels and dense layers are turned to torch’s layout', () => {
  const layers = new Map(layersOf(INCEPTION_V3, 1));
  const kernel = { data: Float32Array.from({ length: 864 }, (_, i) => i), shape: [3, 3, 3, 32] };
  layers.set('conv2d_1', new Map([['kernel', kernel]]));
  const found = kerasVariables(layers).get('Conv2d_1a_3x3.conv.weight');
  expect(found?.shape).toEqual([32, 3, 3, 3]);
  const at = (o: number, i: number, y: number, x: number) =>
    found?.data[((o * 3 + i) * 3 + y) * 3 + x];
  expect(at(5, 2, 1, 0)).toBe(((1 * 3 + 0) * 3 + 2) * 32 + 5);
});

test('another number of convolutions is told', () => {
  const layers = new Map(layersOf(INCEPTION_V3, 1));
  layers.delete('conv2d_94');
  expect(() => kerasVariables(layers)).toThrow(
    /93 numbered convolutions, neither the 94 of Inception-v3 nor the 203 of Inception-ResNet-v2/,
  );
});

interface Node {
  readonly name: string;
  readonly op: string;
  readonly input?: readonly string[];
}

/** The same layers as a converter writes them down as a graph. */
function graphOf(layers: KerasLayers, isFolded: boolean) {
  const nodes: Node[] = [];
  const weights = new Map<string, Variable>();
  const constant = (name: string, value: Variable | undefined) => {
    if (value) weights.set(name, value);
    nodes.push({ name, op: 'Const' });
    return name;
  };
  for (const [layer, variables] of layers) {
    const kernel = variables.get('kernel');
    if (!kernel) continue;
    const at = `StatefulPartitionedCall/model/${layer}`;
    if (layer === 'predictions') {
      constant(`${at}/MatMul/ReadVariableOp`, kernel);
      constant(`${at}/BiasAdd/ReadVariableOp`, variables.get('bias'));
      nodes.push(
        { name: `${at}/MatMul`, op: 'MatMul', input: ['x', `${at}/MatMul/ReadVariableOp`] },
        {
          name: `${at}/BiasAdd`,
          op: 'BiasAdd',
          input: [`${at}/MatMul`, `${at}/BiasAdd/ReadVariableOp`],
        },
      );
      continue;
    }
    const norm = layers.get(layer.replace('conv2d', 'batch_normalization'));
    const beta = norm?.get('beta');
    const count = beta?.shape[0] ?? 0;
    if (isFolded) {
      constant(`${at}/Conv2D_weights`, kernel);
      constant(`${at}/Conv2D_bn_offset`, beta);
      const name = at.replace('conv2d', 'activation');
      nodes.push({
        name: `${name}/Relu`,
        op: '_FusedConv2D',
        input: ['x:0', `${at}/Conv2D_weights`, `${at}/Conv2D_bn_offset`],
      });
      continue;
    }
    constant(`${at}/Conv2D/c`, kernel);
    const parts = [
      constant(`${at}/ones`, filled(1, count)),
      constant(`${at}/beta`, beta),
      constant(`${at}/mean`, norm?.get('moving_mean')),
      constant(`${at}/variance`, norm?.get('moving_variance')),
    ];
    nodes.push(
      { name: `${at}/Conv2D/r`, op: 'Identity', input: [`${at}/Conv2D/c`] },
      { name: `${at}/Conv2D`, op: 'Conv2D', input: ['x', `${at}/Conv2D/r`] },
      { name: `${at}/bn`, op: 'FusedBatchNormV3', input: [`${at}/Conv2D`, ...parts] },
    );
  }
  return { topology: { node: nodes }, weights };
}

test.each([
  ['its batch norms by themselves', false],
  ['its batch norms folded into convolutions', true],
])('a graph with %s gives the same network', (_, isFolded) => {
  const layers = layersOf(INCEPTION_V3, 0);
  const { topology, weights } = graphOf(layers, isFolded);
  const { network, classes, source } = recogniseNetwork(
    kerasVariables(readGraphModel(topology, weights)),
  );
  expect([network.title, classes]).toEqual(['Inception-v3', 1000]);
  for (const [place, { layer }] of weightedLayersOf(INCEPTION_V3).entries()) {
    const norm = (part: string) => source(`${layer.name}.bn.${part}`)?.data[0];
    expect(source(`${layer.name}.conv.weight`)?.data[0]).toBe(place);
    expect(norm('bias')).toBe(place + 0.25);
    expect(norm('running_mean')).toBe(isFolded ? 0 : place + 0.25);
    expect(norm('running_var')).toBe(isFolded ? Math.fround(1 - BATCH_NORM_EPSILON) : place + 0.25);
  }
  expect(source('fc.bias')?.data[0]).toBe(-2);
});

test('a graph without layers’ names is refused', () => {
  const node = [{ name: 'unknown', op: 'Conv2D', input: ['x', 'y'] }];
  expect(() => readGraphModel({ node }, new Map())).toThrow(/does not name its layers/);
});
