import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { encode } from 'fast-png';
import { parseCsv } from '../src/core/export/csv.ts';
import { readNpy } from '../src/core/export/npy.ts';
import { readSubset } from './subset-schema.ts';

const REAL = '../shared/data/sem';

interface Ended {
  readonly code: number | null;
  readonly errors: string;
}

function analyse(...args: readonly string[]): Promise<Ended> {
  return new Promise((settle) => {
    const child = spawn(process.execPath, ['scripts/analyse.mjs', ...args]);
    let errors = '';
    child.stderr.on('data', (piece) => {
      errors += String(piece);
    });
    child.on('close', (code) => settle({ code, errors }));
  });
}

/** All but the header. */
async function rowsOf(file: string): Promise<(readonly string[])[]> {
  const rows = parseCsv(await readFile(file, 'utf8'), 'bad-features');
  return [...rows].slice(1).map(({ cells }) => cells);
}

const jsonOf = async (file: string) => JSON.parse(await readFile(file, 'utf8'));

async function reference() {
  const { x, y, d, linkage } = await jsonOf('src/core/reference/semsyn_1000.json');
  const rows = (y as number[]).map((_, i) => (x as number[]).slice(i * d, (i + 1) * d));
  return { rows, classes: y as number[], linkage };
}

/** Grain as fine as `step` says. */
function grain(step: number, seed: number): Uint8Array {
  const data = Uint8Array.from({ length: 96 * 72 }, (_, i) => {
    const [row, column] = [Math.floor(i / 96), i % 96];
    return (Math.floor(row / step) * 37 + Math.floor(column / step) * 101 * seed) % 251;
  });
  return encode({ width: 96, height: 72, data, channels: 1 });
}

test('the trees of a features file are the reference trees of that file', async ({
  browserName: _,
}, info) => {
  const { rows, classes, linkage } = await reference();
  const file = info.outputPath('codes.csv');
  const lines = rows.map((row, i) => [i < 600 ? `class ${classes[i]}` : '', ...row].join(','));
  await writeFile(file, `label,${rows[0]?.map((__, c) => `f${c}`)}\n${lines.join('\n')}\n`);
  const out = info.outputPath('out');
  expect(await analyse(file, '--out', out)).toEqual({ code: 0, errors: expect.any(String) });

  for (const method of ['single', 'complete', 'centroid', 'ward']) {
    const heights = (await rowsOf(join(out, `tree-${method}.csv`))).map((row) => Number(row[2]));
    const expected: number[] = linkage[method].heights;
    const worst = Math.max(...heights.map((h, i) => Math.abs(h / (expected[i] ?? 0) - 1)));
    expect(heights).toHaveLength(999);
    expect(worst, method).toBeLessThan(1e-9);
  }
  const codes = readNpy(new Uint8Array(await readFile(join(out, 'codes.npy'))));
  expect(Array.from(codes.data)).toEqual(rows.flat().map(Math.fround));

  const curve = (await rowsOf(join(out, 'nmi.csv'))).map(([method]) => method);
  const names = ['single', 'complete', 'centroid', 'ward', 'density-peaks', 'good', 'uniform'];
  expect([...new Set(curve)]).toEqual(names);
  expect(curve.filter((method) => method === 'ward')).toHaveLength(1000);
  const clusters = await rowsOf(join(out, 'clusters.csv'));
  expect(new Set(clusters.map(([, cluster]) => cluster)).size).toBe(10);
  const map = await rowsOf(join(out, 'map.csv'));
  expect(map).toHaveLength(1000);
  expect(map.flat().slice(1, 3).map(Number).every(Number.isFinite)).toBe(true);
  const run = await jsonOf(join(out, 'run.json'));
  expect(run).toMatchObject({ pictures: 1000, autoencoder: null, backend: null });
  expect(await readdir(join(out, 'figures'))).toEqual(
    expect.arrayContaining([
      'dendrogram.svg',
      'dimension.svg',
      'heatmap-after.svg',
      'map.svg',
      'scores.svg',
    ]),
  );
});

test('a folder gives one row a file, and the given labels go before the folders’', async ({
  browserName: _,
}, info) => {
  const folder = info.outputPath('lab');
  for (const [category, step] of [
    ['Tips', 3],
    ['Fibres', 11],
  ] as const) {
    await mkdir(join(folder, category), { recursive: true });
    for (const i of [1, 2, 3, 4]) {
      await writeFile(join(folder, category, `${category}${i}.png`), grain(step, i));
    }
  }
  await copyFile(join(folder, 'Tips', 'Tips1.png'), join(folder, 'Tips', 'twin.png'));
  await writeFile(join(folder, 'notes.doc'), 'no picture');
  const [labels, recipe] = [info.outputPath('labels.csv'), info.outputPath('recipe.json')];
  await writeFile(labels, 'file,label\nTips/Tips2.png,Wires\nTips3.png,\n');
  await writeFile(recipe, JSON.stringify({ autoencoder: { epochs: 5 }, cut: { k: 2 } }));
  const out = info.outputPath('out');
  const given = ['--labels', labels, '--recipe', recipe, '--seed', '7', '--backend', 'wasm'];
  expect(await analyse(folder, '--out', out, ...given)).toEqual({
    code: 0,
    errors: expect.stringMatching(/Taking features/),
  });

  const rows = await rowsOf(join(out, 'pictures.csv'));
  expect(rows).toHaveLength(10);
  const row = (name: string) => rows.find(([file]) => file?.endsWith(name));
  expect(row('Fibres1.png')?.slice(1)).toEqual(['Fibres', '96', '72', '']);
  expect(row('Tips2.png')?.[1]).toBe('Wires');
  expect(row('Tips3.png')?.[1]).toBe('');
  expect(row('twin.png')?.[4]).toContain('lab/Tips/Tips1.png');
  expect(row('notes.doc')?.[4]).toContain('not a picture');
  const features = readNpy(new Uint8Array(await readFile(join(out, 'features.npy'))));
  const codes = readNpy(new Uint8Array(await readFile(join(out, 'codes.npy'))));
  expect([features.rows, codes.rows, codes.cols]).toEqual([8, 8, 10]);
  expect(await rowsOf(join(out, 'clusters.csv'))).toHaveLength(8);
  const run = await jsonOf(join(out, 'run.json'));
  expect(run.seeds).toMatchObject({ shared: 7, autoencoder: 7, clustering: 7 });
  expect(run.backend.name).toBe('wasm');
  expect(run.checkpoint.sha256).toMatch(/^[0-9a-f]{64}$/);
  const subset = await readSubset(join(out, 'subset.json'));
  expect(subset.pictures.map(({ label }) => label?.by ?? null)).toEqual([
    ...Array(4).fill('folder'),
    'folder',
    'person',
    null,
    'folder',
  ]);
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

test('what can’t be used ends with 2 and one sentence', async ({ browserName: _ }, info) => {
  const file = info.outputPath('features.csv');
  await writeFile(file, 'a,b\n1,2\n3,nan\n');
  const out = info.outputPath('out');
  const cases: (readonly [args: readonly string[], says: RegExp])[] = [
    [[file, '--out', out], /^Line 3, column 2 of the features file is nan\b.*\n$/m],
    [[info.outputPath('nowhere'), '--out', out], /^There is no folder or features file .*\n$/],
    [[file, '--out', file], /^Nothing can be written to the folder .*\n$/],
    [[file, '--out', out, '--frobnicate'], /^Unknown option '--frobnicate'.*\n$/],
    [[file], /^Say where the results go.*\n$/],
  ];
  for (const [args, says] of cases) {
    const { code, errors } = await analyse(...args);
    expect(errors).toMatch(says);
    expect(code).toBe(2);
  }
});
