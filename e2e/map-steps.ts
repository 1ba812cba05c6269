import { readFile } from 'node:fs/promises';
import { expect, type Page, type TestInfo, test } from '@playwright/test';
import { choose, showStage, waitForJobs } from './journey.ts';

const map = (page: Page) => page.getByRole('application', { name: /^Map of 240 pictures/ });
const legend = (page: Page, title: string) =>
  page.getByRole('region', { name: `Legend: ${title}`, exact: true });
const selected = (page: Page) => page.getByRole('heading', { name: /pictures? selected$/ });

/** Draws round everything. */
async function lassoAll(page: Page): Promise<void> {
  const box = await map(page).boundingBox();
  if (!box) throw new Error('the map has no place on the page');
  const corners = [
    [2, 2],
    [box.width - 2, 2],
    [box.width - 2, box.height - 2],
    [2, box.height - 2],
  ] as const;
  await page.mouse.move(box.x + 2, box.y + 2);
  await page.mouse.down();
  for (const [x, y] of corners) await page.mouse.move(box.x + x, box.y + y, { steps: 3 });
  await page.mouse.up();
}

/** Looks at the sample set's map, whose codes are there, in every way that does not change the project. */
export async function lookAtMap(page: Page, info: TestInfo): Promise<void> {
  await showStage(page, 'Map');
  await waitForJobs(page);
  await expect(page.getByText(/Nearest neighbours kept: \d+ %/)).toBeVisible();

  await test.step('labels, then scales, with how many pictures have each', async () => {
    await expect(legend(page, 'Label').getByRole('button', { name: 'Tips 24' })).toBeVisible();
    await choose(page, 'Colour by', /^Printed scale/);
    const bins = legend(page, 'Printed scale').getByRole('listitem');
    await expect(bins.first()).toContainText(' to ');
    const counts = (await bins.allTextContents()).map((text) => Number(/\d+$/.exec(text)?.[0]));
    expect(counts.reduce((a, b) => a + b)).toBe(240);
  });

  await test.step('an entry of the legend can be looked at alone, and selected', async () => {
    await choose(page, 'Colour by', /^Label/);
    await legend(page, 'Label').getByRole('button', { name: 'Tips 24' }).click();
    await legend(page, 'Label').getByRole('button', { name: 'Select 24' }).click();
    await expect(selected(page)).toHaveText('24 pictures selected');
    await legend(page, 'Label').getByRole('button', { name: 'Show all' }).click();
  });

  await test.step('a lasso selects what it surrounds', async () => {
    await page.getByRole('button', { name: /^Lasso/ }).click();
    await lassoAll(page);
    await expect(selected(page)).toHaveText('240 pictures selected');
    await page.getByRole('button', { name: 'Clear' }).click();
    await expect(selected(page)).toHaveCount(0);
    await page.getByRole('button', { name: 'Move the map' }).click();
  });

  await test.step('pictures take the place of dots, and move with the map', async () => {
    const pictures = map(page).locator('img');
    await choose(page, 'Pictures', /^Always/);
    await expect.poll(() => pictures.count()).toBeGreaterThan(10);
    expect(await pictures.count()).toBeLessThanOrEqual(150);
    const first = pictures.first();
    const before = await first.boundingBox();
    await map(page).hover();
    await page.mouse.down();
    await page.mouse.move(700, 400, { steps: 3 });
    await page.mouse.up();
    await expect.poll(() => first.boundingBox()).not.toEqual(before);
    await page.getByRole('button', { name: 'Show all' }).click();
    await choose(page, 'Pictures', /^Dots only/);
    await expect(pictures).toHaveCount(0);
  });

  await test.step('by keyboard: the picture nearest to the middle is opened', async () => {
    await map(page).focus();
    await page.keyboard.press('+');
    await page.keyboard.press('Enter');
    await expect(selected(page)).toHaveText('1 picture selected');
    await page.keyboard.press('Escape');
  });

  await test.step('its places go out as a table', async () => {
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download map as CSV' }).click();
    const file = info.outputPath('map.csv');
    await (await download).saveAs(file);
    const lines = (await readFile(file, 'utf8')).trim().split('\n');
    expect(lines[0]).toBe('file,x,y');
    expect(lines).toHaveLength(241);
  });

  await test.step('PCA says how much of the variance it shows', async () => {
    await choose(page, 'Layout', /^PCA/);
    await expect(page.getByText(/Across: \d+ % of the variance/)).toBeVisible();
  });
  await choose(page, 'Layout', /^UMAP/);
}
