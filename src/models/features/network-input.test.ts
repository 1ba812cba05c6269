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

/** Vertical stripes of `periodNm` on a plate of a scale. */
function grating(width: number, nmPerPixel: number, periodNm: number) {
  const phase = (x: number) => (2 * Math.PI * (x + 0.5 - width / 2) * nmPerPixel) / periodNm;
  return { ...plate(width, 240, (x) => Math.round(128 + 100 * Math.cos(phase(x)))), nmPerPixel };
}

function atScale(from: Parameters<typeof writeInput>[0], side: number, nmPerPixel: number) {
  const out = new Float32Array(side * side);
  writeInput(from, { side, fit: 'same-scale', nmPerPixel }, out);
  return out;
}

test.each([
  [400, 2],
  [320, 5],
  [240, 7.5],
])(
  'at the same scale a grating has its period whatever the plate: %i px of %d nm',
  (width, nmPerPixel) => {
    const out = atScale(grating(width, nmPerPixel, 160), 101, 5);
    const middle = out.slice(50 * 101, 51 * 101);
    const wanted = (x: number) => 128 + 100 * Math.cos((2 * Math.PI * (x - 50) * 5) / 160);
    // Linear interpolation takes 1.1 % of the contrast where a period is 21 pixels of the plate; grey levels are whole.
    expect(Math.max(...middle.map((v, x) => Math.abs(v - wanted(x))))).toBeLessThan(2);
  },
);

test('a picture smaller than the input at that scale is mirrored at its borders', () => {
  const small = { ...plate(4, 4, (x, y) => 10 * x + y), nmPerPixel: 3 };
  const row = [10, 0, 0, 10, 20, 30, 30, 20];
  const column = [1, 0, 0, 1, 2, 3, 3, 2];
  const wanted = column.flatMap((y) => row.map((x) => x + y));
  expect([...atScale(small, 8, 3)]).toEqual(wanted);
});

test('of a picture smaller than a pixel of the input only the mean is left', () => {
  const small = { ...plate(4, 4, (x) => 10 * x), nmPerPixel: 1 };
  for (const v of atScale(small, 3, 1e5)) expect(v).toBeCloseTo(15, 3);
});

test('without a scale nothing can be brought to one', () => {
  expect(() =>
    atScale(
      plate(4, 4, () => 0),
      3,
      5,
    ),
  ).toThrow(RangeError);
});
