import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { analyse, beginAnalysis, fortranNpy, writeLab } from './analyse-steps.ts';

/** What it said beside its progress, which is no sentence. */
const sentencesOf = (errors: string) => errors.split('\n').filter((line) => line.endsWith('.'));

test('what can’t be used ends with 2 and one sentence, and an earlier run’s results stand', async ({
  browserName: _,
}, info) => {
  const written = async (name: string, text: string) => {
    const file = info.outputPath(name);
    await writeFile(file, text);
    return file;
  };
  const broken = await written('broken.csv', '1,2\n3,nan\n');
  const table = await written('table.csv', '1,2\n3,4\n5,7\n');
  const recipe = await written('recipe.json', '{"cut": {"k": "ten"}}');
  const labels = await written('labels.csv', 'file,label\nnowhere.png,Tips\n');
  const empty = info.outputPath('empty');
  await mkdir(empty);
  const cases: (readonly [args: readonly string[], says: RegExp])[] = [
    [[broken], /^Line 2, column 2 of the features file is nan\b.*\.$/],
    [[table, '--recipe', recipe], /cut\.k.*\.$/],
    [[table, '--labels', labels], /^No line of the labels file .* its first names nowhere\.png\.$/],
    [[empty], /^The folder holds no picture that can be read\.$/],
    [[table, '--backend', 'cuda'], /^--backend is "cuda", but must be one of webgpu, wasm, cpu\.$/],
    [[info.outputPath('nowhere')], /^There is no folder or features file .*\.$/],
    [[table, '--frobnicate'], /^Unknown option '--frobnicate'.*\.$/],
    [[table, '--seed', '-1'], /--seed.*\.$/],
  ];
  const check = async (args: readonly string[], says: RegExp) => {
    const { code, errors } = await analyse(...args);
    expect(sentencesOf(errors)).toEqual([expect.stringMatching(says)]);
    expect(errors).toMatch(/\.\n$/);
    expect(code).toBe(2);
  };
  await Promise.all([
    ...cases.map(async ([args, says], i) => {
      const out = info.outputPath(`out${i}`);
      await mkdir(out);
      await writeFile(join(out, 'nmi.csv'), 'of an earlier run');
      await check([...args, '--out', out], says);
      const left = await readdir(out, { recursive: true });
      expect(left.filter((name) => name !== 'figures')).toEqual(['nmi.csv']);
      expect(await readFile(join(out, 'nmi.csv'), 'utf8')).toBe('of an earlier run');
    }),
    check([table, '--out', info.outputPath('few')], /^Clustering needs at least 4 pictures\b.*\.$/),
    check([table], /^Say where the results go: --out <folder>\.$/),
    check([table, '--out', table], /^Nothing can be written to the folder \S+ \(\w+\)\.$/),
  ]);
});

test('what is read is never written over', async ({ browserName: _ }, info) => {
  const [same, out] = [info.outputPath('same'), info.outputPath('out')];
  for (const folder of [same, out]) await mkdir(folder);
  const file = join(same, 'features.npy');
  const bytes = fortranNpy([
    [1, 2],
    [3, 4],
  ]);
  await writeFile(file, bytes);
  const labels = join(out, 'pictures.csv');
  await writeFile(labels, 'file,label\n0,Tips\n');
  const lab = info.outputPath('lab');
  await writeLab(lab);
  const cases: (readonly [args: readonly string[], says: string])[] = [
    [[file, '--out', same], `The result features.npy would be written over ${file}.`],
    [[file, '--out', out, '--labels', labels], 'The result pictures.csv would be written over'],
    [[file, '--out', out, '--recipe', labels], 'The result pictures.csv would be written over'],
    [[lab, '--out', lab], `The results would lie among the pictures of ${lab}.`],
  ];
  for (const [args, says] of cases) {
    const { code, errors } = await analyse(...args);
    expect([code, sentencesOf(errors)]).toEqual([2, [expect.stringContaining(says)]]);
  }
  expect(await readFile(file)).toEqual(bytes);
  expect(await readdir(same)).toEqual(['features.npy']);
  expect(await readdir(lab)).toEqual(['Fibres', 'Tips']);
});

test('a run that is broken off claims nothing, and no other writes to its folder meanwhile', async ({
  browserName: _,
}, info) => {
  const file = info.outputPath('many.npy');
  const row = (i: number) => Array.from({ length: 10 }, (_, c) => Math.sin(i * (c + 1) * 12.9898));
  await writeFile(file, fortranNpy(Array.from({ length: 12_000 }, (_, i) => row(i))));
  const out = info.outputPath('out');
  await mkdir(out);
  await writeFile(join(out, 'run.json'), 'of an earlier run');
  const run = beginAnalysis(file, '--out', out);
  await run.said('Growing trees');
  const second = await analyse(file, '--out', out);
  expect(second.code).toBe(2);
  expect(sentencesOf(second.errors)).toEqual([
    expect.stringMatching(/^Another run writes its results to \S+\. Wait .*\.$/),
  ]);
  run.stop();
  const { code, errors } = await run.ended;
  expect(code).toBe(130);
  expect(sentencesOf(errors).at(-1)).toMatch(/^Stopped before its end\..*\.$/);
  expect((await readdir(out, { recursive: true })).sort()).toEqual(['figures', 'pictures.csv']);
});
