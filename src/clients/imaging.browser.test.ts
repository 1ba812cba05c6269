import { encode } from 'fast-png';
import { afterAll, describe, expect, test } from 'vitest';
import { hashDistance } from '../core/dataset/near-neighbours.ts';
import {
  PLATE_SHORT_SIDE,
  PREVIEW_LONG_SIDE,
  THUMBNAIL_LONG_SIDE,
} from '../core/dataset/picture.ts';
import { writeTestPages } from '../imaging/tiff/write-test-pages.ts';
import { writeTestTiff } from '../imaging/tiff/write-test-tiff.ts';
import type { ReadPicture } from '../protocol/imaging.ts';
import { ImagingClient } from './imaging.ts';

const client = new ImagingClient();
afterAll(() => client.dispose());
const options = () => ({ signal: new AbortController().signal });

type Bytes = Uint8Array<ArrayBuffer>;

function read(bytes: Bytes | string, name: string) {
  return client.read(new File([bytes], name), `folder/${name}`, options());
}

async function picture(bytes: Bytes, name: string): Promise<ReadPicture> {
  const outcome = await read(bytes, name);
  if (outcome.kind === 'problem') throw new Error(outcome.problem.reason);
  if (outcome.kind === 'pages') throw new Error(`${name} has pages`);
  return outcome.picture;
}

async function problem(bytes: Bytes | string, name: string) {
  const outcome = await read(bytes, name);
  if (outcome.kind !== 'problem') throw new Error(`${name} was read`);
  return outcome.problem;
}

const WIDTH = 60;
const HEIGHT = 40;

/** Dark on the left, bright on the right, a mark in the upper left corner. */
const levels = Uint8Array.from({ length: WIDTH * HEIGHT }, (_, i) => {
  const [x, y] = [i % WIDTH, Math.floor(i / WIDTH)];
  return x < 8 && y < 8 ? 255 : 40 + 3 * x;
});

async function canvasFile(type: string): Promise<Bytes> {
  const canvas = new OffscreenCanvas(WIDTH, HEIGHT);
  const image = new ImageData(WIDTH, HEIGHT);
  levels.forEach((v, i) => {
    image.data.set([v, v, v, 255], 4 * i);
  });
  canvas.getContext('2d')!.putImageData(image, 0, 0);
  const blob = await canvas.convertToBlob({ type, quality: 0.95 });
  expect(blob.type).toBe(type);
  return new Uint8Array(await blob.arrayBuffer());
}

/** 24 bits, bottom row first. */
function bmp(): Bytes {
  const rowBytes = WIDTH * 3;
  const file = new Uint8Array(54 + rowBytes * HEIGHT);
  const view = new DataView(file.buffer);
  file.set([0x42, 0x4d]);
  view.setUint32(2, file.length, true);
  view.setUint32(10, 54, true);
  view.setUint32(14, 40, true);
  view.setInt32(18, WIDTH, true);
  view.setInt32(22, HEIGHT, true);
  view.setUint16(26, 1, true);
  view.setUint16(28, 24, true);
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < rowBytes; x++) {
      const v = levels[(HEIGHT - 1 - y) * WIDTH + Math.floor(x / 3)]!;
      file[54 + y * rowBytes + x] = v;
    }
  }
  return file;
}

/** Grey palette, uncompressed in GIF's way: a clear code before the width would grow. */
function gif(): Bytes {
  const head = [...'GIF89a'].map((c) => c.charCodeAt(0));
  const screen = [WIDTH, 0, HEIGHT, 0, 0xf7, 0, 0];
  const palette = Array.from({ length: 768 }, (_, i) => Math.floor(i / 3));
  const bits: number[] = [];
  const put = (code: number) => {
    for (let b = 0; b < 9; b++) bits.push((code >> b) & 1);
  };
  levels.forEach((v, i) => {
    if (i % 200 === 0) put(256);
    put(v);
  });
  put(257);
  const data: number[] = [];
  for (let i = 0; i < bits.length; i += 8) {
    data.push(bits.slice(i, i + 8).reduce((byte, bit, b) => byte | (bit << b), 0));
  }
  const blocks: number[] = [];
  for (let i = 0; i < data.length; i += 255) {
    const block = data.slice(i, i + 255);
    blocks.push(block.length, ...block);
  }
  const frame = [0x2c, 0, 0, 0, 0, WIDTH, 0, HEIGHT, 0, 0, 8];
  return Uint8Array.from([...head, ...screen, ...palette, ...frame, ...blocks, 0, 0x3b]);
}

const png = (
  depth: 8 | 16,
  data: Uint8Array | Uint16Array,
  size = { width: WIDTH, height: HEIGHT },
) => new Uint8Array(encode({ ...size, data, depth, channels: 1 }));

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

test.each([8, 16] as const)(
  'a crop is cut from a file of %i bits as from the picture',
  async (bits) => {
    const values = levels.map((v) => v) as Uint8Array | Uint16Array;
    const deep = Uint16Array.from(values, (v) => 300 * v);
    const bytes = await writeTestTiff({
      width: WIDTH,
      height: HEIGHT,
      bits,
      values: bits === 8 ? values : deep,
    });
    const { record, plate } = await picture(bytes, 'x.tif');
    const crop = { x: 0, y: 0, width: WIDTH, height: 30 };
    const cut = await client.cut(new File([bytes], 'x.tif'), record, crop, options());
    expect(cut).toEqual({ data: plate.data.slice(0, WIDTH * 30), width: WIDTH, height: 30 });
  },
);

test('of a page the crop is cut from that page', async () => {
  const bytes = writeTestPages([10, 200].map((grey) => ({ width: 40, height: 30, grey })));
  const outcome = await read(bytes, 'pages.tif');
  if (outcome.kind !== 'pages') throw new Error('no pages');
  const crop = { x: 0, y: 0, width: 40, height: 20 };
  for (const { record, plate } of outcome.pictures) {
    const cut = await client.cut(new File([bytes], 'pages.tif'), record, crop, options());
    expect(cut.data).toEqual(plate.data.slice(0, 40 * 20));
  }
});

test('a file that is another one now gives no crop', async () => {
  const { record } = await picture(png(8, levels), 'x.png');
  const other = new File([bmp()], 'x.png');
  await expect(client.cut(other, record, record.crop, options())).rejects.toMatchObject({
    code: 'unreadable-picture',
  });
});

test('the format is what the bytes say, not the name', async () => {
  expect((await picture(png(8, levels), 'really.tif')).record.format).toBe('png');
});

test('the id is the SHA-256 of the bytes', async () => {
  const bytes = png(8, levels);
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  const hex = Array.from(digest, (b) => b.toString(16).padStart(2, '0')).join('');
  expect((await picture(bytes, 'a.png')).record.id).toBe(hex);
});

test('a JPEG is turned upright', async () => {
  const { record, plate } = await picture(await turnedJpeg(), 'turned.jpg');
  expect([record.width, record.height]).toEqual([HEIGHT, WIDTH]);
  const corner = plate.data[2 * HEIGHT + (HEIGHT - 3)]!;
  expect(corner).toBeGreaterThan(230);
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

describe('what is no picture is a problem with advice', () => {
  test.each([
    ['empty.png', '', 'unreadable-picture', /empty \(0 bytes\).*Copy it again/],
    ['notes.txt', 'HV 5 kV\n', 'not-a-picture', /text, not a picture/],
    ['x.tif', 'HV 5 kV\n', 'not-a-picture', /holds text although/],
    ['x.pdf', '%PDF-1.4\n%âã', 'not-a-picture', /PDF/],
    [
      'x.bin',
      '\x00\x01\x02\x03\x04\x05\x06\x07',
      'not-a-picture',
      /no picture that Semscape reads/,
    ],
    ['short.tif', 'II*\0', 'unreadable-picture', /./],
    ['short.png', '\x89PNG', 'not-a-picture', /./],
    ['x.bmp', 'BM', 'unreadable-picture', /cut short/],
    ['x.gif', 'GIF89a', 'unreadable-picture', /cut short/],
  ])('%s', async (name, text, code, reason) => {
    const bytes = Uint8Array.from(text, (c) => c.charCodeAt(0));
    expect(await problem(bytes, name)).toEqual({
      path: `folder/${name}`,
      code,
      reason: expect.stringMatching(reason),
    });
  });

  test.each(['tiff', 'png', 'bmp', 'gif', 'jpeg', 'webp'])('a %s cut short', async (format) => {
    const whole: Bytes = {
      tiff: await writeTestTiff({ width: WIDTH, height: HEIGHT, values: levels }),
      png: png(8, levels),
      bmp: bmp(),
      gif: gif(),
      jpeg: await canvasFile('image/jpeg'),
      webp: await canvasFile('image/webp'),
    }[format]!;
    for (const share of [0.3, 0.6, 0.95]) {
      const cut = whole.slice(0, Math.floor(whole.length * share));
      expect(await problem(cut, `cut.${format}`)).toMatchObject({ code: 'unreadable-picture' });
    }
  });

  test.each(['png', 'jpeg', 'webp'])('a %s with its middle overwritten', async (format) => {
    const bytes = format === 'png' ? png(8, levels) : await canvasFile(`image/${format}`);
    bytes.fill(0, 30, bytes.length - 20);
    expect(await problem(bytes, `bad.${format}`)).toMatchObject({ code: 'unreadable-picture' });
  });

  test('a header that lies about its size', async () => {
    const bytes = png(8, levels);
    new DataView(bytes.buffer).setUint32(16, 60_000);
    new DataView(bytes.buffer).setUint32(20, 60_000);
    expect(await problem(bytes, 'lie.png')).toMatchObject({
      code: 'picture-too-large',
      reason: expect.stringContaining('60000 × 60000'),
    });
  });
});

test('a decoder that dies costs its file alone', async () => {
  const dying = new ImagingClient(
    () =>
      new Worker(URL.createObjectURL(new Blob(['throw new Error("boom")'])), { type: 'module' }),
    1,
  );
  const outcomes = await Promise.all(
    ['a.png', 'b.png'].map((name) => dying.read(new File([levels], name), name, options())),
  );
  dying.dispose();
  expect(outcomes).toMatchObject([
    { kind: 'problem', problem: { path: 'a.png', code: 'worker-lost' } },
    { kind: 'problem', problem: { path: 'b.png', code: 'worker-lost' } },
  ]);
});

test('reading can be cancelled, in the queue too', async () => {
  const abort = new AbortController();
  const reads = Array.from({ length: 30 }, (_, i) =>
    client.read(new File([png(8, levels)], 'x.png'), `${i}.png`, { signal: abort.signal }),
  );
  const settled = Promise.allSettled(reads);
  abort.abort();
  const last = (await settled).at(-1);
  expect(last).toMatchObject({ status: 'rejected', reason: { name: 'AbortError' } });
});

test('sample pictures are read back with their truth', async () => {
  const indices = Array.from({ length: 24 }, (_, i) => i);
  await Promise.all(
    indices.map(async (index) => {
      const { file, path } = await client.sample(index, 5, options());
      const outcome = await client.read(file, path, options());
      if (outcome.kind !== 'picture') throw new Error(`${path} is a ${outcome.kind}`);
      const { record } = outcome.picture;
      expect(record.synthetic).toBe(true);
      expect(record.scale).toMatchObject({
        source: 'generator',
        label: { value: expect.any(Number) },
      });
      expect(record.scale!.pixelSizeNm).toBeGreaterThan(0);
      const stripe = record.metadata!.stripeHeight;
      if (stripe !== undefined) expect(record.crop.height).toBe(record.height - stripe);
      expect(record.crop.height).toBeGreaterThanOrEqual(0.75 * record.height);
    }),
  );
});

test('each page of a TIFF is a picture of one group, and a broken one is listed for itself', async () => {
  const page = { width: 40, height: 30 };
  const file = writeTestPages([
    { ...page, grey: 10 },
    { ...page, grey: 200, isBroken: true },
    { ...page, grey: 90 },
  ]);
  const outcome = await read(file, 'stack.tif');
  if (outcome.kind !== 'pages') throw new Error(`a ${outcome.kind}`);
  const records = outcome.pictures.map(({ record }) => record);
  expect(records.map(({ path }) => path)).toEqual(['folder/stack.tif', 'folder/stack.tif#3']);
  const [first, third] = records;
  expect(first?.page).toEqual({ fileId: first?.id, number: 1, of: 3 });
  expect(third?.page).toEqual({ fileId: first?.id, number: 3, of: 3 });
  expect(third?.id).toMatch(/^[0-9a-f]{64}$/);
  expect(third?.id).not.toBe(first?.id);
  expect(outcome.pictures.map(({ plate }) => plate.data[0])).toEqual([10, 90]);
  expect(outcome.problems).toEqual([
    { path: 'folder/stack.tif#2', code: 'unreadable-picture', reason: expect.any(String) },
  ]);
});

test('a file whose pages are all broken is one problem', async () => {
  const page = { width: 40, height: 30, grey: 1, isBroken: true };
  expect((await problem(writeTestPages([page, page]), 'stack.tif')).path).toBe('folder/stack.tif');
});

test('a picture’s record has a hash of its looks and the time of its file', async () => {
  const file = await canvasFile('image/png');
  const { record } = await picture(file, 'a.png');
  const again = await picture(await canvasFile('image/jpeg'), 'a.jpg');
  expect(record.perceptualHash).toMatch(/^[0-9a-f]{16}$/);
  expect(hashDistance(record.perceptualHash!, again.record.perceptualHash!)).toBeLessThan(9);
  expect(record.modifiedAt).toBeGreaterThan(1.6e12);
});
