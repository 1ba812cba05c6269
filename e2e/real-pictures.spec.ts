import { existsSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import {
  addFolder,
  expectNoNotice,
  exportSubset,
  showStage,
  waitForJobs,
  watchPage,
} from './journey.ts';
import { readSubset } from './subset-schema.ts';

const FOLDER = '../shared/data/sem';

test.skip(!existsSync(FOLDER), `${FOLDER} is absent: no real pictures to try`);

test('real pictures of five vendors go the whole way', async ({ page }, info) => {
  const { strays, errors } = watchPage(page);
  await page.goto('/');
  await addFolder(page, FOLDER);
  await waitForJobs(page);
  const line = page.getByRole('region', { name: 'Running jobs' });
  await expect(line).toContainText('101 pictures');
  await expect(line).toContainText('10 labels');
  await expect(line).not.toContainText('not read');

  await page.getByRole('option').nth(7).click();
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  await expect(inspector).toContainText('FEI / Thermo Fisher, Versa 3D');
  await expect(inspector).toContainText('135 nm');

  await showStage(page, 'Features');
  await page.getByRole('button', { name: 'Run the whole way' }).click();
  await waitForJobs(page);
  await expectNoNotice(page);

  await showStage(page, 'Distances');
  const summary = await page.getByText(/pictures compared/).textContent();
  const [before = 0] = [...(summary ?? '').matchAll(/-?\d\.\d{3}/g)].map(([r]) => Number(r));
  expect(before).toBeGreaterThan(0.2);

  await showStage(page, 'Export');
  const subset = await readSubset(await exportSubset(page, info));
  expect(subset.pictures).toHaveLength(101);
  const fromMetadata = subset.pictures.filter(({ scale }) => scale?.source === 'vendor-metadata');
  expect(fromMetadata.length).toBeGreaterThanOrEqual(20);
  expect(subset.pictures.every(({ clusterPath }) => (clusterPath?.length ?? 0) > 0)).toBe(true);

  expect(strays).toEqual([]);
  expect(errors).toEqual([]);
});
