import { expect, type Page, test } from '@playwright/test';
import {
  addFolder,
  expectNoNotice,
  showStage,
  waitForJobs,
  waitUntilSaved,
  watchPage,
} from './journey.ts';
import { fillFolder, shownPictures } from './noise-folder.ts';

const FILES = 96;

const cancelOf = (page: Page, job: string) => page.getByRole('button', { name: `Cancel: ${job}` });

/** The share of a job that is done, as it is shown. */
async function done(page: Page, job: string): Promise<number> {
  const bar = page.getByRole('progressbar', { name: job });
  if ((await bar.count()) === 0) return 0;
  return Number((await bar.getAttribute('value')) ?? 0);
}

async function choose(page: Page, choice: string, option: string | RegExp): Promise<void> {
  await page.getByRole('combobox', { name: choice }).click();
  await page.getByRole('option', { name: option }).click();
}

async function takeFeaturesFrom(page: Page, endpoint: string): Promise<void> {
  await choose(page, 'Features from', new RegExp(`^${endpoint}\\b`));
  await page.getByRole('button', { name: 'Take features' }).click();
}

test('what is cancelled half-way keeps what was done, takes nothing back, and can be run again', async ({
  page,
}, info) => {
  const { errors } = watchPage(page);
  const folder = info.outputPath('lab');
  await fillFolder(folder, FILES);
  await page.goto('/');

  await test.step('an import: what was read stays, and the rest is added later', async () => {
    await addFolder(page, folder);
    await expect.poll(() => shownPictures(page), { intervals: [20] }).toBeGreaterThan(10);
    await cancelOf(page, 'Importing pictures').click();
    await expect(page.getByRole('progressbar', { name: 'Importing pictures' })).toHaveCount(0);
    await waitForJobs(page);
    await expectNoNotice(page);
    const kept = await shownPictures(page);
    expect(kept).toBeGreaterThan(10);
    expect(kept).toBeLessThan(FILES);
    await waitUntilSaved(page);
    await page.reload();
    await waitForJobs(page);
    expect(await shownPictures(page)).toBe(kept);
    await expectNoNotice(page);

    await addFolder(page, folder);
    await waitForJobs(page);
    expect(await shownPictures(page)).toBe(FILES);
    await expect(page.getByText(`${kept} of these files were here already`)).toBeVisible();
  });

  await test.step('features: earlier ones stay, and a second run goes on', async () => {
    await showStage(page, 'Features');
    await choose(page, 'Input size', '107 × 107 px');
    await takeFeaturesFrom(page, 'mixed1');
    await waitForJobs(page);
    const taken = page.getByText(`${FILES} pictures × `);
    const earlier = await taken.innerText();

    await choose(page, 'Input size', '299 × 299 px');
    await takeFeaturesFrom(page, 'mixed7');
    const job = 'Taking features';
    await expect.poll(() => done(page, job), { intervals: [20] }).toBeGreaterThan(0.1);
    await cancelOf(page, job).click();
    await waitForJobs(page);
    await expect(taken).toHaveText(earlier);

    await page.getByRole('button', { name: 'Take features' }).click();
    const line = page.getByRole('region', { name: 'Running jobs' });
    await expect(line).toContainText(/ of (16|32|48|64|80),/);
    await waitForJobs(page);
    expect(await taken.innerText()).toMatch(/^96 pictures × \d+$/);
    expect(await taken.innerText()).not.toBe(earlier);
  });
  expect(errors).toEqual([]);
});
