import { expect, test } from 'vitest';
import { layoutCalibration } from './calibration-curve.ts';

const bin = (from: number, count: number, accuracy: number) => ({
  from,
  to: from + 0.1,
  count,
  confidence: count === 0 ? Number.NaN : from + 0.05,
  accuracy: count === 0 ? Number.NaN : accuracy,
});

test('bins without predictions have no point, and the mean distance is said', () => {
  const bins = [bin(0.4, 5, 0.6), bin(0.5, 0, 0), bin(0.9, 9, 0.9)];
  const { series, description } = layoutCalibration(
    { bins, expectedError: 0.123 },
    { width: 300, height: 240 },
  );
  const run = series.find(({ id }) => id === 'run');
  expect(Array.from(run?.x ?? [], (x) => Number(x.toFixed(2)))).toEqual([0.45, 0.95]);
  expect(run?.y).toEqual([0.6, 0.9]);
  expect(description).toContain('12.3 points');
});
