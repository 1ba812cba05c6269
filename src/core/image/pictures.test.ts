import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contrastWindow, toEightBit } from './contrast.ts';
import { luminance, withoutIdleColour } from './luminance.ts';
import { makePlate } from './make-plate.ts';
import type { Raster8 } from './raster.ts';
import { fitWithin, resample } from './resample.ts';

const grey = (width: number, values: readonly number[]): Raster8 => ({
  data: Uint8Array.from(values),
  width,
  height: values.length / width,
  channels: 1,
});
const whole = (p: Raster8) => ({ x: 0, y: 0, width: p.width, height: p.height });

test('each new pixel is the mean of the area under it', () => {
  const picture = grey(4, [0, 100, 10, 20, 200, 100, 30, 40]);
  expect(Array.from(resample(picture, whole(picture), { width: 2, height: 1 }).data)).toEqual([
    100, 25,
  ]);
  const three = grey(3, [0, 90, 240]);
  expect(Array.from(resample(three, whole(three), { width: 2, height: 1 }).data)).toEqual([
    30, 190,
  ]);
});

test('shrinking an area reads nothing outside it, in each channel', () => {
  const data = new Uint8Array(5 * 4 * 3).fill(255);
  for (const y of [1, 2]) for (const x of [1, 2]) data.set([10, 20, 30], (y * 5 + x) * 3);
  const picture: Raster8 = { data, width: 5, height: 4, channels: 3 };
  const area = { x: 1, y: 1, width: 2, height: 2 };
  expect(Array.from(resample(picture, area, { width: 1, height: 1 }).data)).toEqual([10, 20, 30]);
});

test('a constant picture stays constant, and any picture keeps its mean', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 0, max: 255 }),
      (w, h, toW, toH, value) => {
        const size = { width: Math.min(w, toW), height: Math.min(h, toH) };
        const constant = grey(w, Array(w * h).fill(value));
        const out = resample(constant, whole(constant), size).data;
        expect(new Set(out)).toEqual(new Set([value]));
        const ramp = grey(
          w,
          Array.from({ length: w * h }, (_, i) => (i * 37 + value) % 256),
        );
        const mean = (a: Uint8Array) => a.reduce((s, v) => s + v, 0) / a.length;
        expect(
          Math.abs(mean(resample(ramp, whole(ramp), size).data) - mean(ramp.data)),
        ).toBeLessThan(0.6);
      },
    ),
  );
});

test('enlarging and areas outside the picture are mistakes', () => {
  const picture = grey(2, [1, 2, 3, 4]);
  expect(() => resample(picture, whole(picture), { width: 3, height: 1 })).toThrow(RangeError);
  const outside = { x: 1, y: 0, width: 2, height: 1 };
  expect(() => resample(picture, outside, { width: 1, height: 1 })).toThrow(RangeError);
});

test('pictures are shrunk to a side, never enlarged, and never to nothing', () => {
  expect(fitWithin({ width: 1280, height: 960 }, 'shorter', 320)).toEqual({
    width: 427,
    height: 320,
  });
  expect(fitWithin({ width: 1280, height: 960 }, 'longer', 256)).toEqual({
    width: 256,
    height: 192,
  });
  expect(fitWithin({ width: 100, height: 90 }, 'longer', 256)).toEqual({ width: 100, height: 90 });
  expect(fitWithin({ width: 5000, height: 1 }, 'longer', 256)).toEqual({ width: 256, height: 1 });
});

test('a plate is the crop in grey with its shorter side at the limit', () => {
  const data = new Uint8Array(1000 * 800 * 3);
  for (let i = 0; i < 1000 * 700; i++) data.set([200, 200, 200], 3 * i);
  const picture: Raster8 = { data, width: 1000, height: 800, channels: 3 };
  const plate = makePlate(picture, { x: 0, y: 0, width: 1000, height: 700 });
  expect([plate.width, plate.height, plate.data.length]).toEqual([457, 320, 457 * 320]);
  expect(new Set(plate.data)).toEqual(new Set([200]));
});

test('grey from colour leaves equal channels as they are', () => {
  const data = Uint8Array.from([7, 7, 7, 255, 255, 255, 255, 0, 0]);
  const picture: Raster8 = { data, width: 3, height: 1, channels: 3 };
  expect(Array.from(luminance(picture).data)).toEqual([7, 255, 77]);
  expect(withoutIdleColour(picture)).toBe(picture);
  const idle: Raster8 = { ...picture, data: Uint8Array.from([5, 5, 5, 9, 9, 9, 0, 0, 0]) };
  expect(withoutIdleColour(idle)).toMatchObject({ data: Uint8Array.from([5, 9, 0]), channels: 1 });
});

test.each([Uint16Array, Float32Array])(
  'hot and dead pixels do not set the contrast (%o)',
  (Samples) => {
    const data = new Samples(10_000).map((_, i) => 1000 + (i % 500));
    data.fill(65_535, 0, 5);
    data.fill(0, 5, 10);
    const picture = { data, width: 100, height: 100, channels: 1 as const };
    const window = contrastWindow(picture, { x: 0, y: 0, width: 100, height: 100 });
    expect(window.low).toBeGreaterThanOrEqual(1000);
    expect(window.low).toBeLessThan(1003);
    expect(window.high).toBeGreaterThan(1496);
    expect(window.high).toBeLessThanOrEqual(1499);
    const shown = toEightBit(picture, window).data;
    expect([shown[0], shown[5]]).toEqual([255, 0]);
    expect(Math.abs(shown[250]! - 128)).toBeLessThanOrEqual(1);
  },
);

test('the contrast looks only at its area', () => {
  const data = new Uint16Array(400).fill(60_000);
  for (let i = 0; i < 200; i++) data[i] = 100 + i;
  const area = { x: 0, y: 0, width: 20, height: 10 };
  const window = contrastWindow({ data, width: 20, height: 20, channels: 1 }, area);
  expect(window).toEqual({ low: 100, high: 299 });
});

test('values that are not finite count for nothing, and a constant picture does not divide by zero', () => {
  const data = Float32Array.from([Number.NaN, Number.POSITIVE_INFINITY, 3, 3]);
  const picture = { data, width: 2, height: 2, channels: 1 as const };
  const window = contrastWindow(picture, { x: 0, y: 0, width: 2, height: 2 });
  expect(window).toEqual({ low: 3, high: 4 });
  expect(Array.from(toEightBit(picture, window).data)).toEqual([0, 255, 0, 0]);
});

test('large floating pictures are sampled across columns', () => {
  const width = 2000;
  const data = new Float32Array(width * 1500).map((_, i) => i % width);
  const area = { x: 0, y: 0, width, height: 1500 };
  const window = contrastWindow({ data, width, height: 1500, channels: 1 }, area);
  expect(window.low).toBeLessThan(5);
  expect(window.high).toBeGreaterThan(1994);
});
