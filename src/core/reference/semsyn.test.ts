import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import {
  SEMSYN_CLASS_SIZES,
  SEMSYN_LABELLED,
  SEMSYN_ROWS,
  semsyn,
  semsynFeatures,
} from './semsyn.ts';

const reference = Object.values(
  import.meta.glob<{ readonly sha256_X: string; readonly sha256_y: string }>(
    './big_t0.003_ward.json',
    { import: 'default', eager: true },
  ),
)[0];
const sha256 = (a: ArrayBufferView) =>
  createHash('sha256')
    .update(new Uint8Array(a.buffer, a.byteOffset, a.byteLength))
    .digest('hex');

test('gives the very points and classes of the reference, at the paper’s size', () => {
  const { x, y } = semsyn(SEMSYN_ROWS, 1, 0.003);
  expect(sha256(x.data)).toBe(reference.sha256_X);
  expect(sha256(y)).toBe(reference.sha256_y);
});

test('a shorter run is the beginning of a longer one', () => {
  const long = semsyn(9000, 4, 0.01);
  const short = semsyn(300, 4, 0.01);
  expect(short.x.data).toEqual(long.x.data.slice(0, short.x.data.length));
  expect(short.y).toEqual(long.y.slice(0, 300));
});

test('the labelled rows have the paper’s category sizes', () => {
  const { y } = semsyn(SEMSYN_LABELLED, 1, 0.003);
  const counts = SEMSYN_CLASS_SIZES.map((_, c) => y.filter((v) => v === c).length);
  expect(counts).toEqual([...SEMSYN_CLASS_SIZES]);
});

test('features of single rows are those of the whole', () => {
  const { x } = semsyn(6, 1, 0.04);
  const all = semsynFeatures(x, Int32Array.of(0, 1, 2, 3, 4, 5), 1);
  const some = semsynFeatures(x, Int32Array.of(4, 2), 1);
  expect(some.data.subarray(0, 1001)).toEqual(all.data.subarray(4 * 1001, 5 * 1001));
  expect(some.data.subarray(1001)).toEqual(all.data.subarray(2 * 1001, 3 * 1001));
});
