import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { createRandom } from '../../core/random/random.ts';
import { startTileProducts } from './start-tile-products.ts';

const DEPS = {
  wasmPaths: 'node_modules/@tensorflow/tfjs-backend-wasm/dist/',
  gpu: undefined,
  isCrossOriginIsolated: false,
};

test('rows by held columns, on WASM, with no tensor left behind', async () => {
  const { products, lost } = await startTileProducts('auto', DEPS);
  expect(products).toMatchObject({ by: 'on WebAssembly, 1 thread', most: 2 ** 28 });
  expect(lost).toBeUndefined();
  const random = createRandom(1);
  const [points, rows, cols] = [70, 33, 501];
  const tile = Float32Array.from({ length: points * cols }, () => random.normal());
  const strip = Float32Array.from({ length: rows * cols }, () => random.normal());
  const before = tf.memory().numTensors;
  const held = products.hold(tile, cols);
  const one = await held.times(strip.subarray(0, cols), cols);
  const found = await held.times(strip, cols);
  held.release();
  expect(tf.memory().numTensors).toBe(before);
  expect(found).toHaveLength(rows * points);
  expect([...one]).toEqual([...found.subarray(0, points)]);
  found.forEach((v, at) => {
    const [i, j] = [Math.floor(at / points), at % points];
    let [sum, ones, others] = [0, 0, 0];
    for (let d = 0; d < cols; d++) {
      const [a, b] = [strip[i * cols + d], tile[d * points + j]];
      sum += a * b;
      ones += a * a;
      others += b * b;
    }
    expect(Math.abs(v - sum)).toBeLessThan(cols * 2 ** -23 * Math.sqrt(ones * others));
  });
});

test('plain JavaScript is not faster, and refused', async () => {
  await expect(startTileProducts('cpu', DEPS)).rejects.toMatchObject({ code: 'no-backend' });
});
