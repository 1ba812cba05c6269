import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test, vi } from 'vitest';
import { type Matrix, matrix } from '../../core/arrays/matrix.ts';
import { createRandom } from '../../core/random/random.ts';
import { useWasmInNode } from '../backends/wasm-in-node.test-support.ts';
import { trainAutoencoder } from './train-autoencoder.ts';

const SETTINGS = {
  codeSize: 3,
  hidden: [32],
  epochs: 60,
  batchSize: 32,
  learningRate: 0.005,
  seed: 7,
};

/** Points of a bent surface of three dimensions in `cols` ones, each column with its own offset and size. */
function surface(rows: number, cols = 50): Matrix {
  const random = createRandom(3);
  const mix = Float64Array.from({ length: 5 * cols }, () => random.normal());
  const data = new Float32Array(rows * cols);
  for (let r = 0; r < rows; r++) {
    const t = [random.normal(), random.normal(), random.normal()];
    const basis = [...t, 0.3 * t[0] * t[1], 0.3 * Math.sin(2 * t[2])];
    for (let c = 0; c < cols; c++) {
      const mixed = basis.reduce((sum, value, b) => sum + value * mix[b * cols + c], 0);
      data[r * cols + c] = 100 + c + (1 + c) * mixed;
    }
  }
  return matrix(data, rows, cols);
}

beforeAll(useWasmInNode);

test('three numbers hold data of three dimensions', async () => {
  const before = tf.memory().numTensors;
  const { codes, epochs } = await trainAutoencoder(surface(600), SETTINGS);
  expect(epochs).toHaveLength(60);
  expect(epochs[0].testLoss).toBeGreaterThan(3 * epochs[59].testLoss);
  expect(epochs[59].testLoss).toBeLessThan(0.05);
  expect([codes.rows, codes.cols]).toEqual([600, 3]);
  expect(tf.memory().numTensors).toBe(before);
});

test('codes tell as much of held-out rows as of trained ones: near rows have near codes', async () => {
  const rows = surface(300);
  const twin = rows.data.slice(0, 50);
  rows.data.set(twin, 299 * 50);
  const { codes } = await trainAutoencoder(rows, { ...SETTINGS, epochs: 2 });
  expect([...codes.data.slice(0, 3)]).toEqual([...codes.data.slice(299 * 3)]);
});

test('the same seed gives the same codes and losses, another seed others', async () => {
  const short = { ...SETTINGS, epochs: 3 };
  const first = await trainAutoencoder(surface(100), short);
  const again = await trainAutoencoder(surface(100), short);
  const other = await trainAutoencoder(surface(100), { ...short, seed: 8 });
  expect(again).toEqual(first);
  expect(other.codes.data).not.toEqual(first.codes.data);
});

test('a few rows and constant columns train without trouble', async () => {
  const few = surface(12, 6);
  for (let r = 0; r < few.rows; r++) few.data[r * 6 + 2] = 5;
  const { codes, epochs } = await trainAutoencoder(few, { ...SETTINGS, hidden: [8], codeSize: 2 });
  expect(codes.data.every(Number.isFinite)).toBe(true);
  expect(epochs[59].trainLoss).toBeLessThan(0.5 * epochs[0].trainLoss);
});

test('epochs are told as they end, and a cancel stops between batches', async () => {
  const before = tf.memory().numTensors;
  const told = vi.fn();
  let calls = 0;
  const checkpoint = async () => {
    if (++calls > 25) throw new DOMException('Cancelled', 'AbortError');
  };
  const run = trainAutoencoder(surface(200), SETTINGS, { checkpoint, onEpoch: told });
  await expect(run).rejects.toMatchObject({ name: 'AbortError' });
  expect(calls).toBe(26);
  expect(told.mock.calls.map(([{ epoch }]) => epoch)).toEqual([1, 2, 3, 4]);
  expect(tf.memory().numTensors).toBe(before);
});

test.each([
  ['training-diverged', surface(60), { ...SETTINGS, learningRate: 1e12 }],
  ['too-few-pictures', surface(3), SETTINGS],
  ['bad-features', matrix(new Float32Array(40).fill(2), 10, 4), SETTINGS],
  ['bad-features', matrix(new Float32Array(40).fill(Number.NaN), 10, 4), SETTINGS],
])('%s is told, and leaves no tensor', async (code, features, settings) => {
  const before = tf.memory().numTensors;
  await expect(trainAutoencoder(features, settings)).rejects.toMatchObject({ code });
  expect(tf.memory().numTensors).toBe(before);
});
