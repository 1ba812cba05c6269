import { expect, test } from '@playwright/test';
import { expectNoNotice, exportSubset, showStage, waitForJobs, watchPage } from './journey.ts';
import { lookAtMap } from './map-steps.ts';
import { readSubset } from './subset-schema.ts';
import {
  downloadFigure,
  expectNothingLost,
  lookAtHeatmaps,
  nameCluster,
  readClusterFigures,
} from './whole-way-steps.ts';

test('the sample set goes the whole way, and all of it is there after a reload', async ({
  page,
}, info) => {
  const { strays, errors } = watchPage(page);
  await page.goto('/');

  await test.step('the first screen says what to do, and opens the sample set', async () => {
    await expect(page.getByRole('heading', { name: /^Drop a folder/ })).toBeVisible();
    await page.getByRole('button', { name: 'Open the sample set' }).click();
    await waitForJobs(page);
    await expect(page.getByRole('region', { name: 'Running jobs' })).toContainText('240 pictures');
    await expect(page.getByRole('region', { name: 'Running jobs' })).toContainText('10 labels');
    await expect(page.getByText('synthetic').first()).toBeVisible();
  });

  await test.step('scales are known from the generator', async () => {
    await showStage(page, 'Scale');
    await expect(page.getByRole('row', { name: /^Total/ })).toContainText('240');
  });

  await test.step('features, dimension, codes, distances and trees', async () => {
    await showStage(page, 'Features');
    await page.getByRole('button', { name: 'Run the whole way' }).click();
    await waitForJobs(page);
    await expectNoNotice(page);
    await expect(page.getByText('240 pictures × ')).toBeVisible();
    await expect(
      page.getByRole('img', { name: /Intrinsic dimension against sample size/ }),
    ).toBeVisible();
    await expect(page.getByRole('img', { name: /Loss against epoch/ })).toBeVisible();
    const { svg, csv } = await downloadFigure(page, 'intrinsic-dimension', info);
    expect(svg).toContain('Intrinsic dimension (coordinates)');
    const stages = csv
      .trimEnd()
      .split('\n')
      .slice(1)
      .map((line) => line.split(',')[0]);
    expect(new Set(stages)).toEqual(new Set(['features', 'codes']));
  });

  await test.step('heatmaps with their correlation', async () => {
    const [before, after] = await lookAtHeatmaps(page);
    expect(before).toBeGreaterThan(0.2);
    expect(after).toBeGreaterThan(0.1);
  });

  await test.step('a map', () => lookAtMap(page, info));

  await test.step('another cut, a named cluster, the tree and the decision graph', async () => {
    await nameCluster(page, 'my needles');
    const { svg, csv } = await downloadFigure(page, 'cluster-scores', info);
    for (const line of ['Single', 'Complete', 'Centroid', 'Ward', 'Density peaks', 'Good scenario'])
      expect(svg).toContain(line);
    expect(csv.match(/^ward,/gm)).toHaveLength(240);
    expect(csv.match(/^uniform,/gm)).toHaveLength(231);
    await readClusterFigures(page);
  });

  await test.step('a labelled subset by the published schema', async () => {
    await showStage(page, 'Export');
    const subset = await readSubset(await exportSubset(page, info));
    expect(subset.pictures).toHaveLength(240);
    expect(subset.labels).toHaveLength(10);
    expect(subset.pictures.every(({ synthetic }) => synthetic)).toBe(true);
    expect(subset.pictures.every(({ scale }) => scale?.source === 'generator')).toBe(true);
    const named = subset.pictures.filter(({ clusterPath }) =>
      clusterPath?.some(({ name }) => name === 'my needles'),
    );
    expect(named.length).toBeGreaterThan(0);
    expect(subset.checkpoint?.title).toBe('Inception-v3, photographs (bundled)');
  });

  await test.step('nothing is lost by a reload', async () => {
    await expectNothingLost(page, '240 pictures, 10 labels');
    await showStage(page, 'Map');
    await expect(page.getByText(/Nearest neighbours kept: \d+ %/)).toBeVisible();
  });

  expect(strays).toEqual([]);
  expect(errors).toEqual([]);
});
