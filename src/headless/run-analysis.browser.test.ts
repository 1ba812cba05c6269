import { expect, test } from 'vitest';
import { readNpy } from '../core/export/npy.ts';
import { decodeText } from '../imaging/decode-text.ts';
import { createTestStore } from '../state/test-store.ts';
import { runAnalysis } from './run-analysis.ts';
import { createTestHost } from './test-host.ts';

const recipe = JSON.stringify({
  dimension: { halvings: 1, repeats: 1 },
  autoencoder: { codeSize: 3, epochs: 1 },
  distances: { permutations: 19 },
  clustering: { methods: ['ward', 'density-peaks'] },
  stability: { methods: 'all', resamples: 3 },
  cut: { k: 3 },
});

/** Of three kinds, by the first letter. */
const names = Array.from({ length: 24 }, (_, i) => `${'abc'[i % 3]}${i}.png`);

function picture(name: string) {
  const folder = name.startsWith('a') ? 'Tips' : 'Wires';
  const path = `lab/${folder}/${name}`;
  return Object.defineProperty(new File([name], name), 'webkitRelativePath', { value: path });
}

test('a folder gives every result, its files in the order of the rows', async () => {
  const { store, services } = createTestStore();
  const { host, notes, files, textOf, bytesOf } = createTestHost();
  const labels = new File(['a0.png,Powder\nz.png,Powder\n'], 'labels.csv');
  const request = {
    files: {
      folder: [...names.map(picture), new File(['broken'], 'x.png')],
      features: undefined,
      recipe: new File([recipe], 'recipe.json'),
      labels,
    },
    leftOut: [],
    seed: 2,
    input: 'lab',
    versions: {},
  };
  expect(await runAnalysis(request, { store, services, host, decodeText })).toEqual({
    kind: 'done',
  });
  expect(notes).toContain(
    '1 of the 2 labels of labels.csv were given; the first that fits no file here, or several alike, is that of z.png.',
  );
  expect(files()).toEqual(
    [
      ...['clusters.csv', 'codes.npy', 'dimension.csv', 'distances.json', 'features.npy'],
      ...['dendrogram', 'dimension', 'heatmap-after', 'heatmap-before', 'heatmap-discrete'].map(
        (name) => `figures/${name}.svg`,
      ),
      ...['figures/loss.svg', 'figures/map.svg', 'figures/scores.svg', 'map.csv', 'nmi.csv'],
      ...['pictures.csv', 'run.json', 'scales.csv', 'subset.json'],
      ...['decision-graph', 'stability-density-peaks', 'stability-ward'].map(
        (name) => `figures/${name}.svg`,
      ),
      ...['decision-graph.csv', 'dimension-by-class.csv', 'stability.csv'],
      ...['tree-density-peaks.csv', 'tree-ward.csv'],
    ].sort(),
  );
  const columnOf = (path: string, column: number) =>
    textOf(path)
      .split('\n')
      .slice(0, -1)
      .slice(1)
      .map((line) => line.split(',')[column] ?? '');
  const paths = columnOf('clusters.csv', 0);
  expect(paths).toEqual(columnOf('map.csv', 0));
  expect(paths).toEqual(columnOf('decision-graph.csv', 0));
  expect(columnOf('decision-graph.csv', 3).filter((parent) => parent === '')).toHaveLength(1);
  expect(columnOf('stability.csv', 0)).toEqual([
    ...Array(5).fill('ward'),
    ...Array(5).fill('density-peaks'),
  ]);
  expect(columnOf('stability.csv', 1).slice(0, 5)).toEqual(['2', '3', '4', '5', '6']);
  const agreements = columnOf('stability.csv', 2).map(Number);
  expect(agreements.every((ari) => ari > -1 && ari <= 1)).toBe(true);
  expect(agreements[1]).toBeGreaterThan(0.99);
  expect(textOf('dimension-by-class.csv')).toBe(
    'label,sample,fraction,id\nPowder,1,0.9,\nPowder,1,0.7,\nPowder,1,0.5,\nTips,7,0.9,\nTips,7,0.7,\nTips,7,0.5,\nWires,16,0.9,\nWires,16,0.7,\nWires,16,0.5,\n',
  );
  expect(paths.toSorted()).toEqual(names.map((name) => picture(name).webkitRelativePath).sort());
  const features = readNpy(bytesOf('features.npy'));
  expect([features.rows, features.cols]).toEqual([24, 12]);
  const kindAt = (row: number) =>
    [0, 1, 2].find((c) => (features.data[row * features.cols + c] ?? 0) > 5);
  const kindOf = (path: string) => (path.split('/').at(-1) ?? '').charCodeAt(0) % 3;
  expect(paths.map((_, row) => kindAt(row))).toEqual(paths.map(kindOf));
  const clusters = columnOf('clusters.csv', 1);
  const kinds = new Set(clusters.map((cluster, row) => `${cluster} ${kindAt(row)}`));
  expect(kinds.size).toBe(3);
  expect(textOf('pictures.csv')).toContain('lab/Tips/a0.png,Powder,4,3,\n');
  expect(textOf('pictures.csv')).toContain('x.png,,,,broken\n');
  expect(JSON.parse(textOf('run.json'))).toMatchObject({
    pictures: 24,
    leftOut: 1,
    header: null,
    resample: 19,
    problem: null,
  });
});
