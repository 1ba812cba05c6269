import { existsSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { addFolder, expectNoNotice, showStage, waitForJobs, watchPage } from './journey.ts';

const FOLDER = '../shared/data/sem';

test.skip(!existsSync(FOLDER), `${FOLDER} is absent: no real pictures to train on`);

test('feature extraction on real pictures beats the commonest category, and survives a reload', async ({
  page,
}) => {
  const { strays, errors } = watchPage(page);
  await page.goto('/');
  await addFolder(page, FOLDER);
  await waitForJobs(page);

  await showStage(page, 'Train');
  const settings = page.getByRole('region', { name: 'New run' });
  await expect(settings.getByRole('combobox', { name: 'Starts from' })).toContainText('bundled');
  await settings.getByRole('slider', { name: 'Input size' }).press('Home');
  await expect(settings).toContainText('75 px');
  await settings.getByRole('button', { name: 'Train', exact: true }).click();
  await waitForJobs(page);
  await expectNoNotice(page);

  const run = page.getByRole('row', { name: /feature extraction/i });
  await expect(run).toContainText('finished');
  const accuracy = Number(/([\d.]+) %/.exec((await run.textContent()) ?? '')?.[1]);
  expect(accuracy).toBeGreaterThan(40);

  await run
    .getByRole('button', { name: /feature extraction/i })
    .first()
    .click();
  const cell = page.getByRole('button', { name: /^Biological taken for Biological: [1-9]/ });
  const count = Number(/: (\d+)$/.exec((await cell.getAttribute('aria-label')) ?? '')?.[1]);
  await cell.click();
  const heading = count === 1 ? '1 picture selected' : `${count} pictures selected`;
  await expect(page.getByRole('heading', { name: heading })).toBeVisible();

  await page.reload();
  await waitForJobs(page);
  await showStage(page, 'Train');
  await expect(page.getByRole('row', { name: /feature extraction/i })).toContainText('finished');
  expect(strays).toEqual([]);
  expect(errors).toEqual([]);
});
