import { expect, test } from 'vitest';
import type { ScoreCurve } from '../metrics/score-curve.ts';
import { nmiCsv, scoreGrid } from './nmi-csv.ts';

function curveTo(n: number): ScoreCurve {
  const k = Int32Array.from({ length: n }, (_, i) => i + 1);
  const shifted = (by: number) => Float64Array.from(k, (value) => value + by);
  return { k, nmi: shifted(0.25), ari: shifted(0.5), ami: shifted(0.75) };
}

test('the grid is dense to 1,000, then grows by a hundredth of a decade to n itself', () => {
  expect(scoreGrid(0)).toEqual([]);
  expect(scoreGrid(3)).toEqual([1, 2, 3]);
  expect(scoreGrid(1000)).toHaveLength(1000);
  const grid = scoreGrid(52_682);
  expect(grid.slice(998, 1003)).toEqual([999, 1000, 1023, 1047, 1072]);
  expect(grid).toContain(10_000);
  expect(grid.at(-1)).toBe(52_682);
  expect(new Set(grid).size).toBe(grid.length);
  expect(grid).toHaveLength(1000 + 172 + 1);
});

test('every k of a small curve and both scenarios with the band', () => {
  const k = Int32Array.of(1, 2);
  const csv = nmiCsv([{ method: 'ward', curve: curveTo(2) }], {
    k,
    good: Float64Array.of(0, 1),
    uniform: Float64Array.of(0, 0.1),
    uniformLow: Float64Array.of(0, 0.05),
    uniformHigh: Float64Array.of(0, 0.2),
  });
  expect(csv).toBe(
    [
      'method,k,nmi,ari,ami,nmi_low,nmi_high',
      'ward,1,1.25,1.5,1.75,,',
      'ward,2,2.25,2.5,2.75,,',
      'good,1,0,,,,',
      'good,2,1,,,,',
      'uniform,1,0,,,0,0',
      'uniform,2,0.1,,,0.05,0.2',
      '',
    ].join('\n'),
  );
});

test('a long curve is thinned to the grid', () => {
  const lines = nmiCsv([{ method: 'single', curve: curveTo(5000) }])
    .trimEnd()
    .split('\n');
  expect(lines).toHaveLength(1 + scoreGrid(5000).length);
  expect(lines.at(-1)).toBe('single,5000,5000.25,5000.5,5000.75,,');
  expect(lines[1001]).toBe('single,1023,1023.25,1023.5,1023.75,,');
});
