import { expect, test } from 'vitest';
import { stripeShareOf } from './stripe-share.ts';

const heat = (cols: number, ...values: number[]) => ({
  data: Float32Array.from(values),
  rows: values.length / cols,
  cols,
});

test('the share of the heat below the end, cells that it cuts counted by their part', () => {
  const grid = heat(2, 1, 1, 1, 1, 1, 1, 1, 1);
  expect(stripeShareOf(grid, 0.75)).toBeCloseTo(0.25);
  expect(stripeShareOf(grid, 0.875)).toBeCloseTo(0.125);
  expect(stripeShareOf(grid, 1)).toBe(0);
  expect(stripeShareOf(grid, 0)).toBe(1);
});

test('heat counts by how much it is, wherever in its row it lies', () => {
  expect(stripeShareOf(heat(2, 0, 0.5, 0, 0, 0, 0, 1.5, 0), 0.75)).toBeCloseTo(0.75);
  expect(stripeShareOf(heat(2, 0.5, 0.5, 0, 0, 0, 0, 0, 0), 0.75)).toBe(0);
});

test('a cold map has no share', () => {
  expect(stripeShareOf(heat(1, 0, 0), 0.5)).toBe(0);
});
