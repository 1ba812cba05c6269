import { expect, test } from 'vitest';
import { classDimensionCsv } from './class-dimension-csv.ts';
import { decisionCsv } from './decision-csv.ts';
import { dimensionCsv } from './dimension-csv.ts';
import { stabilityCsv } from './stability-csv.ts';
import { treeCsv } from './tree-csv.ts';

test('a tree is its merges in their order', () => {
  expect(
    treeCsv({
      method: 'centroid',
      leaves: 3,
      left: Int32Array.of(0, 2),
      right: Int32Array.of(1, 3),
      height: Float64Array.of(1.25, 1.1),
      size: Int32Array.of(2, 3),
    }),
  ).toBe('left,right,height,size\n0,1,1.25,2\n2,3,1.1,3\n');
});

test('a single point has a tree without merges', () => {
  const none = new Int32Array(0);
  expect(
    treeCsv({
      method: 'ward',
      leaves: 1,
      left: none,
      right: none,
      height: new Float64Array(0),
      size: none,
    }),
  ).toBe('left,right,height,size\n');
});

test('dimension estimates by stage, fraction and sample size', () => {
  const series = {
    fractions: [0.9, 0.5],
    points: [
      { sample: 100, mean: [9.5, 8], spread: [0, 0] },
      { sample: 50, mean: [9, 7.5], spread: [0.5, 0.25] },
    ],
    duplicates: 0,
    search: 'k-d tree',
  };
  expect(dimensionCsv([{ stage: 'features', series }])).toBe(
    [
      'stage,fraction,sample,id,spread',
      'features,0.9,100,9.5,0',
      'features,0.9,50,9,0.5',
      'features,0.5,100,8,0',
      'features,0.5,50,7.5,0.25',
      '',
    ].join('\n'),
  );
});

test('a stability curve has a line a number of clusters', () => {
  const curve = {
    k: Int32Array.of(2, 10),
    mean: Float64Array.of(0.5, 1),
    low: Float64Array.of(0.25, 1),
    high: Float64Array.of(0.75, 1),
  };
  expect(stabilityCsv([{ method: 'ward', curve }])).toBe(
    'method,k,ari_mean,ari_low,ari_high\nward,2,0.5,0.25,0.75\nward,10,1,1,1\n',
  );
});

test('dimensions of categories stand in their order, empty where there is no estimate', () => {
  const dimensions = {
    fractions: [0.9, 0.5],
    classes: [
      { label: 0, sample: 40, duplicates: 1, dimension: [3.5, 3] },
      { label: 2, sample: 20, duplicates: 0, dimension: [Number.NaN, 2] },
    ],
    leftOut: [{ label: 1, sample: 7 }],
  };
  expect(classDimensionCsv(['Tips', 'a, b', 'Wires'], dimensions)).toBe(
    [
      'label,sample,fraction,id',
      'Tips,40,0.9,3.5',
      'Tips,40,0.5,3',
      '"a, b",7,0.9,',
      '"a, b",7,0.5,',
      'Wires,20,0.9,',
      'Wires,20,0.5,2',
      '',
    ].join('\n'),
  );
});

test('a decision graph has a line a picture, the densest without a denser one', () => {
  const graph = {
    rho: Float64Array.of(1.5, 2),
    delta: Float64Array.of(0.25, 4),
    parent: Int32Array.of(1, -1),
  };
  expect(decisionCsv(['a.png', 'b.png'], graph)).toBe(
    'file,density,distance,nearest_denser\na.png,1.5,0.25,1\nb.png,2,4,\n',
  );
});
