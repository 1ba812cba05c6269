import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { encode } from 'fast-png';
import { addFolder, pictures, waitForJobs, waitUntilSaved } from './journey.ts';

test('labels are given by keyboard, undone, redone, and survive a reload', async ({
  page,
}, info) => {
  const folder = info.outputPath('lab');
  await mkdir(join(folder, 'Tips'), { recursive: true });
  for (const i of [1, 2, 3, 4]) {
    const data = Uint8Array.from({ length: 900 }, (_, at) => (at * i * 5) % 251);
    await writeFile(
      join(folder, 'Tips', `${i}.png`),
      encode({ width: 30, height: 30, data, channels: 1 }),
    );
  }
  await page.goto('/');
  await addFolder(page, folder);
  await waitForJobs(page);

  await page.getByRole('listbox', { name: 'Pictures' }).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Shift+ArrowRight');
  await expect(page.getByRole('heading', { name: '2 pictures selected' })).toBeVisible();
  await page.getByRole('button', { name: 'Label…' }).press('Enter');
  await page.getByRole('menuitem', { name: 'Nanowires' }).press('Enter');
  const labelled = pictures(page).filter({ hasText: 'Nanowires' });
  await expect(labelled).toHaveCount(2);

  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(labelled).toHaveCount(0);
  await page.keyboard.press('Control+Shift+Z');
  await expect(labelled).toHaveCount(2);

  await waitUntilSaved(page);
  await page.reload();
  await expect(labelled).toHaveCount(2);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(labelled).toHaveCount(0);

  const inFolder = pictures(page).filter({ hasText: 'Tips' });
  await expect(inFolder).toHaveCount(4);
  await pictures(page).nth(1).click();
  await page.getByRole('button', { name: 'Label…' }).click();
  await page.getByRole('menuitem', { name: 'No label' }).click();
  await expect(inFolder).toHaveCount(3);
  await waitUntilSaved(page);
  await page.reload();
  await expect(inFolder).toHaveCount(3);
});
