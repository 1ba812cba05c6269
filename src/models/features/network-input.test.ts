import { expect, test } from 'vitest';
import { writeInput } from './network-input.ts';

function plate(width: number, height: number, grey: (x: number, y: number) => number) {
  const data = Uint8Array.from({ length: width * height }, (_, i) =>
    grey(i % width, Math.floor(i / width)),
  );
  return { data, width, height };
}

function inputOf(from: ReturnType<typeof plate>, side: number, fit: 'squash' | 'crop') {
  const out = new Float32Array(side * side);
  writeInput(from, { side, fit }, out);
  return out;
}

test('a plate of the right size passes unchanged', () => {
  const exact = plate(5, 5, (x, y) => 10 * x + y);
  expect([...inputOf(exact, 5, 'squash')]).toEqual([...exact.data]);
});

test.each([
  [1, 1],
  [7, 40],
  [320, 427],
  [2000, 320],
])('a flat plate of %i x %i stays flat', (width, height) => {
  const out = inputOf(
    plate(width, height, () => 77),
    75,
    'squash',
  );
  expect(Math.max(...out.map((v) => Math.abs(v - 77)))).toBeLessThan(1e-4);
});

test('a ramp stays a ramp, shrunk or enlarged', () => {
  for (const width of [20, 200]) {
    const out = inputOf(
      plate(width, 50, (x) => x),
      100,
      'squash',
    );
    const step = width / 100;
    expect(out[50] - out[49]).toBeCloseTo(step, 3);
    expect(out[50]).toBeCloseTo(50.5 * step - 0.5, 3);
  }
});

test('shrinking averages: stripes of one pixel become their mean', () => {
  const out = inputOf(
    plate(400, 400, (x) => (x % 2 ? 200 : 0)),
    100,
    'squash',
  );
  const inside = out.filter((_, i) => i % 100 > 0 && i % 100 < 99);
  expect(Math.max(...inside.map((v) => Math.abs(v - 100)))).toBeLessThan(0.01);
});

test('crop takes the centre square, squash the whole', () => {
  const wide = plate(300, 100, (x) => (x < 100 || x >= 200 ? 0 : 255));
  expect(Math.min(...inputOf(wide, 100, 'crop'))).toBe(255);
  expect(Math.min(...inputOf(wide, 100, 'squash'))).toBe(0);
});
