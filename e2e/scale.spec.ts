import { existsSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { addFolder, showStage, waitForJobs, watchPage } from './journey.ts';

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
  await page.getByRole('textbox', { name: 'Printed scale' }).fill('2');
  await page.getByRole('button', { name: 'That is right' }).click();
  await expect(review).not.toHaveText(before ?? '');

  await page.getByRole('tab', { name: 'Scales by category' }).click();
  await expect(page.getByRole('row', { name: /^2 µm/ })).toContainText('1');

  await page.getByRole('tab', { name: 'Working subset' }).click();
  await page.getByRole('combobox', { name: 'Features are taken from' }).click();
  await page.getByRole('option', { name: 'Printed scale' }).click();
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
