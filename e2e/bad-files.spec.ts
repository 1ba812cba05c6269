import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { encode } from 'fast-png';
import { addFolder, pictures, waitForJobs, watchPage } from './journey.ts';

function picture(shade: number): Uint8Array {
  const data = Uint8Array.from({ length: 64 * 48 }, (_, i) => (i * shade) % 251);
  return encode({ width: 64, height: 48, data, channels: 1 });
}

test('bad files among good ones are listed with their reason and stop nothing', async ({
  page,
}, info) => {
  const { errors } = watchPage(page);
  const folder = info.outputPath('lab');
  await mkdir(join(folder, 'Tips'), { recursive: true });
  for (const i of [1, 2, 3]) await writeFile(join(folder, 'Tips', `good${i}.png`), picture(i * 7));
  const tiff = Uint8Array.of(0x49, 0x49, 42, 0, 200, 0, 0, 0, 1, 2, 3);
  await writeFile(join(folder, 'Tips', 'broken.tif'), tiff);
  await writeFile(join(folder, 'Tips', 'empty.png'), '');
  await writeFile(join(folder, 'Tips', 'notes.doc'), 'not a picture');
  await writeFile(join(folder, 'Tips', '.DS_Store'), 'clutter');

  await page.goto('/');
  await addFolder(page, folder);
  await waitForJobs(page);
  await expect(pictures(page)).toHaveCount(3);
  await page.getByText('3 files could not be read').click();
  const list = page.getByRole('group').getByRole('listitem');
  await expect(list.filter({ hasText: 'broken.tif' })).toContainText(/\w+ .*\./);
  await expect(list.filter({ hasText: 'empty.png' })).toContainText('empty');
  await expect(list.filter({ hasText: 'notes.doc' })).toContainText('not a picture');
  await expect(list.filter({ hasText: 'DS_Store' })).toHaveCount(0);

  await page.reload();
  await expect(pictures(page)).toHaveCount(3);
  await expect(page.getByText('3 files could not be read')).toBeVisible();
  expect(errors).toEqual([]);
});
