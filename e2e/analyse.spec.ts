import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { readNpy } from '../src/core/export/npy.ts';
import { analyse, fortranNpy, jsonOf, rowsOf, writeLab } from './analyse-steps.ts';
import { readSubset } from './subset-schema.ts';

const REAL = '../shared/data/sem';
const LINKAGES = ['single', 'complete', 'centroid', 'ward'];

async function reference() {
  const {
    x,
    y,
    d,
    linkage,
    twonn,
    mantel_first400: mantel,
    density_peaks: peaks,
  } = await jsonOf('src/core/reference/semsyn_1000.json');
  const rows = (y as number[]).map((_, i) => (x as number[]).slice(i * d, (i + 1) * d));
  return { rows, classes: y as number[], linkage, twonn, mantel, peaks };
}

/** Sizes of the merges as their members have them; every node is taken in once. */
function sizesFromMembers(merges: readonly (readonly number[])[], leaves: number): number[] {
  const sizes = Array<number>(leaves).fill(1);
  const taken = new Set<number>();
  for (const [left = -1, right = -1] of merges) {
    sizes.push((sizes[left] ?? Number.NaN) + (sizes[right] ?? Number.NaN));
    taken.add(left).add(right);
  }
  expect(taken.size).toBe(2 * merges.length);
  return sizes.slice(leaves);
}

const figureOf = (out: string, name: string) =>
  readFile(join(out, 'figures', `${name}.svg`), 'utf8');

test('the results of a features file are the reference results of that file', async ({
  browserName: _,
}, info) => {
  const { rows, classes, linkage, twonn, mantel, peaks: known } = await reference();
  const file = info.outputPath('codes.csv');
  const lines = rows.map((row, i) => [`class ${classes[i]}`, ...row].join(','));
  await writeFile(file, `label,${rows[0]?.map((__, c) => `f${c}`)}\n${lines.join('\n')}\n`);
  const out = info.outputPath('out');
  expect(await analyse(file, '--out', out)).toEqual({ code: 0, errors: expect.any(String) });

  const curve = await rowsOf(join(out, 'nmi.csv'));
  const nmi = (method: string) => Number(curve.find(([m, k]) => m === method && k === '10')?.[2]);
  for (const method of LINKAGES) {
    const merges = (await rowsOf(join(out, `tree-${method}.csv`))).map((row) => row.map(Number));
    const expected: number[] = linkage[method].heights;
    const worst = Math.max(
      ...merges.map((row, i) => Math.abs((row[2] ?? 0) / (expected[i] ?? 0) - 1)),
    );
    expect(merges).toHaveLength(999);
    expect(worst, method).toBeLessThan(1e-9);
    expect(sizesFromMembers(merges, 1000), method).toEqual(merges.map((row) => row[3]));
    expect(nmi(method), method).toBeCloseTo(linkage[method].k[10].nmi, 9);
  }
  const peaks = (await rowsOf(join(out, 'tree-density-peaks.csv'))).map((row) => row.map(Number));
  expect(sizesFromMembers(peaks, 1000)).toEqual(peaks.map((row) => row[3]));
  expect(peaks.at(-1)?.[3]).toBe(1000);
  expect(nmi('density-peaks')).toBeCloseTo(known.by_gamma[10].nmi, 9);
  expect([...new Set(curve.map(([method]) => method))]).toEqual([
    ...LINKAGES,
    'density-peaks',
    'good',
    'uniform',
  ]);

  const whole = (await rowsOf(join(out, 'dimension.csv'))).filter(([, , n]) => n === '1000');
  expect(whole.map(([stage, share]) => [stage, share])).toEqual(
    ['features', 'codes'].flatMap((stage) => ['0.9', '0.7', '0.5'].map((share) => [stage, share])),
  );
  for (const [, share = '', , id] of whole) expect(Number(id)).toBeCloseTo(twonn[share], 6);
  const { sample, before } = await jsonOf(join(out, 'distances.json'));
  expect([sample, before.p < 0.01, before.correlation > mantel.r / 2]).toEqual([400, true, true]);

  const codes = readNpy(new Uint8Array(await readFile(join(out, 'codes.npy'))));
  expect(Array.from(codes.data)).toEqual(rows.flat().map(Math.fround));
  const clusters = await rowsOf(join(out, 'clusters.csv'));
  expect(new Set(clusters.map(([, cluster]) => cluster)).size).toBe(10);
  const stable = await rowsOf(join(out, 'stability.csv'));
  expect(stable.map(([method]) => method)).toEqual(Array(stable.length).fill('ward'));
  const agreement = Object.fromEntries(stable.map(([, k = '', mean]) => [k, Number(mean)]));
  expect([agreement[2], agreement[10], agreement[200]].every((ari = 0) => ari > 0)).toBe(true);
  const perClass = await rowsOf(join(out, 'dimension-by-class.csv'));
  expect(new Set(perClass.map(([label]) => label))).toEqual(
    new Set(classes.map((one) => `class ${one}`)),
  );
  const graph = await rowsOf(join(out, 'decision-graph.csv'));
  expect(graph.map(([name]) => name)).toEqual(rows.map((__, i) => String(i)));
  for (const [row, [, density, , parent]] of graph.entries()) {
    expect(Number(density)).toBeCloseTo(known.rho_gauss[row], 6);
    expect(parent === '' ? -1 : Number(parent)).toBe(known.parent[row]);
  }
  const map = await rowsOf(join(out, 'map.csv'));
  expect(map.map(([name]) => name)).toEqual(rows.map((__, i) => String(i)));
  expect(map.flatMap(([, ...place]) => place.map(Number)).every(Number.isFinite)).toBe(true);

  const run = await jsonOf(join(out, 'run.json'));
  expect(run).toMatchObject({ pictures: 1000, header: true, autoencoder: null, backend: null });
  expect(run.cutoffDistance).toBeCloseTo(known.dc, 6);
  expect(run.durations.map(({ stage }: { stage: string }) => stage)).toEqual(
    expect.arrayContaining(['features', 'dimension', 'trees', 'distances', 'umap']),
  );
  for (const { seconds } of run.durations) expect(seconds).toBeLessThan(run.seconds);
  expect(await figureOf(out, 'dendrogram')).toContain('<title>Ward tree of 1000 pictures</title>');
  expect(await figureOf(out, 'map')).toContain('class 3');
  expect(await figureOf(out, 'decision-graph')).toContain('Decision graph of density peaks');
  expect(await figureOf(out, 'stability-ward')).toContain('ARI of resamples');
  expect(await figureOf(out, 'scores')).toContain('Density peaks');
  expect(await figureOf(out, 'dimension')).toContain('Intrinsic dimension');
  expect(await figureOf(out, 'heatmap-after')).toContain('data:image/png;base64,');
});

test('NPY of doubles in columns, with labels by the number of the row', async ({
  browserName: _,
}, info) => {
  const all = await reference();
  const rows: number[][] = all.rows.slice(0, 60);
  const [file, labels] = [info.outputPath('x.npy'), info.outputPath('labels.csv')];
  await writeFile(file, fortranNpy(rows));
  await writeFile(labels, 'file,label\n3,Tips\n59,Tips\n4,\n700,Wires\n');
  const out = info.outputPath('out');
  const { code, errors } = await analyse(file, '--out', out, '--labels', labels);
  expect(code).toBe(0);
  expect(errors).toContain(
    '2 of the 3 labels of labels.csv were given; the first that fits no file here, or several alike, is that of 700.\n',
  );
  const alone =
    'The only label is Tips. Agreement needs two labels, so nmi.csv has a header and no rows.';
  expect(errors).toContain(`${alone}\n`);

  const features = readNpy(new Uint8Array(await readFile(join(out, 'features.npy'))));
  expect([features.rows, features.cols]).toEqual([60, 10]);
  expect(Array.from(features.data)).toEqual(rows.flat().map(Math.fround));
  const labelled = (await rowsOf(join(out, 'pictures.csv'))).filter(([, label]) => label !== '');
  expect(labelled.map(([name]) => name)).toEqual(['3', '59']);
  expect(await rowsOf(join(out, 'nmi.csv'))).toEqual([]);
  const run = await jsonOf(join(out, 'run.json'));
  expect(run.header).toBe(false);
  expect(run.labels).toEqual({ file: 'labels.csv', labels: 3, matched: 2, firstUnmatched: '700' });
  expect(run.notices).toContain(alone);
});

test('a folder gives one row a file, and the given labels go before the folders’', async ({
  browserName: _,
}, info) => {
  const folder = info.outputPath('lab');
  await writeLab(folder);
  await copyFile(join(folder, 'Tips', 'Tips1.png'), join(folder, 'Tips', 'twin.png'));
  await writeFile(join(folder, 'notes.doc'), 'no picture');
  const out = join(folder, 'out');
  await mkdir(out);
  await writeFile(join(out, 'pictures.csv'), 'file,label\nTips4.png,left by an earlier run\n');
  const [labels, recipe] = [info.outputPath('labels.csv'), info.outputPath('recipe.json')];
  await writeFile(labels, 'file,label\nTips/Tips2.png,Wires\nTips3.png,\ntwin.png,Powder\n');
  await writeFile(recipe, JSON.stringify({ autoencoder: { epochs: 5 }, cut: { k: 2 } }));
  const given = ['--labels', labels, '--recipe', recipe, '--seed', '7', '--backend', 'wasm'];
  const { code, errors } = await analyse(folder, '--out', out, ...given);
  expect(code).toBe(0);
  expect(errors).toMatch(/Taking features/);
  expect(errors).toContain('2 of the 2 labels of labels.csv were given.\n');

  const rows = await rowsOf(join(out, 'pictures.csv'));
  expect(rows).toHaveLength(10);
  const row = (name: string) => rows.find(([file]) => file?.endsWith(name));
  expect(row('Fibres1.png')?.slice(1)).toEqual(['Fibres', '96', '72', '']);
  expect(row('Tips1.png')?.[1]).toBe('Powder');
  expect(row('Tips2.png')?.[1]).toBe('Wires');
  expect(row('Tips3.png')?.[1]).toBe('Tips');
  expect(row('Tips4.png')?.[1]).toBe('Tips');
  expect(row('twin.png')?.[4]).toContain('lab/Tips/Tips1.png');
  expect(row('notes.doc')?.[4]).toContain('not a picture');
  const names = rows.filter(([, , width]) => width === '96').map(([file]) => file);
  const scales = await rowsOf(join(out, 'scales.csv'));
  expect(scales).toEqual(names.map((name) => [name, '', '', '', '', '', '']));
  const features = readNpy(new Uint8Array(await readFile(join(out, 'features.npy'))));
  const codes = readNpy(new Uint8Array(await readFile(join(out, 'codes.npy'))));
  expect([features.rows, codes.rows, codes.cols]).toEqual([8, 8, 10]);
  expect((await rowsOf(join(out, 'clusters.csv'))).map(([name]) => name)).toEqual(names);
  expect(await figureOf(out, 'loss')).toContain('mean squared error');

  const run = await jsonOf(join(out, 'run.json'));
  expect(run.seeds).toMatchObject({ shared: 7, autoencoder: 7, clustering: 7 });
  expect(run).toMatchObject({ files: 10, leftOut: 2, pictures: 8, header: null });
  expect(run.backend.name).toBe('wasm');
  expect(run.versions).toEqual({
    semscape: expect.stringMatching(/^\d+\.\d+\.\d+$/),
    tensorflow: expect.stringMatching(/^4\.\d+\.\d+$/),
    node: process.versions.node,
    chromium: expect.stringMatching(/^\d+\.[\d.]+$/),
  });
  expect(run.checkpoint.sha256).toMatch(/^[0-9a-f]{64}$/);
  const subset = await readSubset(join(out, 'subset.json'));
  const by = subset.pictures.map(({ label }) => label?.by);
  expect(by).toEqual([...Array(4).fill('folder'), 'person', 'person', 'folder', 'folder']);
});

test('real pictures correlate with their categories', async ({ browserName: _ }, info) => {
  test.skip(!existsSync(REAL), `${REAL} is absent: no real pictures to try`);
  const folder = info.outputPath('few');
  for (const category of ['Tips', 'Fibres', 'Biological']) {
    await mkdir(join(folder, category), { recursive: true });
    const names = (await readdir(join(REAL, category))).sort().slice(0, 4);
    for (const name of names) {
      await copyFile(join(REAL, category, name), join(folder, category, name));
    }
  }
  const out = info.outputPath('out');
  expect((await analyse(folder, '--out', out)).code).toBe(0);
  const { before } = await jsonOf(join(out, 'distances.json'));
  expect(before.correlation).toBeGreaterThan(0.2);
});
