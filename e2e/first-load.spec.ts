import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';

const BUDGET_BYTES = 300_000;

test('what the page needs before any worker starts is under 300 kB gzipped', async () => {
  const html = await readFile('dist/index.html', 'utf8');
  const linked = [...html.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, path]) => `dist${path}`);
  const files = await Promise.all(linked.map((path) => readFile(path)));
  const bytes = [Buffer.from(html), ...files].reduce((sum, f) => sum + gzipSync(f).length, 0);
  test.info().annotations.push({ type: 'first load', description: `${bytes} bytes gzipped` });
  console.log(`first load: ${linked.length + 1} files, ${bytes} bytes gzipped`);
  expect(linked.length).toBeGreaterThan(1);
  expect(bytes).toBeLessThan(BUDGET_BYTES);
});

test('the page is cross-origin isolated, and the networks run on threads', async ({ page }) => {
  const errors: string[] = [];
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  await page.goto('/');
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  await page.getByRole('button', { name: 'Open the sample set' }).click();
  await expect(page.getByRole('option').first()).toBeVisible({ timeout: 120_000 });
  await page
    .getByRole('navigation', { name: 'Stages' })
    .getByRole('button', { name: 'Features' })
    .click();
  const cores = await page.evaluate(() => navigator.hardwareConcurrency);
  const runsOn = cores > 1 ? `WebAssembly, ${cores} threads` : 'WebAssembly';
  await expect(page.getByText(runsOn, { exact: true })).toBeVisible({ timeout: 60_000 });
  expect(errors).toEqual([]);
});
