import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { nearestByAllPairs } from '../../core/neighbours/all-pairs.ts';
import { createRandom } from '../../core/random/random.ts';
import { WASM_BINARIES } from '../backends/wasm-binaries.ts';
import { startTileProducts } from './start-tile-products.ts';

const DEPS = {
  wasmPaths: WASM_BINARIES,
  gpu: navigator.gpu,
  isCrossOriginIsolated: self.crossOriginIsolated,
};

function noise(rows: number, cols: number) {
  const random = createRandom(1);
  const data = Float32Array.from({ length: rows * cols }, () => 50 + random.normal());
  return { data, rows, cols };
}

test.each([
  ['wasm', 1, 'on WebAssembly, 1 thread', noise(1500, 200)] as const,
  ['webgpu', 1, 'on WebGPU', noise(200, 30)] as const,
])('on %s the nearest are those of a plain loop', async (wanted, threads, by, x) => {
  const { products } = await startTileProducts(wanted, { ...DEPS, threads });
  const before = tf.memory().numTensors;
  const pairs = { x, rows: Int32Array.from({ length: x.rows }, (_, i) => i), k: 5 };
  const swift = await nearestByAllPairs({ ...pairs, products }, {});
  expect(swift.by).toBe(by);
  expect(tf.memory().numTensors).toBe(before);
  const plain = await nearestByAllPairs(pairs, {});
  expect(swift.table.indices).toEqual(plain.table.indices);
  expect(swift.table.squares).toEqual(plain.table.squares);
});

test('a lost graphics device is known, and a plain loop goes on', async () => {
  const { products, lost } = await startTileProducts('webgpu', DEPS);
  const { device } = tf.backend() as unknown as { readonly device: GPUDevice };
  const x = noise(300, 30);
  const rows = Int32Array.from({ length: x.rows }, (_, i) => i);
  const checkpoint = async (fraction: number) => {
    if (fraction > 0.3) device.destroy();
  };
  const small = { ...products, most: 2 ** 19 };
  const { by } = await nearestByAllPairs({ x, rows, k: 2, products: small }, { checkpoint });
  expect(by).toMatch(/^on WebGPU up to \d+ %, then in plain JavaScript since that failed$/);
  await lost;
});
