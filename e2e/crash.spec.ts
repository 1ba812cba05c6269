import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { encode } from 'fast-png';
import { addFolder, expectNoNotice, waitForJobs, waitUntilSaved } from './journey.ts';

const FILES = 160;
const FOLDERS = ['Tips', 'Powder'];

/** Noise, so that each file is another content and takes its time. */
function picture(seed: number): Uint8Array {
  let state = seed + 1;
  const data = Uint8Array.from({ length: 640 * 480 }, () => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return state >>> 24;
  });
  return encode({ width: 640, height: 480, data, channels: 1 });
}

/** Pictures that the gallery has. */
async function shown(page: Page): Promise<number> {
  const first = page.getByRole('option').first();
  if ((await first.count()) === 0) return 0;
  return Number(await first.getAttribute('aria-setsize'));
}

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

async function fillFolder(folder: string): Promise<void> {
  for (const name of FOLDERS) await mkdir(join(folder, name), { recursive: true });
  for (let i = 0; i < FILES; i++) {
    await writeFile(join(folder, FOLDERS[i % 2] ?? '', `${i}.png`), picture(i));
  }
}

test('a label is kept once it is saved, though the tab is killed at once in the midst of an import', async ({
  context,
}, info) => {
  const folder = info.outputPath('lab');
  await fillFolder(folder);
  const labels = ['Nanowires', 'Particles'];
  for (const [kill, label] of labels.entries()) {
    let page = await context.newPage();
    await page.goto('/');
    await waitForJobs(page);
    await addFolder(page, folder);
    await expect.poll(() => shown(page), { intervals: [20] }).toBeGreaterThan(10);
    const first = page.getByRole('option').first();
    await first.click();
    await page.getByRole('button', { name: 'Label…' }).click();
    await page.getByRole('menuitem', { name: label }).click();
    await expect(first).toContainText(label);
    await waitUntilSaved(page);
    await KILLS[kill]?.(page, context);

    page = await context.newPage();
    await page.goto('/');
    await expect(page.getByRole('option').first()).toContainText(label);
    await page.close();
  }
});

test('a tab killed three times in the midst of an import loses nothing', async ({
  context,
}, info) => {
  const folder = info.outputPath('lab');
  await fillFolder(folder);

  let kept = 0;
  let page = await context.newPage();
  await page.goto('/');
  for (let kill = 0; kill < 3; kill++) {
    await addFolder(page, folder);
    const enough = kept + 25;
    await expect.poll(() => shown(page), { intervals: [20] }).toBeGreaterThanOrEqual(enough);
    kept = await shown(page);
    expect(kept).toBeLessThan(FILES);
    await KILLS[kill % 2]?.(page, context);

    page = await context.newPage();
    await page.goto('/');
    await waitForJobs(page);
    expect(await shown(page)).toBeGreaterThanOrEqual(kept);
    await expect(page.getByText(/^Import was interrupted after \d+ of 160 files/)).toBeVisible();
  }
  console.log(`${kept} of ${FILES} pictures outlived three kills`);

  await addFolder(page, folder);
  await waitForJobs(page);
  expect(await shown(page)).toBe(FILES);
  await expect(page.getByText(/of these files were here already/)).toBeVisible();

  await page.reload();
  await waitForJobs(page);
  await expectNoNotice(page);
  expect(await shown(page)).toBe(FILES);
  const line = page.getByRole('region', { name: 'Running jobs' });
  await expect(line).toContainText('2 labels');
  await expect(line).not.toContainText('not read');
  const pictures = page.getByRole('option').getByRole('img');
  await expect
    .poll(() =>
      pictures.evaluateAll((all) => all.every((img) => (img as HTMLImageElement).naturalWidth > 0)),
    )
    .toBe(true);
});
