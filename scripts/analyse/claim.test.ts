import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { claimFolder } from './claim.mjs';

let out: string;

beforeEach(async () => {
  out = await mkdtemp(join(tmpdir(), 'semscape-claim-'));
});

afterEach(() => rm(out, { recursive: true }));

test('a folder is one run’s until it is given back', async () => {
  const giveBack = await claimFolder(out);
  await expect(claimFolder(out)).rejects.toThrow(/^Another run writes its results to .*\.$/);
  await giveBack();
  expect(await readdir(out)).toEqual([]);
  await (await claimFolder(out))();
});

test('what a killed run left is taken over', async () => {
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  await writeFile(join(out, '.semscape-run'), String(pid));
  const giveBack = await claimFolder(out);
  expect(await readFile(join(out, '.semscape-run'), 'utf8')).toBe(String(process.pid));
  await giveBack();
});
