import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Locator, type Page, test } from '@playwright/test';
import { pictures, showStage, waitForJobs, watchPage } from './journey.ts';
import { noisePicture } from './noise-folder.ts';

const invitation = (page: Page) => page.getByText('Drop to add these pictures');

/** What a person would carry: so many files of pictures, by the page's own hands. */
function carry(page: Page, files: Readonly<Record<string, Uint8Array>>) {
  const bytes = Object.entries(files).map(([name, data]) => [name, [...data]] as const);
  return page.evaluateHandle((all) => {
    const carried = new DataTransfer();
    for (const [name, data] of all) {
      carried.items.add(new File([Uint8Array.from(data)], name, { type: 'image/png' }));
    }
    return carried;
  }, bytes);
}

async function drop(
  page: Page,
  target: Locator,
  files: Readonly<Record<string, Uint8Array>>,
): Promise<void> {
  const dataTransfer = await carry(page, files);
  await target.dispatchEvent('dragover', { dataTransfer });
  await expect(invitation(page)).toBeVisible();
  await target.dispatchEvent('drop', { dataTransfer });
  await expect(invitation(page)).toBeHidden();
}

/** As the desktop drops files and folders, which brings their entries along. */
async function dropFromDesktop(page: Page, paths: readonly string[]): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  const { width = 0, height = 0 } = page.viewportSize() ?? {};
  const data = { items: [], files: [...paths], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await devtools.send('Input.dispatchDragEvent', { type, x: width / 2, y: height / 2, data });
  }
  await devtools.detach();
}

test('pictures are dropped as files, as folders, and on any part of the page', async ({
  page,
}, info) => {
  const { errors } = watchPage(page);
  await page.goto('/');

  await test.step('files on the first screen', async () => {
    await drop(page, page.getByRole('heading', { name: /^Drop a folder/ }), {
      'a.png': noisePicture(1),
      'b.png': noisePicture(2),
    });
    await expect(pictures(page)).toHaveCount(2);
    await expect(page.getByTitle('a.png', { exact: true })).toBeVisible();
    await waitForJobs(page);
  });

  await test.step('a file outside the pictures, which leads there', async () => {
    await showStage(page, 'Features');
    await drop(page, page.getByRole('navigation', { name: 'Stages' }), {
      'c.png': noisePicture(3),
    });
    await expect(pictures(page)).toHaveCount(3);
    await waitForJobs(page);
  });

  await test.step('a folder of folders from the desktop: they become labels', async () => {
    const folder = info.outputPath('lab');
    for (const [i, name] of ['Tips/deep/d.png', 'Tips/e.png', 'Powder/f.png'].entries()) {
      await mkdir(join(folder, name, '..'), { recursive: true });
      await writeFile(join(folder, name), noisePicture(4 + i));
    }
    await writeFile(join(folder, '.DS_Store'), 'clutter');
    await showStage(page, 'Distances');
    await dropFromDesktop(page, [folder]);
    await expect(pictures(page)).toHaveCount(6);
    await expect(pictures(page).filter({ hasText: 'Tips' })).toHaveCount(2);
    await expect(pictures(page).filter({ hasText: 'Powder' })).toHaveCount(1);
    await expect(page.getByTitle('lab/Tips/deep/d.png')).toBeVisible();
    await waitForJobs(page);
    await expect(page.getByText('could not be read')).toHaveCount(0);
  });

  await test.step('text that is dropped is nobody’s', async () => {
    const text = await page.evaluateHandle(() => {
      const carried = new DataTransfer();
      carried.setData('text/plain', 'not a file');
      return carried;
    });
    await page.locator('body').dispatchEvent('dragover', { dataTransfer: text });
    await expect(invitation(page)).toBeHidden();
    await page.locator('body').dispatchEvent('drop', { dataTransfer: text });
    await expect(pictures(page)).toHaveCount(6);
  });
  expect(errors).toEqual([]);
});
