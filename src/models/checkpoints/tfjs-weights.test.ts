import { expect, test } from 'vitest';
import { joinBytes } from './join-bytes.ts';
import {
  type NamedBytes,
  parseTfjsModel,
  readTfjsWeights,
  type TfjsModel,
} from './tfjs-weights.ts';

const bytesOf = (view: ArrayBufferView) =>
  new Uint8Array(view.buffer, view.byteOffset, view.byteLength);

const all = joinBytes(
  [
    Float32Array.of(1.5, -2),
    Int32Array.of(7),
    Uint8Array.of(0, 255),
    Uint16Array.of(0, 1000),
    Uint16Array.of(0x3c00, 0xc100),
  ].map(bytesOf),
);

const model: TfjsModel = {
  weightsManifest: [
    {
      paths: ['group1-shard1of2.bin', 'group1-shard2of2.bin'],
      weights: [
        { name: 'a/kernel', shape: [1, 2], dtype: 'float32' },
        { name: 'counter', shape: [], dtype: 'int32' },
        {
          name: 'b/kernel',
          shape: [2],
          dtype: 'float32',
          quantization: { dtype: 'uint8', scale: 0.5, min: -1 },
        },
        {
          name: 'c/kernel',
          shape: [2],
          dtype: 'float32',
          quantization: { dtype: 'uint16', scale: 0.25, min: 3 },
        },
        { name: 'd/kernel', shape: [2], dtype: 'float32', quantization: { dtype: 'float16' } },
      ],
    },
  ],
};

const shards = (cut = 7): NamedBytes[] => [
  { name: 'group1-shard1of2.bin', bytes: all.slice(0, cut).buffer },
  { name: 'group1-shard2of2.bin', bytes: all.slice(cut).buffer },
];

test('weights are read across shards, quantised or not; whole numbers are left out', () => {
  const read = [...readTfjsWeights(model, shards())].map(([name, { data }]) => [name, ...data]);
  expect(read).toEqual([
    ['a/kernel', 1.5, -2],
    ['b/kernel', -1, 126.5],
    ['c/kernel', 3, 253],
    ['d/kernel', 1, -2.5],
  ]);
});

test.each<[string, NamedBytes[], RegExp]>([
  ['a shard that was not given', shards().slice(0, 1), /^group1-shard2of2\.bin is missing/],
  [
    'shards that end early',
    [shards()[0], { name: 'group1-shard2of2.bin', bytes: new ArrayBuffer(2) }],
    /end before counter/,
  ],
])('%s is told by name', (_, files, message) => {
  expect(() => readTfjsWeights(model, files)).toThrow(message);
});

test('a lying shape takes no memory', () => {
  const [group] = model.weightsManifest;
  const weights = [{ name: 'a', shape: [2 ** 40], dtype: 'float32' }];
  expect(() => readTfjsWeights({ weightsManifest: [{ ...group, weights }] }, shards())).toThrow(
    /end before a\./,
  );
});

test.each(['{"a": 1}', '{"a"'])('JSON that is no model is refused: %s', (text) => {
  expect(() => parseTfjsModel(new TextEncoder().encode(text).buffer)).toThrow(/JSON file/);
});
