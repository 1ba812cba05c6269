import { encode } from 'fast-png';
import { afterAll, describe, expect, test } from 'vitest';
import {
  PLATE_SHORT_SIDE,
  PREVIEW_LONG_SIDE,
  THUMBNAIL_LONG_SIDE,
} from '../core/dataset/picture.ts';
import { writeTestTiff } from '../imaging/tiff/write-test-tiff.ts';
import {
  type Bytes,
  bmp,
  canvasFile,
  client,
  gif,
  HEIGHT,
  levels,
  picture,
  png,
  WIDTH,
} from './imaging.test-support.ts';

afterAll(() => client.dispose());

/** A JPEG whose EXIF says that its left side is up. */
async function turnedJpeg(): Promise<Bytes> {
  const jpeg = await canvasFile('image/jpeg');
  const exif = [
    ...[0xff, 0xe1, 0, 34, 0x45, 0x78, 0x69, 0x66, 0, 0],
    ...[0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0],
  ];
  return Uint8Array.from([...jpeg.subarray(0, 2), ...exif, ...jpeg.subarray(2)]);
}

describe('every format gives the same picture', () => {
  test.each([
    ['tiff', () => writeTestTiff({ width: WIDTH, height: HEIGHT, values: levels }), 0],
    ['png', async () => png(8, levels), 0],
    ['bmp', async () => bmp(), 0],
    ['gif', async () => gif(), 0],
    ['jpeg', () => canvasFile('image/jpeg'), 6],
    ['webp', () => canvasFile('image/webp'), 8],
  ] as const)('%s', async (format, make, tolerance) => {
    const { record, plate, thumbnail } = await picture(await make(), `x.${format}`);
    expect(record).toMatchObject({
      format,
      width: WIDTH,
      height: HEIGHT,
      bitDepth: 8,
      contrast: undefined,
      crop: { x: 0, y: 0, width: WIDTH, height: HEIGHT },
      path: `folder/x.${format}`,
      otherPaths: [],
      synthetic: false,
    });
    expect([plate.width, plate.height]).toEqual([WIDTH, HEIGHT]);
    const mean =
      plate.data.reduce((sum, v, i) => sum + Math.abs(v - levels[i]!), 0) / levels.length;
    expect(mean).toBeLessThanOrEqual(tolerance / 3);
    expect(Array.from(thumbnail.subarray(0, 3))).toEqual([0xff, 0xd8, 0xff]);
  });
});

test('the format is what the bytes say, not the name', async () => {
  expect((await picture(png(8, levels), 'really.tif')).record.format).toBe('png');
});

test('a JPEG is turned upright', async () => {
  const { record, plate } = await picture(await turnedJpeg(), 'turned.jpg');
  expect([record.width, record.height]).toEqual([HEIGHT, WIDTH]);
  const corner = plate.data[2 * HEIGHT + (HEIGHT - 3)]!;
  expect(corner).toBeGreaterThan(230);
});

test('a picture wider than a canvas may be is read to its end', async () => {
  const [width, height] = [70_000, 16];
  const data = Uint8Array.from({ length: width * height }, (_, i) => (i % width) / 280);
  const { record, plate } = await picture(
    Uint8Array.from(encode({ width, height, data, channels: 1 })),
    'wide.png',
  );
  expect([record.width, plate.width]).toEqual([width, width]);
  for (const x of [0, 16_383, 16_384, 40_000, width - 1]) expect(plate.data[x]).toBe(data[x]);
});

test('16 bits keep their fine steps, by a contrast that is noted', async () => {
  const deep = Uint16Array.from(levels, (_, i) => 30_000 + (i % WIDTH));
  const values = Array.from(deep);
  const files = [
    png(16, deep),
    await writeTestTiff({ width: WIDTH, height: HEIGHT, bits: 16, littleEndian: false, values }),
  ];
  for (const file of files) {
    const { record, plate } = await picture(file, 'deep');
    expect(record).toMatchObject({
      bitDepth: 16,
      contrast: { low: 30_000, high: 30_000 + WIDTH - 1 },
    });
    expect([plate.data[0], plate.data[WIDTH - 1]]).toEqual([0, 255]);
    expect(new Set(plate.data).size).toBe(WIDTH);
  }
});

test('colour stays in the preview, and the plate is grey', async () => {
  const data = new Uint8Array(WIDTH * HEIGHT * 3).map((_, i) => (i % 3 === 0 ? 255 : 0));
  const file = new Uint8Array(encode({ width: WIDTH, height: HEIGHT, data, channels: 3 }));
  const { preview, plate } = await picture(file, 'red.png');
  expect(new Set(plate.data)).toEqual(new Set([77]));
  const bitmap = await createImageBitmap(new Blob([preview]));
  const context = new OffscreenCanvas(1, 1).getContext('2d')!;
  context.drawImage(bitmap, 0, 0);
  const [red = 0, green = 0] = context.getImageData(0, 0, 1, 1).data;
  expect(red).toBeGreaterThan(240);
  expect(green).toBeLessThan(15);
});

test('a JPEG within a TIFF is decoded, its colour model undone', async () => {
  const jpeg = await canvasFile('image/jpeg');
  const file = plainTiff({ width: WIDTH, height: HEIGHT }, jpeg, {
    compression: 7,
    photometric: 6,
    samples: 3,
  });
  const { record, plate } = await picture(file, 'jpeg.tif');
  expect(record).toMatchObject({ format: 'tiff', width: WIDTH, height: HEIGHT, bitDepth: 8 });
  const mean = plate.data.reduce((sum, v, i) => sum + Math.abs(v - levels[i]!), 0) / levels.length;
  expect(mean).toBeLessThan(3);
});

test('a 40-megapixel picture gives its small ones at their sizes', async () => {
  const size = { width: 8000, height: 5000 };
  const values = new Uint8Array(size.width * size.height).map((_, i) => i % 251);
  const started = performance.now();
  const { record, plate, preview, thumbnail } = await picture(plainTiff(size, values), 'large.tif');
  console.info(`40 megapixels: ${Math.round(performance.now() - started)} ms`);
  expect(record).toMatchObject(size);
  expect([plate.width, plate.height]).toEqual([512, PLATE_SHORT_SIDE]);
  const sizes = await Promise.all(
    [preview, thumbnail].map(async (jpeg) => {
      const { width, height } = await createImageBitmap(new Blob([jpeg]));
      return [width, height];
    }),
  );
  expect(sizes).toEqual([
    [PREVIEW_LONG_SIDE, 800],
    [THUMBNAIL_LONG_SIDE, 160],
  ]);
});

/** The least TIFF there is, with the pixels behind its directory. */
function plainTiff(
  size: { readonly width: number; readonly height: number },
  pixels: Uint8Array,
  { compression = 1, photometric = 1, samples = 1 } = {},
): Bytes {
  const fields = [
    [256, size.width],
    [257, size.height],
    [258, 8],
    [259, compression],
    [262, photometric],
    [273, 200],
    [277, samples],
    [278, size.height],
    [279, pixels.length],
  ] as const;
  const file = new Uint8Array(200 + pixels.length);
  const view = new DataView(file.buffer);
  file.set([0x49, 0x49, 42, 0, 8]);
  view.setUint16(8, fields.length, true);
  fields.forEach(([tag, value], i) => {
    view.setUint16(10 + 12 * i, tag, true);
    view.setUint16(12 + 12 * i, 4, true);
    view.setUint32(14 + 12 * i, 1, true);
    view.setUint32(18 + 12 * i, value, true);
  });
  file.set(pixels, 200);
  return file;
}
