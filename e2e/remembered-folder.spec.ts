import { expect, type Page, test } from '@playwright/test';
import { countPictures, expectNoNotice, expectPictures, pictures, waitForJobs } from './journey.ts';

/** Enough that the import is never over before its tab is closed. */
const FILES = 400;

/** Stands for the browser's dialog, which can't be answered here: a folder of the page's own storage. */
async function answerFolderDialog(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const showDirectoryPicker = async () =>
      (await navigator.storage.getDirectory()).getDirectoryHandle('lab', { create: true });
    Object.assign(window, { showDirectoryPicker });
  });
}

/** Noise that takes its time; the files only differ behind their end, which makes each another content. */
async function fillFolder(page: Page, count: number): Promise<void> {
  await page.evaluate(async (files) => {
    const root = await navigator.storage.getDirectory();
    const lab = await root.getDirectoryHandle('lab', { create: true });
    const tips = await lab.getDirectoryHandle('Tips', { create: true });
    const canvas = new OffscreenCanvas(640, 480);
    const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
    const image = new ImageData(canvas.width, canvas.height);
    let state = 1;
    for (let at = 0; at < image.data.length; at++) {
      state = (Math.imul(state, 1103515245) + 12345) >>> 0;
      image.data[at] = at % 4 === 3 ? 255 : state >>> 24;
    }
    context.putImageData(image, 0, 0);
    const noise = await canvas.convertToBlob({ type: 'image/png' });
    for (let i = 0; i < files; i++) {
      const file = await tips.getFileHandle(`${i}.png`, { create: true });
      const stream = await file.createWritable();
      await stream.write(new Blob([noise, `${i}`]));
      await stream.close();
    }
  }, count);
}

const folderMenu = (page: Page) => page.getByRole('button', { name: 'Remembered…' });

test('an import of a remembered folder goes on by itself, and its files serve later visits', async ({
  context,
}) => {
  let page = await context.newPage();
  await answerFolderDialog(page);
  await page.goto('/');
  await fillFolder(page, FILES);
  await folderMenu(page).click();
  await page.getByRole('menuitem', { name: 'Add a folder and remember it…' }).click();
  await expect.poll(() => countPictures(page), { intervals: [20] }).toBeGreaterThanOrEqual(10);
  const kept = await countPictures(page);
  expect(kept).toBeLessThan(FILES);
  await page.close({ runBeforeUnload: false });

  page = await context.newPage();
  await answerFolderDialog(page);
  await page.goto('/');
  await expectPictures(page, FILES, 120_000);
  await waitForJobs(page);
  await expect(page.getByText(/^Import was interrupted/)).toHaveCount(0);
  console.log(`${kept} of ${FILES} pictures were there when the tab was closed`);

  await test.step('a crop that is changed in a later visit is cut from the file', async () => {
    await page.reload();
    await waitForJobs(page);
    await expectNoNotice(page);
    await pictures(page).first().click();
    const inspector = page.getByRole('complementary', { name: 'Inspector' });
    await inspector.getByRole('button', { name: 'Change the crop' }).click();
    await expect(inspector).toContainText('They are cut from the file.');
    await inspector.getByRole('slider', { name: 'Lower edge' }).press('PageUp');
    await inspector.getByRole('button', { name: 'Crop this picture' }).click();
    await expect(inspector).toContainText('chosen by you, cut from the file');
  });

  await test.step('a project that is deleted takes its folders along', async () => {
    await page.getByRole('button', { name: /^Project: / }).click();
    await page.getByRole('menuitem', { name: 'Delete…' }).click();
    await page.getByLabel(/Type its name/).fill('Untitled project');
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    await expect(pictures(page)).toHaveCount(0);
    await folderMenu(page).click();
    await expect(page.getByRole('menuitem', { name: /^Add a folder/ })).toBeVisible();
    await expect(page.getByRole('menuitem', { name: /lab/ })).toHaveCount(0);
  });
});
