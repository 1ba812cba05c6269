import { encode } from 'fast-png';
import { expect, test } from 'vitest';
import { fuzzSeeds } from './fuzz-seeds.test-support.ts';
import { readHeader } from './picture-header.ts';

const seeds = await fuzzSeeds();

/** A whole small file whose bytes from `at` on say another size. */
function lying(kind: string, at: number, bytes: readonly number[]): Uint8Array<ArrayBuffer> {
  const file = seeds.find(({ name }) => name === kind)?.bytes.slice();
  if (!file) throw new RangeError(`no ${kind}`);
  file.set(bytes, at);
  return file;
}

function png(width: number, height: number): Uint8Array<ArrayBuffer> {
  const data = new Uint8Array(width * height);
  return new Uint8Array(encode({ width, height, channels: 1, depth: 8, data }));
}

test('a header that claims more pixels than its file can hold is refused', () => {
  const jpeg = lying('jpeg', 0, []);
  const frame = jpeg.findIndex((byte, i) => byte === 0xff && jpeg[i + 1] === 0xc0);
  expect(readHeader(jpeg, 'jpeg')).toEqual({ width: 24, height: 16, bitDepth: 8 });
  const refused = expect.objectContaining({ code: 'unreadable-picture' });
  const largeJpeg = lying('jpeg', frame + 5, [0x3f, 0xff, 0x3f, 0xff]);
  expect(() => readHeader(largeJpeg, 'jpeg')).toThrow(refused);
  expect(readHeader(lying('gif', 0, []), 'gif')).toEqual({ width: 8, height: 6, bitDepth: 8 });
  const largeGif = lying('gif', 6, [0xff, 0x1f, 0xff, 0x7f]);
  expect(() => readHeader(largeGif, 'gif')).toThrow(refused);
  const frameAt = lying('gif', 0, []).indexOf(0x2c);
  const largeFrame = lying('gif', frameAt + 5, [0xff, 0x1f, 0xff, 0x7f]);
  expect(() => readHeader(largeFrame, 'gif')).toThrow(refused);
  const largePng = lying('png, 16 bits', 16, [0, 0, 0x1f, 0xff, 0, 0, 0x1f, 0xff]);
  expect(() => readHeader(largePng, 'png')).toThrow(refused);
});

test('a PNG of nothing but black passes, however well it is compressed', () => {
  expect(readHeader(png(4000, 3000), 'png')).toEqual({ width: 4000, height: 3000, bitDepth: 8 });
});

test('a PNG with a second header is refused', () => {
  const whole = png(8, 8);
  const twice = new Uint8Array(whole.length + 25);
  twice.set(whole.subarray(0, 33));
  twice.set(whole.subarray(8), 33);
  expect(() => readHeader(twice, 'png')).toThrow(
    expect.objectContaining({ code: 'unreadable-picture' }),
  );
});

test('a bitmap with the oldest header is read, and told when it is cut short', () => {
  const bitmap = new Uint8Array(26 + 3 * 24);
  const view = new DataView(bitmap.buffer);
  bitmap.set([0x42, 0x4d]);
  view.setUint32(10, 26, true);
  view.setUint32(14, 12, true);
  for (const [i, value] of [8, 3, 1, 24].entries()) view.setUint16(18 + 2 * i, value, true);
  expect(readHeader(bitmap, 'bmp')).toEqual({ width: 8, height: 3, bitDepth: 8 });
  expect(() => readHeader(bitmap.slice(0, -1), 'bmp')).toThrow(
    expect.objectContaining({ code: 'unreadable-picture' }),
  );
});
