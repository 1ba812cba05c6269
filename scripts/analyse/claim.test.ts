import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { claimFolder, inTurn } from './claim.mjs';

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

test('what no two may do at once is done in turn, and goes on after a failure', async () => {
  const order: string[] = [];
  const work = (name: string) => async () => {
    order.push(`${name} begins`);
    await new Promise((settle) => setImmediate(settle));
    order.push(`${name} ends`);
    if (name === 'a') throw new Error('a fails');
  };
  const all = ['a', 'b', 'c'].map((name) => inTurn(join(out, 'turn'), work(name)));
  const results = await Promise.allSettled(all);
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
  expect(order.map((line) => line.slice(2))).toEqual(Array(3).fill(['begins', 'ends']).flat());
  expect(await readdir(out)).toEqual([]);
});

test('what a killed run left is taken over', async () => {
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  await writeFile(join(out, '.semscape-run'), String(pid));
  const giveBack = await claimFolder(out);
  expect(await readFile(join(out, '.semscape-run'), 'utf8')).toBe(String(process.pid));
  await giveBack();
});

test('a file that nobody came to sign is taken over after a while', async () => {
  const file = join(out, '.semscape-run');
  await writeFile(file, '');
  await expect(claimFolder(out)).rejects.toThrow('Another run');
  const longAgo = new Date(Date.now() - 60_000);
  await utimes(file, longAgo, longAgo);
  await (await claimFolder(out))();
  expect(await readdir(out)).toEqual([]);
});
