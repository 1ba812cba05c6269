import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readKerasHdf5 } from './keras-hdf5.ts';

const bytes = () =>
  Uint8Array.from(readFileSync(new URL('./reference/tiny-keras.h5', import.meta.url))).buffer;

const counted = (length: number, from = 0) => Array.from({ length }, (_, i) => i + from);

test('layers are found below the model, plain, in half precision and compressed', async () => {
  const layers = await readKerasHdf5(bytes());
  expect([...layers.keys()].sort()).toEqual([
    'batch_normalization_1',
    'conv2d_1',
    'conv2d_2',
    'predictions',
  ]);
  const kernel = layers.get('conv2d_1')?.get('kernel');
  expect(kernel?.shape).toEqual([3, 3, 3, 2]);
  expect([...(kernel?.data ?? [])]).toEqual(counted(54));
  expect([...(layers.get('conv2d_2')?.get('kernel')?.data ?? [])]).toEqual(counted(8));
  expect([...(layers.get('predictions')?.get('kernel')?.data ?? [])]).toEqual(counted(24));
  const norm = layers.get('batch_normalization_1');
  expect([...(norm?.get('moving_variance')?.data ?? [])]).toEqual(counted(2, 2));
  expect(norm?.has('gamma')).toBe(false);
});

test.each([
  ['cut short', (file: ArrayBuffer) => file.slice(0, 2000)],
  ['of its magic alone', (file: ArrayBuffer) => file.slice(0, 8)],
])('a file %s is refused in a sentence', async (_, spoil) => {
  await expect(readKerasHdf5(spoil(bytes()))).rejects.toMatchObject({
    code: 'bad-checkpoint',
    message: expect.stringMatching(/HDF5 file can’t be read/),
  });
});
