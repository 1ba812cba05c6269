import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import {
  addFolder,
  countPictures,
  expectNoNotice,
  expectPictures,
  pictures,
  waitForJobs,
  waitUntilSaved,
} from './journey.ts';
import { fillFolder } from './noise-folder.ts';

/** Enough that an import is never over before it is killed. */
const FILES = 400;

const KILLS: readonly ((page: Page, context: BrowserContext) => Promise<void>)[] = [
  async (page, context) => {
    const crashed = page.waitForEvent('crash');
    const devtools = await context.newCDPSession(page);
    // Its answer never comes: the renderer that would give it is gone.
    devtools.send('Page.crash').catch(() => 'the session died with its page');
    await crashed;
    await page.close();
  },
  (page) => page.close({ runBeforeUnload: false }),
];

test('a label is kept once it is saved, though the tab is killed at once in the midst of an import', async ({
  context,
}, info) => {
  const folder = info.outputPath('lab');
  await fillFolder(folder, FILES);
  const labels = ['Nanowires', 'Particles'];
  for (const [kill, label] of labels.entries()) {
    let page = await context.newPage();
    await page.goto('/');
    await waitForJobs(page);
    await addFolder(page, folder);
    await expect.poll(() => countPictures(page), { intervals: [20] }).toBeGreaterThan(10);
    const first = pictures(page).first();
    await first.click();
    await page.getByRole('button', { name: 'Label…' }).click();
    await page.getByRole('menuitem', { name: label }).click();
    await expect(first).toContainText(label);
    await waitUntilSaved(page);
    await KILLS[kill]?.(page, context);

    page = await context.newPage();
    await page.goto('/');
    await expect(pictures(page).first()).toContainText(label);
    await page.close();
  }
});

test('a tab killed three times in the midst of an import loses nothing', async ({
  context,
}, info) => {
  const folder = info.outputPath('lab');
  await fillFolder(folder, FILES);

  let kept = 0;
  let page = await context.newPage();
  await page.goto('/');
  for (let kill = 0; kill < 3; kill++) {
    await addFolder(page, folder);
    const enough = kept + 25;
    await expect
      .poll(() => countPictures(page), { intervals: [20] })
      .toBeGreaterThanOrEqual(enough);
    kept = await countPictures(page);
    expect(kept).toBeLessThan(FILES);
    await KILLS[kill % 2]?.(page, context);

    page = await context.newPage();
    await page.goto('/');
    await waitForJobs(page);
    expect(await countPictures(page)).toBeGreaterThanOrEqual(kept);
    await expect(page.getByText(/^Import was interrupted after \d+ of 400 files/)).toBeVisible();
  }
  console.log(`${kept} of ${FILES} pictures outlived three kills`);

  await addFolder(page, folder);
  await waitForJobs(page);
  await expectPictures(page, FILES);
  await expect(page.getByText(/of these files were here already/)).toBeVisible();

  await page.reload();
  await waitForJobs(page);
  await expectNoNotice(page);
  await expectPictures(page, FILES);
  const line = page.getByRole('region', { name: 'Running jobs' });
  await expect(line).toContainText('2 labels');
  await expect(line).not.toContainText('not read');
  const thumbnails = pictures(page).getByRole('img');
  await expect
    .poll(() =>
      thumbnails.evaluateAll((all) =>
        all.every((img) => (img as HTMLImageElement).naturalWidth > 0),
      ),
    )
    .toBe(true);
});
