import { link, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { clearResults, isAmong, resultOver, resultsWithin, resultWriter } from './results.mjs';

let folder: string;
let out: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'semscape-results-'));
  out = join(folder, 'lab', 'out');
  await mkdir(join(out, 'figures'), { recursive: true });
});

afterEach(() => rm(folder, { recursive: true }));

test('a file that a result would go over is known by whatever way it is named', async () => {
  const file = join(out, 'features.npy');
  await writeFile(file, '');
  const [soft, hard, other] = ['soft', 'hard', 'other'].map((name) => join(folder, name));
  await symlink(file, soft);
  await link(file, hard);
  await writeFile(other, '');
  expect(await resultOver(out, file)).toBe('features.npy');
  expect(await resultOver(join(out, '..', 'out'), soft)).toBe('features.npy');
  expect(await resultOver(out, hard)).toBe('features.npy');
  expect(await resultOver(out, other)).toBeUndefined();
  expect(await resultOver(join(folder, 'new'), file)).toBeUndefined();
});

test('results may lie in a folder of pictures, but not among them', async () => {
  await symlink(out, join(folder, 'link'));
  expect(await isAmong(out, join(folder, 'link'))).toBe(true);
  expect(await isAmong(out, join(out, 'figures'))).toBe(true);
  expect(await isAmong(out, join(folder, 'lab'))).toBe(false);
  expect(await resultsWithin(out, join(folder, 'lab'))).toEqual(
    expect.arrayContaining(['lab/out/pictures.csv', 'lab/out/figures/map.svg']),
  );
  expect(await resultsWithin(join(folder, 'lab'), out)).toEqual([]);
});

test('clearing takes results away and nothing else', async () => {
  for (const name of ['nmi.csv', 'codes.npy.part', 'figures/map.svg', 'own.csv']) {
    await writeFile(join(out, name), 'old');
  }
  await clearResults(out);
  expect((await readdir(out, { recursive: true })).sort()).toEqual(['figures', 'own.csv']);
});

test('a file comes in pieces, and takes its place once it is whole', async () => {
  for (const name of ['nmi.csv', 'nmi.csv.part']) await writeFile(join(out, name), 'old');
  const { write, finish } = resultWriter(out);
  for (const piece of ['method,', 'k\n']) {
    await write('nmi.csv', Buffer.from(piece).toString('base64'));
    expect(await readFile(join(out, 'nmi.csv'), 'utf8')).toBe('old');
  }
  await finish('nmi.csv');
  expect((await readdir(out)).sort()).toEqual(['figures', 'nmi.csv']);
  expect(await readFile(join(out, 'nmi.csv'), 'utf8')).toBe('method,k\n');
  await expect(write('../own.csv', '')).rejects.toThrow(RangeError);
});

test('of a run that is broken off what is whole stays', async () => {
  const { write, finish, discard } = resultWriter(out);
  await write('nmi.csv', '');
  await finish('nmi.csv');
  await write('features.npy', 'AAAA');
  await discard();
  expect((await readdir(out)).sort()).toEqual(['figures', 'nmi.csv']);
});
