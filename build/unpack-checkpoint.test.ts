import { beforeAll, expect, test } from 'vitest';
import { quantisedSource } from '../src/models/checkpoints/quantised-source.ts';
import { readSafetensors, type Safetensors } from '../src/models/checkpoints/safetensors.ts';
import { foldLayers } from '../src/models/networks/fold.ts';
import { INCEPTION_V3 } from '../src/models/networks/inception-v3.ts';
import { type KerasVariable, readKerasGraph } from './keras-graph.ts';
import { trunkNames, unpackCheckpoint } from './unpack-checkpoint.ts';

const FOLDER = `${process.cwd()}/node_modules/nsfwjs/dist/models/inception_v3`;
const [order] = Object.values(
  import.meta.glob<{ conv2d: readonly string[] }>('./keras-order.json', {
    import: 'default',
    eager: true,
  }),
);

let file: Uint8Array<ArrayBuffer>;
let unpacked: Safetensors;
let graph: ReadonlyMap<string, KerasVariable>;
beforeAll(() => {
  file = unpackCheckpoint(FOLDER);
  unpacked = readSafetensors(file.buffer);
  graph = readKerasGraph(FOLDER);
});

test('the table numbers the convolutions as Keras does', () => {
  const kernels = trunkNames().filter(([, keras]) => keras.endsWith('/kernel'));
  expect(kernels.map(([timm]) => timm)).toEqual(
    order.conv2d.map((module) => `${module}.conv.weight`),
  );
});

test('every variable of the trunk is there, eight bits each', () => {
  expect([...unpacked.tensors.keys()].sort()).toEqual(
    trunkNames()
      .map(([timm]) => timm)
      .sort(),
  );
  expect(unpacked.tensors.size).toBe(4 * 94);
  expect(file.length).toBeGreaterThan(21.7e6);
  expect(file.length).toBeLessThan(22e6);
});

test('weights keep their values through transposing and dequantising', () => {
  const source = quantisedSource(unpacked);
  const { shape, bytes, min, scale } = graph.get('conv2d_33/kernel')!;
  const [height, width, inputs, outputs] = shape as [number, number, number, number];
  const got = source('Mixed_6b.branch7x7_2.conv.weight')!;
  expect(got.shape).toEqual([outputs, inputs, height, width]);
  const [y, x, i, o] = [0, 5, 100, 17];
  const wanted = min + scale * bytes[((y * width + x) * inputs + i) * outputs + o];
  expect(got.data[((o * inputs + i) * height + y) * width + x]).toBe(Math.fround(wanted));
});

test('it folds into a network of finite, sensible weights', () => {
  const folded = foldLayers(INCEPTION_V3, quantisedSource(unpacked), 'prepared-colour');
  for (const [name, { kernel, bias }] of folded) {
    const largest = Math.max(
      kernel.reduce((worst, w) => Math.max(worst, Math.abs(w)), 0),
      bias.reduce((worst, b) => Math.max(worst, Math.abs(b)), 0),
    );
    expect(largest, name).toBeGreaterThan(1e-3);
    expect(largest, name).toBeLessThan(1e3);
  }
});
