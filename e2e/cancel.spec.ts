import { expect, type Page, test } from '@playwright/test';
import {
  addFolder,
  choose,
  countPictures,
  expectNoNotice,
  expectPictures,
  showStage,
  waitForJobs,
  waitUntilSaved,
  watchPage,
} from './journey.ts';
import { fillFolder } from './noise-folder.ts';

const cancelOf = (page: Page, job: string) => page.getByRole('button', { name: `Cancel: ${job}` });

/** The share of a job that is done, as it is shown. */
async function done(page: Page, job: string): Promise<number> {
  const bar = page.getByRole('progressbar', { name: job });
  if ((await bar.count()) === 0) return 0;
  return Number((await bar.getAttribute('value')) ?? 0);
}

async function takeFeaturesFrom(page: Page, endpoint: string): Promise<void> {
  await choose(page, 'Features from', new RegExp(`^${endpoint}\\b`));
  await page.getByRole('button', { name: 'Take features' }).click();
}

test('an import that is cancelled half-way keeps what was read, and the rest is added later', async ({
  page,
}, info) => {
  const { errors } = watchPage(page);
  const folder = info.outputPath('lab');
  const files = 400;
  await fillFolder(folder, files);
  await page.goto('/');
  await addFolder(page, folder);
  await expect.poll(() => countPictures(page), { intervals: [20] }).toBeGreaterThan(10);
  await cancelOf(page, 'Importing pictures').click();
  await expect(page.getByRole('progressbar', { name: 'Importing pictures' })).toHaveCount(0);
  await waitForJobs(page);
  await expectNoNotice(page);
  const kept = await countPictures(page);
  expect(kept).toBeGreaterThan(10);
  expect(kept).toBeLessThan(files);
  await waitUntilSaved(page);
  await page.reload();
  await waitForJobs(page);
  expect(await countPictures(page)).toBe(kept);
  await expectNoNotice(page);

  await addFolder(page, folder);
  await expect(page.getByText(`${kept} of these files were here already`)).toBeVisible({
    timeout: 120_000,
  });
  await waitForJobs(page);
  await expectPictures(page, files);
  expect(errors).toEqual([]);
});

test('features that are cancelled half-way leave the earlier ones, and a second run goes on', async ({
  page,
}, info) => {
  const { errors } = watchPage(page);
  const folder = info.outputPath('lab');
  await fillFolder(folder, 96);
  await page.goto('/');
  await addFolder(page, folder);
  await expectPictures(page, 96, 120_000);
  await waitForJobs(page);

  await showStage(page, 'Features');
  await choose(page, 'Input size', '107 × 107 px');
  await takeFeaturesFrom(page, 'mixed1');
  const taken = page.getByText('96 pictures × ');
  await expect(taken).toBeVisible({ timeout: 120_000 });
  await waitForJobs(page);
  const earlier = await taken.innerText();

  await choose(page, 'Input size', '299 × 299 px');
  await takeFeaturesFrom(page, 'mixed7');
  const job = 'Taking features';
  await expect
    .poll(() => done(page, job), { intervals: [20], timeout: 120_000 })
    .toBeGreaterThan(0.1);
  await cancelOf(page, job).click();
  await waitForJobs(page);
  await expect(taken).toHaveText(earlier);

  await page.getByRole('button', { name: 'Take features' }).click();
  const line = page.getByRole('region', { name: 'Running jobs' });
  await expect(line).toContainText(/ of (16|32|48|64|80),/);
  await waitForJobs(page);
  await expect(taken).not.toHaveText(earlier);
  expect(await taken.innerText()).toMatch(/^96 pictures × \d+$/);
  expect(errors).toEqual([]);
});
