import { encode } from 'fast-png';
import { expect } from 'vitest';
import type { ReadPicture } from '../protocol/imaging.ts';
import { ImagingClient } from './imaging.ts';

export const client = new ImagingClient();
export const options = () => ({ signal: new AbortController().signal });

export type Bytes = Uint8Array<ArrayBuffer>;

export function read(bytes: Bytes | string, name: string) {
  return client.read(new File([bytes], name), `folder/${name}`, options());
}

export async function picture(bytes: Bytes, name: string): Promise<ReadPicture> {
  const outcome = await read(bytes, name);
  if (outcome.kind === 'problem') throw new Error(outcome.problem.reason);
  if (outcome.kind === 'pages') throw new Error(`${name} has pages`);
  return outcome.picture;
}

export async function problem(bytes: Bytes | string, name: string) {
  const outcome = await read(bytes, name);
  if (outcome.kind !== 'problem') throw new Error(`${name} was read`);
  return outcome.problem;
}

export const WIDTH = 60;
export const HEIGHT = 40;

/** Dark on the left, bright on the right, a mark in the upper left corner. */
export const levels = Uint8Array.from({ length: WIDTH * HEIGHT }, (_, i) => {
  const [x, y] = [i % WIDTH, Math.floor(i / WIDTH)];
  return x < 8 && y < 8 ? 255 : 40 + 3 * x;
});

export async function canvasFile(type: string): Promise<Bytes> {
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
export function bmp(): Bytes {
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
export function gif(): Bytes {
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

export const png = (
  depth: 8 | 16,
  data: Uint8Array | Uint16Array,
  size = { width: WIDTH, height: HEIGHT },
) => new Uint8Array(encode({ ...size, data, depth, channels: 1 }));
