import { existsSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { addFolder, choose, showStage, waitForJobs, watchPage } from './journey.ts';

const FOLDER = '../shared/data/sem/Nanowires';

test.skip(!existsSync(FOLDER), `${FOLDER} is absent: no printed scales to read`);

test('printed scales are read, reviewed, corrected, and make the working subset', async ({
  page,
}) => {
  const { strays, errors } = watchPage(page);
  await page.goto('/');
  await addFolder(page, FOLDER);
  await waitForJobs(page);

  await showStage(page, 'Scale');
  await expect(page.getByRole('row', { name: /^10 µm/ })).toContainText('6');

  const review = page.getByRole('tab', { name: /^To review/ });
  await review.click();
  const before = await review.textContent();
  const answer = page.getByRole('textbox', { name: 'Printed scale' });
  await expect(answer).toBeFocused();
  await answer.fill('2 um');
  await page.keyboard.press('Enter');
  await expect(review).not.toHaveText(before ?? '');

  await page.getByRole('tab', { name: 'Scales by category' }).click();
  await expect(page.getByRole('row', { name: /^2 µm/ })).toContainText('1');

  await page.getByRole('tab', { name: 'Working subset' }).click();
  await choose(page, 'Features are taken from', 'Printed scale');
  await expect(page.getByText('1 picture of 1 µm to 2 µm.')).toBeVisible();

  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText('0 pictures of 1 µm to 2 µm.')).toBeVisible();
  await page.keyboard.press('Control+Shift+Z');
  await page.reload();
  await showStage(page, 'Scale');
  await page.getByRole('tab', { name: 'Working subset' }).click();
  await expect(page.getByText('1 picture of 1 µm to 2 µm.')).toBeVisible();

  expect(strays).toEqual([]);
  expect(errors).toEqual([]);
});

test('features at the same scale are those of the pictures whose pixel size is known', async ({
  page,
}) => {
  const { strays, errors } = watchPage(page);
  await page.goto('/');
  await addFolder(page, FOLDER);
  await waitForJobs(page);

  await showStage(page, 'Features');
  await choose(page, 'Pictures become square', /^At the same scale/);
  await expect(page.getByText('1 picture without a pixel size is left out.')).toBeVisible();
  await page.getByRole('button', { name: 'Take features' }).click();
  await waitForJobs(page);
  await expect(page.getByText('6 pictures × ')).toBeVisible();

  expect(strays).toEqual([]);
  expect(errors).toEqual([]);
});

test('scales that a closed tab left unread are read at the next visit', async ({
  page,
  context,
}) => {
  await page.route('**/*.traineddata.gz', () => {});
  await page.goto('/');
  await addFolder(page, FOLDER);
  const jobs = page.getByRole('region', { name: 'Running jobs' });
  await expect(jobs).toContainText('Reading scales');
  await page.close();

  const later = await context.newPage();
  const { strays, errors } = watchPage(later);
  await later.goto('/');
  await expect(later.getByRole('region', { name: 'Running jobs' })).toContainText('7 pictures');
  await waitForJobs(later);
  await showStage(later, 'Scale');
  await expect(later.getByRole('row', { name: /^10 µm/ })).toContainText('6');

  expect(strays).toEqual([]);
  expect(errors).toEqual([]);
});
