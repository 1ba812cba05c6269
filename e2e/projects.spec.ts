import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { encode } from 'fast-png';
import { addFolder, pictures, waitForJobs, watchPage } from './journey.ts';

async function writePictures(folder: string, count: number): Promise<void> {
  await mkdir(join(folder, 'Tips'), { recursive: true });
  for (let i = 0; i < count; i++) {
    const data = Uint8Array.from({ length: 120 * 90 }, (_, at) => (at * (i + 3)) % 251);
    await writeFile(
      join(folder, 'Tips', `${i}.png`),
      encode({ width: 120, height: 90, data, channels: 1 }),
    );
  }
}

async function chooseProject(page: Page, item: string): Promise<void> {
  await page.getByRole('button', { name: /^Project: / }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

test('a project goes out as one file, and comes in elsewhere with all decisions', async ({
  browser,
}, info) => {
  const folder = info.outputPath('lab');
  await writePictures(folder, 4);
  const here = await browser.newPage();
  // The dialog of the File System Access API can't be answered here: a download does the same.
  await here.addInitScript(() => Object.assign(window, { showSaveFilePicker: undefined }));
  await here.goto('/');
  await addFolder(here, folder);
  await waitForJobs(here);
  await pictures(here).first().click();
  await here.getByRole('button', { name: 'Label…' }).click();
  await here.getByRole('menuitem', { name: 'Nanowires' }).click();
  await expect(pictures(here).filter({ hasText: 'Nanowires' })).toHaveCount(1);
  const download = here.waitForEvent('download');
  await chooseProject(here, 'Export the project…');
  expect((await download).suggestedFilename()).toBe('Untitled project.semscape');
  const file = info.outputPath('mine.semscape');
  await (await download).saveAs(file);

  const elsewhere = await (await browser.newContext()).newPage();
  const { errors } = watchPage(elsewhere);
  await elsewhere.goto('/');
  const take = async (path: string) => {
    const chooser = elsewhere.waitForEvent('filechooser');
    await chooseProject(elsewhere, 'Import a project…');
    await (await chooser).setFiles(path);
  };
  const damaged = info.outputPath('damaged.semscape');
  await writeFile(damaged, 'not a project');
  await take(damaged);
  await expect(elsewhere.getByText(/This is no project that Semscape exported/)).toBeVisible();
  await take(file);
  await expect(pictures(elsewhere)).toHaveCount(4);
  await expect(pictures(elsewhere).filter({ hasText: 'Nanowires' })).toHaveCount(1);
  await elsewhere.getByRole('button', { name: 'Undo' }).click();
  await expect(pictures(elsewhere).filter({ hasText: 'Nanowires' })).toHaveCount(0);
  expect(errors).toEqual([]);
});

test('a second tab shows the project, says that it only reads, and takes over', async ({
  context,
}, info) => {
  const folder = info.outputPath('lab');
  await writePictures(folder, 3);
  const first = await context.newPage();
  await first.goto('/');
  await addFolder(first, folder);
  await waitForJobs(first);

  const second = await context.newPage();
  await second.goto('/');
  await expect(pictures(second)).toHaveCount(3);
  const banner = second.getByRole('status').filter({ hasText: 'open in another tab' });
  await expect(banner).toContainText('labelling');
  await pictures(second).first().click();
  await expect(second.getByRole('img', { name: '0.png' }).first()).toBeVisible();
  await expect(second.getByRole('button', { name: 'Label…' })).toBeDisabled();
  await expect(second.getByRole('button', { name: 'Remove' })).toBeDisabled();
  await banner.getByRole('button', { name: 'Try again' }).click();
  await expect(banner).toBeVisible();

  await first.close();
  await expect(banner).toBeHidden();
  await pictures(second).first().click();
  await second.getByRole('button', { name: 'Remove' }).click();
  await expect(pictures(second)).toHaveCount(2);
});

test('the crop of a group is changed by keyboard, undone, and survives a reload', async ({
  page,
}, info) => {
  const folder = info.outputPath('lab');
  await writePictures(folder, 3);
  await page.goto('/');
  await addFolder(page, folder);
  await waitForJobs(page);
  await pictures(page).first().click();
  const change = page.getByRole('button', { name: 'Change the crop' });
  await change.click();
  const edge = page.getByRole('slider', { name: 'Lower edge' });
  await expect(edge).toHaveAttribute('aria-valuenow', '90');
  await edge.press('Shift+ArrowUp');
  await edge.press('ArrowUp');
  await expect(edge).toHaveAttribute('aria-valuetext', 'row 79 of 90');
  await page.screenshot({ path: info.outputPath('crop.png') });
  await page.getByRole('button', { name: 'Crop all 3 pictures like it' }).click();
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  await expect(inspector).toContainText('chosen by you, cut from the file');

  await page.reload();
  await pictures(page).nth(2).click();
  await expect(inspector).toContainText('chosen by you, cut from the file');
  await change.click();
  await expect(edge).toHaveAttribute('aria-valuenow', '79');
  await expect(inspector).toContainText('The file is not at hand');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Undo' }).click();
  await change.click();
  await expect(edge).toHaveAttribute('aria-valuenow', '90');
});
