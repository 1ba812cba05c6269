import { expect, test } from 'vitest';
import { isInScaleRange, scaleMeasure } from './scale-range.ts';
import type { ScaleReading } from './scale-reading.ts';

const reading: ScaleReading = {
  label: { value: 2, unit: 'um' },
  pixelSizeNm: 5,
  source: 'printed-bar',
  confidence: 1,
};

test('one picture by its three measures', () => {
  expect(scaleMeasure(reading, 1024, 'printed-scale')).toBe(2000);
  expect(scaleMeasure(reading, 1024, 'field-width')).toBe(5120);
  expect(scaleMeasure(reading, 1024, 'pixel-size')).toBe(5);
});

test('what is not known has no measure', () => {
  const bare = { ...reading, label: undefined, pixelSizeNm: undefined };
  expect(scaleMeasure(bare, 1024, 'printed-scale')).toBeUndefined();
  expect(scaleMeasure(bare, 1024, 'field-width')).toBeUndefined();
  expect(scaleMeasure(undefined, 1024, 'pixel-size')).toBeUndefined();
});

test('both ends belong to the range, nothing unknown does', () => {
  const range = { fromNm: 1000, toNm: 2000 };
  expect([999, 1000, 1500, 2000, 2001, undefined].map((nm) => isInScaleRange(nm, range))).toEqual([
    false,
    true,
    true,
    true,
    false,
    false,
  ]);
});
