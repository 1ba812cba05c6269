import { existsSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import {
  addFolder,
  expectNoNotice,
  pictures,
  showStage,
  waitForJobs,
  watchPage,
} from './journey.ts';
import {
  expectNothingLost,
  exportCluster,
  lookAtHeatmaps,
  nameCluster,
} from './whole-way-steps.ts';

const FOLDER = '../shared/data/sem';

test.skip(!existsSync(FOLDER), `${FOLDER} is absent: no real pictures to try`);

test('real pictures of five vendors go the whole way, and all of it is there after a reload', async ({
  page,
}, info) => {
  const { strays, errors } = watchPage(page);
  const line = page.getByRole('region', { name: 'Running jobs' });
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  await page.goto('/');

  await test.step('pictures, labels, and what the microscope wrote', async () => {
    await addFolder(page, FOLDER);
    await waitForJobs(page);
    await expect(line).toContainText('101 pictures');
    await expect(line).toContainText('10 labels');
    await expect(line).not.toContainText('not read');
    await pictures(page).nth(7).click();
    await expect(inspector).toContainText('FEI / Thermo Fisher, Versa 3D');
    await expect(inspector).toContainText('135 nm');
    await page.keyboard.press('Escape');
  });

  await test.step('features, dimension, codes, distances and trees', async () => {
    await showStage(page, 'Features');
    await page.getByRole('button', { name: 'Run the whole way' }).click();
    await waitForJobs(page);
    await expectNoNotice(page);
  });

  await test.step('heatmaps, and features that tell categories apart', async () => {
    const [before, after] = await lookAtHeatmaps(page);
    expect(before).toBeGreaterThan(0.2);
    expect(after).toBeGreaterThan(0);
  });

  const size = await test.step('another cut, and a name', () => nameCluster(page, 'my surfaces'));

  await test.step('the named cluster as a labelled subset', async () => {
    const subset = await exportCluster(page, 'my surfaces', info);
    expect(subset.pictures).toHaveLength(size);
    expect(size).toBeLessThan(101);
    const named = subset.pictures.filter(({ clusterPath }) =>
      clusterPath?.some((step) => step.name === 'my surfaces'),
    );
    expect(named).toHaveLength(size);
    const sources = new Set(subset.pictures.map(({ scale }) => scale?.source));
    expect(sources).toContain('vendor-metadata');
  });

  await test.step('nothing is lost by a reload', async () => {
    await expectNothingLost(page, '101 pictures, 10 labels');
  });

  expect(strays).toEqual([]);
  expect(errors).toEqual([]);
});
