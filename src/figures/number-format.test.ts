import { expect, test } from 'vitest';
import { formatNumber, formatShort, formatSignificant } from './number-format.ts';

test.each([
  [0, 0, '0'],
  [-0.001, 1, '0.0'],
  [-3, 0, '\u22123'],
  [9999, 0, '9999'],
  [52_682, 0, '52\u2009682'],
  [1_234_567.89, 1, '1\u2009234\u2009567.9'],
  [Number.NaN, 2, '\u2013'],
])('%d with %d decimals is %s', (value, decimals, text) => {
  expect(formatNumber(value, decimals)).toBe(text);
});

test.each([
  [0.81234, '0.812'],
  [12_345.6, '12\u2009346'],
  [0.000_012_34, '1.2×10⁻⁵'],
  [-2_500_000, '\u22122.5×10⁶'],
  [0, '0'],
])('%d to three figures is %s', (value, text) => {
  expect(formatSignificant(value)).toBe(text);
});

test.each([
  [1, '1'],
  [100, '100'],
  [1000, '1k'],
  [20_000, '20k'],
  [1e6, '1M'],
  [0.01, '0.01'],
])('%d on a logarithmic axis is %s', (value, text) => {
  expect(formatShort(value)).toBe(text);
});
