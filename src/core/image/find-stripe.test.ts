import { expect, test } from 'vitest';
import { findStripe } from './find-stripe.ts';
import type { Raster8 } from './raster.ts';

const WIDTH = 600;
const HEIGHT = 500;

/** A picture with noise, so that no row of it is constant. */
function scene(low = 60, high = 160): Raster8 {
  let state = 7;
  const data = Uint8Array.from({ length: WIDTH * HEIGHT }, () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return low + Math.floor((state / 2 ** 32) * (high - low));
  });
  return { data, width: WIDTH, height: HEIGHT, channels: 1 };
}

function fill(p: Raster8, box: readonly [number, number, number, number], value: number): void {
  const [x, y, width, height] = box;
  for (let r = y; r < y + height; r++) p.data.fill(value, r * WIDTH + x, r * WIDTH + x + width);
}

/** Strokes as writing has them, `height` rows high. */
function write(p: Raster8, y: number, height: number, value: number): void {
  for (let x = 20; x < 500; x += 11) fill(p, [x, y, 3, height], value);
}

function stripe(p: Raster8, top: number, paper: number, ink: number): void {
  fill(p, [0, top, WIDTH, HEIGHT - top], paper);
  write(p, top + 8, 12, ink);
  write(p, top + 26, 12, ink);
}

test.each([
  ['black', 0, 255],
  ['white', 255, 0],
  ['grey', 128, 255],
])('a %s stripe with two lines of writing is cut off', (_, paper, ink) => {
  const picture = scene();
  stripe(picture, 440, paper, ink);
  const { x, y, width, height } = findStripe(picture);
  expect([x, y, width]).toEqual([0, 0, WIDTH]);
  expect(height).toBeGreaterThanOrEqual(436);
  expect(height).toBeLessThanOrEqual(440);
});

test('a frame round the stripe goes with it', () => {
  const picture = scene();
  fill(picture, [0, 438, WIDTH, 62], 255);
  fill(picture, [2, 440, WIDTH - 4, 58], 0);
  write(picture, 450, 12, 255);
  expect(findStripe(picture).height).toBeLessThanOrEqual(438);
  expect(findStripe(picture).height).toBeGreaterThanOrEqual(434);
});

test('a stripe whose bar begins at its very top is cut off whole', () => {
  const picture = scene();
  stripe(picture, 440, 0, 255);
  fill(picture, [200, 440, 150, 6], 255);
  expect(findStripe(picture).height).toBeLessThanOrEqual(440);
});

test('a stripe with the picture going on below it is cut off', () => {
  const picture = scene();
  stripe(picture, 430, 255, 0);
  const below = scene();
  picture.data.set(below.data.subarray(490 * WIDTH), 490 * WIDTH);
  expect(findStripe(picture).height).toBeLessThanOrEqual(430);
  expect(findStripe(picture).height).toBeGreaterThanOrEqual(426);
});

test('white writing laid over the picture is cut off, ticks included', () => {
  const picture = scene();
  for (let i = 0; i < 11; i++) fill(picture, [300 + 20 * i, 445, 3, 8], 255);
  write(picture, 465, 18, 255);
  expect(findStripe(picture).height).toBeLessThanOrEqual(445);
  expect(findStripe(picture).height).toBeGreaterThanOrEqual(438);
});

test('pictures without a stripe are left whole', () => {
  const noise = scene();
  const dark = scene(0, 3);
  const black = scene();
  fill(black, [0, 300, WIDTH, 200], 0);
  const bare = scene();
  fill(bare, [0, 450, WIDTH, 50], 0);
  const specks = scene(0, 256);
  for (const picture of [noise, dark, black, bare, specks]) {
    expect(findStripe(picture)).toEqual({ x: 0, y: 0, width: WIDTH, height: HEIGHT });
  }
});

test('never more than a quarter is cut away', () => {
  const picture = scene();
  stripe(picture, 300, 0, 255);
  write(picture, 470, 12, 255);
  expect(findStripe(picture).height).toBeGreaterThanOrEqual(375);
});

test('tiny pictures have no stripe', () => {
  for (const side of [1, 2, 5]) {
    const picture: Raster8 = {
      data: new Uint8Array(side * side),
      width: side,
      height: side,
      channels: 1,
    };
    expect(findStripe(picture).height).toBe(side);
  }
});

test('a tall picture of nothing is gone through once', () => {
  const tall: Raster8 = { data: new Uint8Array(1_600_000), width: 8, height: 200_000, channels: 1 };
  const processorMs = () => process.cpuUsage().user / 1000;
  const started = processorMs();
  expect(findStripe(tall)).toEqual({ x: 0, y: 0, width: 8, height: 200_000 });
  expect(processorMs() - started).toBeLessThan(3000);
});
