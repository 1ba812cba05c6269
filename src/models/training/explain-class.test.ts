import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { useWasmInNode } from '../backends/wasm-in-node.test-support.ts';
import { adaptivePool, dense, relu, single, valid } from '../networks/blocks.ts';
import { InferenceNetwork } from '../networks/inference-network.ts';
import { initialVariables } from '../networks/initial-variables.ts';
import type { Architecture } from '../networks/layers.ts';
import { explainClass } from './explain-class.ts';

beforeAll(useWasmInNode);

const SIDE = 15;
const CLASSES = 3;
const TINY: Architecture = {
  id: 'tiny',
  inputSide: SIDE,
  smallestSide: 7,
  blocks: [single(valid('stem', 5, [3, 3], 2)), single(valid('last', 6, [3, 3]))],
  classifier: 'fc',
};
const DENSE: Architecture = {
  ...TINY,
  blocks: [
    single(valid('stem', 5, [3, 3], 2)),
    { name: 'grid', layer: adaptivePool(3) },
    single(dense('hidden', 8)),
    { name: 'bend', layer: relu },
  ],
};
const input = { scale: [0.01, 0.01, 0.01], shift: [-1, -1, -1] } as const;

function pictureOf(side: number): tf.Tensor4D {
  const greys = Float32Array.from({ length: side ** 2 }, (_, i) => 127 + 120 * Math.sin(i * i));
  return tf.tensor4d(greys, [1, side, side, 1]);
}

test('behind a global average the evidence is the classifier-weighted sum of the channels', async () => {
  const source = initialVariables(TINY, CLASSES, 2);
  const picture = pictureOf(SIDE);
  const before = tf.memory().numTensors;
  const opened = { architecture: TINY, source, averagePool: 'exclude', input } as const;
  const heat = await explainClass(opened, picture, { label: 1, classes: CLASSES });
  expect(tf.memory().numTensors).toBe(before);

  const network = new InferenceNetwork(TINY, source, { averagePool: 'exclude', input });
  const activations = network.activations(picture, 'last');
  const values = await activations.data<'float32'>();
  const weights = source('fc.weight')?.data.subarray(6, 12) ?? new Float32Array(0);
  const map = Array.from({ length: heat.rows * heat.cols }, (_, i) =>
    Math.max(
      0,
      weights.reduce((sum, w, c) => sum + w * values[i * 6 + c], 0),
    ),
  );
  const most = Math.max(...map);
  expect(most).toBeGreaterThan(0);
  for (const [i, value] of heat.data.entries()) expect(value).toBeCloseTo(map[i] / most, 4);
  tf.dispose([picture, activations]);
  network.dispose();
});

test('through dense layers it comes by their gradients, on the last grid', async () => {
  const source = initialVariables(DENSE, CLASSES, 2);
  const picture = pictureOf(SIDE);
  const opened = { architecture: DENSE, source, averagePool: 'exclude', input } as const;
  const heat = await explainClass(opened, picture, { label: 0, classes: CLASSES });
  expect([heat.rows, heat.cols]).toEqual([3, 3]);
  expect(Math.max(...heat.data)).toBeCloseTo(1, 4);
  expect(Math.min(...heat.data)).toBeGreaterThanOrEqual(0);
  picture.dispose();
});
