import { expect, test } from 'vitest';
import { stampPoints } from './stamp-points.ts';

const BLACK = 0xff000000;
const BLUE = 0xffff8000;

function painted(x: number, y: number, { radius = 3, opacity = 1 } = {}) {
  const target = { pixels: new Uint32Array(20 * 16).fill(BLACK), width: 20, height: 16 };
  const discs = {
    positions: Float32Array.of(99, 99, x, y),
    rows: Int32Array.of(1),
    colors: Uint32Array.of(0, BLUE),
    radius,
    opacity,
  };
  stampPoints(target, { scale: 1, left: 0, top: 16 }, discs);
  return {
    at: (px: number, py: number) => target.pixels[py * 20 + px] ?? 0,
    pixels: target.pixels,
  };
}

/** Sum of the blue over a full one: the area that is covered. */
const area = (pixels: Uint32Array) => pixels.reduce((sum, p) => sum + ((p >>> 16) & 255) / 255, 0);

test('a disc lies where its point is, y upwards, with its colour and about its area', () => {
  const { at, pixels } = painted(10, 6);
  const middle = at(10, 10);
  expect((middle >>> 16) & 255).toBeGreaterThan(250);
  expect((middle >>> 8) & 255).toBeGreaterThan(125);
  expect(middle & 255).toBe(0);
  expect(at(2, 2)).toBe(BLACK);
  expect(Math.abs(area(pixels) - Math.PI * 9)).toBeLessThan(1.5);
});

test('half a pixel further is half a pixel further', () => {
  const centre = (x: number) => {
    const { pixels } = painted(x, 8);
    const mass = pixels.map((p) => (p >>> 16) & 255);
    return mass.reduce((sum, m, i) => sum + m * ((i % 20) + 0.5), 0) / mass.reduce((a, b) => a + b);
  };
  expect(centre(10.5) - centre(10)).toBeCloseTo(0.5, 1);
});

test('opacity mixes with what is there', () => {
  const { at } = painted(10, 6, { opacity: 0.5 });
  expect((at(10, 10) >>> 16) & 255).toBeCloseTo(128, -1);
  expect(at(10, 10) >>> 24).toBe(255);
});

test.each([
  [-50, 8],
  [0, 0],
  [20, 16],
  [19.9, -2],
  [1e9, -1e9],
])('at (%d, %d) nothing is written beside the edge', (x, y) => {
  const { pixels } = painted(x, y);
  expect(area(pixels)).toBeLessThan(Math.PI * 9);
});
