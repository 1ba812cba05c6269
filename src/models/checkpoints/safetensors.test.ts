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

function fileOf(header: object, body: ArrayBuffer): ArrayBuffer {
  const json = new TextEncoder().encode(JSON.stringify(header));
  const file = new Uint8Array(8 + json.length + body.byteLength);
  new DataView(file.buffer).setBigUint64(0, BigInt(json.length), true);
  file.set(json, 8);
  file.set(new Uint8Array(body), 8 + json.length);
  return file.buffer;
}

const entry = (dtype: string, shape: number[], from: number, to: number) => ({
  dtype,
  shape,
  data_offsets: [from, to],
});

test.each([
  ['F16', Uint16Array.of(0x3c00, 0xc100, 0x0001, 0x7c00).buffer, [1, -2.5, 2 ** -24, Infinity]],
  ['BF16', Uint16Array.of(0x3f80, 0xc020, 0x0080, 0xff80).buffer, [1, -2.5, 2 ** -126, -Infinity]],
  ['F64', Float64Array.of(1, -2.5, 0.1, 1e300).buffer, [1, -2.5, Math.fround(0.1), Infinity]],
])('%s is read as single precision', (dtype, body, numbers) => {
  const file = fileOf({ w: entry(dtype, [2, 2], 0, body.byteLength) }, body);
  expect([...(readSafetensors(file).tensors.get('w')?.values ?? [])]).toEqual(numbers);
});

test('counters are left out, and a format that is not known is named', () => {
  const counter = { 'bn.num_batches_tracked': entry('I64', [], 0, 8) };
  expect(readSafetensors(fileOf(counter, new ArrayBuffer(8))).tensors.size).toBe(0);
  const strange = { w: entry('F8_E4M3', [8], 0, 8) };
  expect(() => readSafetensors(fileOf(strange, new ArrayBuffer(8)))).toThrow(
    /w is stored as F8_E4M3/,
  );
});

test.each([
  ['more than there is', { w: entry('F32', [2 ** 40], 0, 2 ** 42) }],
  ['a size that overflows', { w: entry('F32', [2 ** 50, 2 ** 50], 0, 8) }],
  ['negative sizes', { w: entry('F32', [-1, -2], 0, 8) }],
  ['the same bytes again and again', { a: entry('F16', [4], 0, 8), b: entry('F16', [4], 0, 8) }],
])('a header that claims %s is refused', (_, header) => {
  expect(() => readSafetensors(fileOf(header, new ArrayBuffer(8)))).toThrow(
    expect.objectContaining({ code: 'bad-checkpoint' }),
  );
});
