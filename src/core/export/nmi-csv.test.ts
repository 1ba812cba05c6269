import { expect, test } from 'vitest';
import { scenarios } from '../metrics/scenarios.ts';
import type { ScoreCurve } from '../metrics/score-curve.ts';
import { scoreGrid } from '../metrics/score-grid.ts';
import { nmiCsv } from './nmi-csv.ts';

function curveTo(n: number): ScoreCurve {
  const k = Int32Array.from({ length: n }, (_, i) => i + 1);
  const shifted = (by: number) => Float64Array.from(k, (value) => value + by);
  return { k, nmi: shifted(0.25), ari: shifted(0.5), ami: shifted(0.75) };
}

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

test('scenarios of many pictures keep the whole grid from the number of classes on', async () => {
  const labels = Int32Array.from({ length: 5000 }, (_, i) => i % 3);
  const made = await scenarios(labels, { seeds: 1, seed: 1 }, {});
  const lines = nmiCsv([{ method: 'ward', curve: curveTo(5000) }], made).split('\n');
  const kOf = (method: string) =>
    lines.filter((line) => line.startsWith(`${method},`)).map((line) => Number(line.split(',')[1]));
  expect(kOf('ward')).toEqual(scoreGrid(5000));
  expect(kOf('good')).toEqual(scoreGrid(5000).slice(2));
  expect(kOf('uniform')).toEqual(kOf('good'));
});
