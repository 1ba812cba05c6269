import { expect, test } from 'vitest';
import { decodeTiff } from './decode-tiff.ts';
import { readTiffDirectory } from './tiff-directory.ts';
import { type TestTiff, writeTestTiff } from './write-test-tiff.ts';

/** Runs, ramps and noise, so that every code of every compression occurs. */
function pattern(length: number, range: number): number[] {
  let state = 12_345;
  return Array.from({ length }, (_, i) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    const third = Math.floor((3 * i) / length);
    if (third === 0) return Math.floor(i / 40) % range;
    if (third === 1) return (i * 7) % range;
    return Math.floor((state / 2 ** 32) * range);
  });
}

async function decode(tiff: TestTiff) {
  const file = await writeTestTiff(tiff);
  return decodeTiff(file, readTiffDirectory(file));
}

const size = { width: 37, height: 29 };
const pixels = size.width * size.height;
const compressions = ['none', 'packbits', 'lzw', 'deflate'] as const;
const blocks = [{}, { blocks: { rows: 5 } }, { blocks: { tileWidth: 16, tileHeight: 16 } }];

test.each(
  compressions.flatMap((compression) =>
    [true, false].flatMap((littleEndian) =>
      [8, 16].flatMap((bits) =>
        [1, 3].flatMap((samples) =>
          blocks.map((b) => ({ compression, littleEndian, bits, samples, ...b })),
        ),
      ),
    ),
  ),
)('unsigned samples come out as they went in: %o', async (how) => {
  const values = pattern(pixels * how.samples, 2 ** how.bits);
  const plain = await decode({ ...size, ...how, values });
  expect(Array.from(plain.raster.data)).toEqual(values);
  const predicted = await decode({ ...size, ...how, predictor: 2, values });
  expect(Array.from(predicted.raster.data)).toEqual(values);
  expect(plain.bitDepth).toBe(how.bits);
  expect(plain.raster).toMatchObject({ ...size, channels: how.samples });
});

test('LZW fills its table and clears it', async () => {
  const wide = { width: 300, height: 200 };
  const values = pattern(wide.width * wide.height, 256);
  const { raster } = await decode({ ...wide, compression: 'lzw', values });
  expect(Array.from(raster.data)).toEqual(values);
});

test.each([
  { isBig: true, littleEndian: true },
  { isBig: true, littleEndian: false, isShuffled: true },
  { isShuffled: true, littleEndian: true },
])('Big TIFF and tags out of order: %o', async (how) => {
  const values = pattern(pixels, 65_536);
  const { raster } = await decode({ ...size, ...how, bits: 16, blocks: { rows: 4 }, values });
  expect(Array.from(raster.data)).toEqual(values);
});

test('samples in planes of their own are joined', async () => {
  const values = pattern(pixels * 3, 256);
  const how = { samples: 3, isPlanar: true, blocks: { rows: 6 } };
  expect(Array.from((await decode({ ...size, ...how, values })).raster.data)).toEqual(values);
});

test('an extra channel is dropped', async () => {
  const values = pattern(pixels * 2, 256);
  const { raster } = await decode({ ...size, samples: 2, photometric: 1, values });
  expect(Array.from(raster.data)).toEqual(values.filter((_, i) => i % 2 === 0));
  expect(raster.channels).toBe(1);
});

test.each([1, 2, 4])('%i-bit samples fill the range of 8 bits', async (bits) => {
  const most = 2 ** bits - 1;
  const values = pattern(pixels, most + 1);
  const { raster } = await decode({ ...size, bits, values });
  expect(Array.from(raster.data)).toEqual(values.map((v) => (v * 255) / most));
});

test('12-bit samples keep their values', async () => {
  const values = pattern(pixels, 4096);
  const { raster, bitDepth } = await decode({ ...size, bits: 12, values });
  expect(Array.from(raster.data)).toEqual(values);
  expect(bitDepth).toBe(12);
});

test.each([
  { kind: 'float' as const, predictor: 1 as const, littleEndian: true },
  { kind: 'float' as const, predictor: 1 as const, littleEndian: false },
  { kind: 'float' as const, predictor: 3 as const, littleEndian: true },
  { kind: 'float' as const, predictor: 3 as const, littleEndian: false },
  { kind: 'unsigned' as const, predictor: 2 as const, littleEndian: false },
])('32-bit samples keep their values: %o', async (how) => {
  const values = pattern(pixels, 5000).map((v) => (how.kind === 'float' ? Math.fround(v / 7) : v));
  const { raster } = await decode({ ...size, ...how, bits: 32, compression: 'deflate', values });
  expect(Array.from(raster.data)).toEqual(values);
});

test('signed samples keep their sign', async () => {
  const values = pattern(pixels, 2000).map((v) => v - 1000);
  const { raster } = await decode({ ...size, kind: 'signed', bits: 16, values });
  expect(Array.from(raster.data)).toEqual(values);
});

test('white is zero is turned over', async () => {
  const grey = pattern(pixels, 256);
  const turned = await decode({ ...size, photometric: 0, values: grey });
  expect(Array.from(turned.raster.data)).toEqual(grey.map((v) => 255 - v));
  const bilevel = await decode({
    ...size,
    photometric: 0,
    bits: 1,
    values: grey.map((v) => v & 1),
  });
  expect(Array.from(bilevel.raster.data)).toEqual(grey.map((v) => 255 * (1 - (v & 1))));
});

test.each([256, 1])('a colour map written in units of %i is applied', async (unit) => {
  const values = pattern(pixels, 256);
  const map = [...Array(256).keys()];
  const colourMap = [...map, ...map.map((v) => 255 - v), ...map.map((v) => v >> 1)].map(
    (v) => v * unit,
  );
  const { raster } = await decode({ ...size, photometric: 3, colourMap, values });
  expect(Array.from(raster.data)).toEqual(values.flatMap((v) => [v, 255 - v, v >> 1]));
});

test.each(compressions.flatMap((compression) => [8, 16].map((bits) => ({ compression, bits }))))(
  'cyan, magenta, yellow and black become red, green and blue: %o',
  async ({ compression, bits }) => {
    const most = 2 ** bits - 1;
    const inks = pattern(pixels * 4, most + 1);
    const light = (ink: number, black: number) => Math.round((most - ink) * (1 - black / most));
    const expected = Array.from({ length: pixels }, (_, i) => {
      const [c = 0, m = 0, y = 0, k = 0] = inks.slice(4 * i, 4 * i + 4);
      return [light(c, k), light(m, k), light(y, k)];
    }).flat();
    const how = { ...size, samples: 4, photometric: 5, bits, compression };
    for (const isPlanar of [false, true]) {
      const { raster } = await decode({ ...how, isPlanar, values: inks });
      expect(raster.channels).toBe(3);
      const difference = raster.data.map((v, i) => Math.abs(v - (expected[i] ?? Number.NaN)));
      expect(Math.max(...difference)).toBeLessThanOrEqual(1);
    }
  },
);

test('inks that are not those four are refused', async () => {
  const values = pattern(pixels * 2, 256);
  const duotone = decode({ ...size, samples: 2, photometric: 5, values });
  await expect(duotone).rejects.toMatchObject({ code: 'unsupported-format' });
});

test('a file cut short is told as such, wherever it is cut', async () => {
  const values = pattern(pixels, 256);
  const file = await writeTestTiff({ ...size, values });
  // The directory stands behind the pixels here; put it in front by pointing the strip beyond the end.
  for (const length of [9, 40, 600, file.length - 150]) {
    const cut = file.slice(0, length);
    await expect((async () => decodeTiff(cut, readTiffDirectory(cut)))()).rejects.toMatchObject({
      name: 'AppError',
      code: 'unreadable-picture',
    });
  }
});

test.each([
  ['a lying size', { 256: 100_000, 257: 100_000 }, 'picture-too-large'],
  ['no width', { 256: 0 }, 'unreadable-picture'],
  ['more rows than there are pixels', { 257: 20_000 }, 'unreadable-picture'],
  ['samples of no bits', { 258: 0, 317: 3 }, 'unreadable-picture'],
  ['strips of no rows', { 278: 0 }, 'unreadable-picture'],
  ['an unknown compression', { 259: 34_676 }, 'unsupported-format'],
  ['fax compression', { 259: 4 }, 'unsupported-format'],
  ['LERC', { 259: 34_887 }, 'unsupported-format'],
  ['an unknown colour model', { 262: 32_845 }, 'unsupported-format'],
])('%s is refused before anything is allocated', async (_, changes, code) => {
  const file = await writeTestTiff({ ...size, compression: 'none', values: pattern(pixels, 256) });
  for (const [tag, value] of Object.entries(changes)) setField(file, Number(tag), value);
  await expect((async () => decodeTiff(file, readTiffDirectory(file)))()).rejects.toMatchObject({
    code,
  });
});

test('complex numbers, as of a Fourier transform, are refused instead of shown as something else', async () => {
  const file = await writeTestTiff({
    ...size,
    kind: 'float',
    bits: 32,
    values: pattern(pixels, 9),
  });
  setField(file, 339, 6);
  await expect(decodeTiff(file, readTiffDirectory(file))).rejects.toMatchObject({
    code: 'unsupported-format',
    message: expect.stringContaining('complex'),
  });
});

test.each(['packbits', 'lzw', 'deflate'] as const)(
  'a damaged %s block ends in an error, not in a loop',
  async (compression) => {
    const file = await writeTestTiff({ ...size, compression, values: pattern(pixels, 256) });
    file.fill(0, 16, 400);
    const decoding = decodeTiff(file, readTiffDirectory(file));
    await expect(decoding).rejects.toThrow();
  },
);

test('pages that point at each other do not hang', async () => {
  const file = await writeTestTiff({ ...size, values: pattern(pixels, 256), isShuffled: true });
  setField(file, 284, 1);
  const view = new DataView(file.buffer);
  const directory = view.getUint32(4, true);
  const count = view.getUint16(directory, true);
  setField(file, 317, 1, { tag: 254, value: 1 });
  view.setUint32(directory + 2 + 12 * count, directory, true);
  expect((await decodeTiff(file, readTiffDirectory(file))).raster.width).toBe(size.width);
});

test.each([1, 4])('%i-bit samples have no byte order', async (bits) => {
  const values = pattern(pixels, 2 ** bits);
  const { raster } = await decode({ ...size, bits, littleEndian: false, values });
  expect(Array.from(raster.data)).toEqual(values.map((v) => (v * 255) / (2 ** bits - 1)));
});

test('sizes that are no whole numbers are refused', async () => {
  const file = await writeTestTiff({ ...size, values: pattern(pixels, 256) });
  const view = new DataView(file.buffer);
  const at = view.getUint32(4, true) + 2;
  expect(view.getUint16(at, true)).toBe(256);
  for (const float of [0.5, Number.NaN, Number.POSITIVE_INFINITY]) {
    view.setUint16(at + 2, 11, true);
    view.setFloat32(at + 8, float, true);
    const decoding = (async () => decodeTiff(file, readTiffDirectory(file)))();
    await expect(decoding).rejects.toMatchObject({ code: 'unreadable-picture' });
  }
});

/** Overwrites a field of a little-endian file in place, or makes another field of it. */
function setField(
  file: Uint8Array<ArrayBuffer>,
  tag: number,
  value: number,
  instead?: { readonly tag: number; readonly value: number },
): void {
  const view = new DataView(file.buffer);
  const directory = view.getUint32(4, true);
  const count = view.getUint16(directory, true);
  for (let at = directory + 2; at < directory + 2 + 12 * count; at += 12) {
    if (view.getUint16(at, true) !== tag) continue;
    view.setUint16(at, instead?.tag ?? tag, true);
    view.setUint16(at + 2, 4, true);
    view.setUint32(at + 4, 1, true);
    view.setUint32(at + 8, instead?.value ?? value, true);
    return;
  }
  throw new RangeError(`no field ${tag}`);
}
