import { cpSync, existsSync, readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import {
  addFolder,
  expectNoNotice,
  pictures,
  showStage,
  waitForJobs,
  watchPage,
} from './journey.ts';

const FOLDER = '../shared/data/sem';
const UNLABELLED = 4;

test.skip(!existsSync(FOLDER), `${FOLDER} is absent: no real pictures to train on`);

/** The pictures in their class folders, but a few of them beside, where no folder names them. */
function someUnlabelled(folder: string): string {
  const isPicture = (path: string) => !path.endsWith('.csv');
  cpSync(FOLDER, folder, { recursive: true, filter: isPicture });
  const loose = readdirSync(join(folder, 'Biological')).sort().slice(-UNLABELLED);
  for (const name of loose) renameSync(join(folder, 'Biological', name), join(folder, name));
  return folder;
}

async function trainShortly(page: Page): Promise<void> {
  await showStage(page, 'Train');
  const settings = page.getByRole('region', { name: 'New run' });
  await expect(settings.getByRole('combobox', { name: 'Starts from' })).toContainText('bundled');
  await settings.getByRole('slider', { name: 'Input size' }).press('Home');
  await expect(settings).toContainText('75 px');
  await settings.getByRole('button', { name: 'Estimate the cost' }).click();
  await expect(settings).toContainText('on this machine');
  await waitForJobs(page);
  await settings.getByRole('button', { name: 'Train', exact: true }).click();
  await waitForJobs(page);
  await expectNoNotice(page);
}

test('feature extraction on real pictures beats the commonest category, explains itself, and names what has no label', async ({
  page,
}, info) => {
  const { strays, errors } = watchPage(page);
  await page.goto('/');
  await addFolder(page, someUnlabelled(info.outputPath('sem')));
  await waitForJobs(page);
  await trainShortly(page);

  const run = page.getByRole('row', { name: /feature extraction/i });
  await expect(run).toContainText('finished');
  const accuracy = Number(/([\d.]+) %/.exec((await run.textContent()) ?? '')?.[1]);
  expect(accuracy).toBeGreaterThan(40);

  await run
    .getByRole('button', { name: /feature extraction/i })
    .first()
    .click();
  await expect(page.getByText(/^foreseen .* took /)).toBeVisible();
  const cell = page.getByRole('button', { name: /^Biological taken for Biological: [1-9]/ });
  const count = Number(/: (\d+)$/.exec((await cell.getAttribute('aria-label')) ?? '')?.[1]);
  await cell.click();
  const heading = count === 1 ? '1 picture selected' : `${count} pictures selected`;
  await expect(page.getByRole('heading', { name: heading })).toBeVisible();

  await page.getByRole('button', { name: 'Show where the network looks' }).click();
  await expect(page.getByRole('img', { name: /^Evidence for / })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Evidence' })).toContainText('a probability of');

  await showStage(page, 'Train');
  const form = page.getByRole('region', { name: 'New run' });
  await expect(form).toContainText('75 px');
  await form.getByRole('button', { name: 'Suggested' }).click();
  await expect(form).toContainText('299 px');
  await run.getByRole('button', { name: /^Use the settings of / }).click();
  await expect(form).toContainText('75 px');

  await page.getByRole('button', { name: 'Classify the unlabelled' }).click();
  const threshold = page.getByRole('slider', { name: 'Unsure below a probability of' });
  await threshold.press('Home');
  await page.getByRole('button', { name: `Show the ${UNLABELLED} sure` }).click();
  const predicted = pictures(page).filter({ has: page.getByLabel('predicted') });
  await expect(predicted).toHaveCount(UNLABELLED);
  await predicted.first().click();
  await page.keyboard.press('Control+a');
  await page.getByRole('button', { name: `Accept ${UNLABELLED} predictions` }).click();
  await expect(page.getByText('No picture fits the filters')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(predicted).toHaveCount(UNLABELLED);

  await showStage(page, 'Train');
  await page.getByRole('button', { name: 'Use as checkpoint for features' }).click();
  await expect(page.getByRole('combobox', { name: 'Checkpoint' })).toContainText(
    'feature extraction',
  );
  await waitForJobs(page);
  await expectNoNotice(page);

  await page.reload();
  await waitForJobs(page);
  await showStage(page, 'Train');
  await expect(page.getByRole('row', { name: /feature extraction/i })).toContainText('finished');
  expect(strays).toEqual([]);
  expect(errors).toEqual([]);
});
