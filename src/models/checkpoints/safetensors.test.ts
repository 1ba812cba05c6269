import { expect, test } from 'vitest';
import { quantisedSource } from './quantised-source.ts';
import { readSafetensors, writeSafetensors } from './safetensors.ts';

const content = {
  tensors: new Map([
    ['bytes', { shape: [3], values: Uint8Array.of(0, 100, 255) }],
    ['floats', { shape: [1, 2], values: Float32Array.of(1.5, -2) }],
  ]),
  metadata: { byteScales: JSON.stringify({ bytes: { min: -1, scale: 0.01 } }) },
};

test('what was written is read, even where numbers are not aligned', () => {
  const read = readSafetensors(writeSafetensors(content).buffer);
  expect([...read.tensors]).toEqual([...content.tensors]);
  expect(read.metadata).toEqual(content.metadata);
});

test('bytes become numbers by their scale', () => {
  const source = quantisedSource(readSafetensors(writeSafetensors(content).buffer));
  expect([...source('bytes')!.data]).toEqual([-1, 0, Math.fround(1.55)]);
  expect([...source('floats')!.data]).toEqual([1.5, -2]);
  expect(source('others')).toBeUndefined();
});

test.each([
  ['empty', new ArrayBuffer(0)],
  ['cut short', writeSafetensors(content).buffer.slice(0, -1)],
  ['not one at all', new TextEncoder().encode('<!doctype html><title>Not found</title>').buffer],
  ['of another shape', writeSafetensors({ ...content, metadata: {} }).buffer.slice(0, 40)],
])('a file that is %s is refused', (_, file) => {
  expect(() => readSafetensors(file)).toThrow(expect.objectContaining({ code: 'bad-checkpoint' }));
});
