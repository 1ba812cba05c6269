import { expect, test } from 'vitest';
import { dimensionCsv, distancesCsv, scoreCurvesCsv } from './curves-csv.ts';

test('scores: a line for each method or scenario and k', () => {
  const half = Float64Array.of(0, 1 / 3);
  const curves = new Map([
    ['ward' as const, { k: Int32Array.of(1, 2), nmi: half, ari: half, ami: half }],
  ]);
  const scenarios = {
    k: Int32Array.of(10),
    good: Float64Array.of(1),
    uniform: Float64Array.of(0.002),
    uniformLow: Float64Array.of(0.001),
    uniformHigh: Float64Array.of(0.003),
  };
  expect(scoreCurvesCsv({ curves, scenarios })).toBe(
    [
      'method,k,nmi,ari,ami,nmi_low,nmi_high',
      'ward,1,0,0,0,,',
      'ward,2,0.333333,0.333333,0.333333,,',
      'good,10,1,,,,',
      'uniform,10,0.002,,,0.001,0.003',
      '',
    ].join('\r\n'),
  );
});

test('dimensions: a line for each stage, size and fraction', () => {
  const before = {
    fractions: [0.9, 0.5],
    points: [{ sample: 100, mean: [8.25, Number.NaN], spread: [0, 0.5] }],
  };
  expect(dimensionCsv({ before, after: undefined })).toBe(
    'stage,fraction,sample,id,spread\r\nbefore,0.9,100,8.25,0\r\nbefore,0.5,100,,0.5\r\n',
  );
});

test('distances: the square matrix, names quoted where they must be', () => {
  const table = {
    paths: ['a.tif', 'b, "tilted".tif', 'c.tif'],
    labels: ['Tips', undefined, 'Fibres'],
    distances: Float32Array.of(1.5, 2, 0.25),
  };
  expect(distancesCsv(table)).toBe(
    [
      'path,label,a.tif,"b, ""tilted"".tif",c.tif',
      'a.tif,Tips,0,1.5,2',
      '"b, ""tilted"".tif",,1.5,0,0.25',
      'c.tif,Fibres,2,0.25,0',
      '',
    ].join('\r\n'),
  );
});
