import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism, loadavg } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { encode } from 'fast-png';
import { createRandom } from '../src/core/random/random.ts';
import { addFolder, choose, countPictures, pictures, showStage } from './journey.ts';
import { type LongestTasks, MainThread } from './main-thread.ts';

const FILES = Number(process.env.SEMSCAPE_E2E_PICTURES ?? 20_000);
const FOLDERS = ['Biological', 'Fibres', 'Nanowires', 'Particles', 'Powder'];
/** Of a core's time; by the clock it is as much on a machine that does nothing else. More on a slower core. */
const LONGEST_TASK_MS = 50;
const MOST_HEAP_BYTES = 10_000 * FILES;
/** A trace of a whole import would be large. */
const BROWSED_MS = 15_000;
/** How many want each core; the test itself keeps two or three busy. */
const busyness = () => (loadavg()[0] ?? 0) / availableParallelism();
const counted = (n: number) => n.toLocaleString('en-GB');

/** Another content for every seed; of ten, nine look another way, and the tenth as the one before it. */
function picture(seed: number): Uint8Array {
  const look = createRandom(seed % 10 === 9 ? seed - 1 : seed);
  const patches = Array.from({ length: 8 * 8 }, () => Math.floor(256 * look.next()));
  const data = Uint8Array.from({ length: 32 * 24 }, (_, i) => {
    const [x, y] = [i % 32, Math.floor(i / 32)];
    return patches[8 * Math.floor(y / 3) + Math.floor(x / 4)] as number;
  });
  data.set([seed & 255, (seed >> 8) & 255, seed >> 16]);
  return encode({ width: 32, height: 24, data, channels: 1 });
}

const pathOf = (n: number) => `${FOLDERS[n % FOLDERS.length]}/${n}.png`;

async function writeFolder(folder: string): Promise<void> {
  for (const name of FOLDERS) await mkdir(join(folder, name), { recursive: true });
  for (let from = 0; from < FILES; from += 200) {
    await Promise.all(
      Array.from({ length: Math.min(200, FILES - from) }, (_, i) =>
        writeFile(join(folder, pathOf(from + i)), picture(from + i)),
      ),
    );
  }
}

/** Of all pictures, of seven categories. */
async function writeLabels(file: string): Promise<void> {
  const lines = Array.from({ length: FILES }, (_, n) => `${pathOf(n)},Kind ${n % 7}`);
  await writeFile(file, ['file,label', ...lines].join('\n'));
}

/** Bytes of the page's JavaScript heap that are in use after a collection. */
async function heapBytes(page: Page): Promise<number> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Performance.enable');
  await devtools.send('HeapProfiler.collectGarbage');
  const { metrics } = await devtools.send('Performance.getMetrics');
  await devtools.detach();
  return metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? Number.NaN;
}

const gallery = (page: Page) => page.getByRole('listbox', { name: 'Pictures' });
const firstPicture = (page: Page) => pictures(page).first();
const lastPicture = (page: Page) => pictures(page).last();
const importing = (page: Page) => page.getByRole('progressbar', { name: 'Importing pictures' });

/** By the keyboard: a filled field's events would be taken for the test's own. */
async function search(page: Page, words: string): Promise<void> {
  await page.getByRole('searchbox').click();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Delete');
  await page.keyboard.type(words);
}

async function browse(page: Page): Promise<void> {
  await gallery(page).hover();
  await page.mouse.wheel(0, 4000);
  await search(page, '5.png');
  await expect(firstPicture(page)).toHaveAttribute('title', /5\.png$/);
  await search(page, '');
  await firstPicture(page).click();
  await page.mouse.wheel(0, -2000);
  expect(await pictures(page).count()).toBeLessThan(150);
  await page.waitForTimeout(500);
}

/** Keeps and prints the longest tasks of each step. */
async function stopwatch(page: Page) {
  const thread = await MainThread.of(page);
  const longest = new Map<string, LongestTasks>();
  const during = async (what: string, run: () => Promise<void>) => {
    const { wallMs, cpuMs } = await test.step(what, () => thread.during(run));
    const known = longest.get(what);
    longest.set(what, {
      wallMs: Math.max(wallMs, known?.wallMs ?? 0),
      cpuMs: Math.max(cpuMs, known?.cpuMs ?? 0),
    });
    console.log(
      `longest main-thread task, ${what}: ${cpuMs.toFixed(0)} ms of a core, ${wallMs.toFixed(0)} ms by the clock`,
    );
  };
  return { during, longest, slownessNow: () => thread.slowness() };
}

test(`${counted(FILES)} pictures: browsing while they come, all selected and labelled, opened again`, async ({
  page,
}, info) => {
  test.setTimeout(FILES * 30 + 240_000);
  const [folder, labels] = [info.outputPath('lab'), info.outputPath('labels.csv')];
  await Promise.all([writeFolder(folder), writeLabels(labels)]);
  const { during, longest, slownessNow } = await stopwatch(page);

  await during('the first load', async () => {
    await page.goto('/');
    await expect(page.getByRole('heading', { name: /^Drop a folder/ })).toBeVisible();
  });
  await during('the files are listed', async () => {
    await addFolder(page, folder);
    await expect.poll(() => countPictures(page), { timeout: 60_000 }).toBeGreaterThan(500);
  });
  const heapEarly = await heapBytes(page);
  const [startedAt, from] = [Date.now(), await countPictures(page)];
  while (await importing(page).isVisible()) {
    await during('importing while browsing', async () => {
      const until = Date.now() + BROWSED_MS;
      while (Date.now() < until && (await importing(page).isVisible())) await browse(page);
    });
  }
  const perSecond = ((FILES - from) / (Date.now() - startedAt)) * 1000;
  await expect.poll(() => countPictures(page)).toBe(FILES);
  const heapLate = await heapBytes(page);

  await during('selecting all', async () => {
    await gallery(page).focus();
    await page.keyboard.press('Control+a');
    const heading = `${counted(FILES)} pictures selected`;
    await expect(page.getByRole('heading', { name: heading })).toBeVisible();
  });
  await during('labelling all', async () => {
    await page.getByRole('button', { name: 'Label…' }).click();
    await page.getByRole('menuitem', { name: 'Tips' }).click();
    await expect(firstPicture(page)).toContainText('Tips');
  });
  await during('undoing it', async () => {
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(firstPicture(page)).not.toContainText('Tips');
  });
  await during('going to the end', async () => {
    await gallery(page).focus();
    await page.keyboard.press('End');
    await expect(lastPicture(page)).toHaveAttribute('aria-posinset', `${FILES}`);
  });
  await during('sorting', async () => {
    await choose(page, 'Sort by', /^Name/);
    await expect(async () => {
      await gallery(page).press('End');
      await expect(lastPicture(page)).toHaveAttribute('title', new RegExp(`/${FILES - 1}.png`));
    }).toPass();
    await choose(page, 'Sort by', /^Imported/);
  });
  await during('labels of all from a file', async () => {
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Add files' }).click();
    await (await chooser).setFiles(labels);
    await expect(page.getByText(/labels were taken from labels\.csv/)).toBeVisible();
    await expect(firstPicture(page)).toContainText('Kind');
    await page.getByRole('button', { name: 'Dismiss' }).first().click();
  });
  await during('filtering by label', async () => {
    await choose(page, 'Label', /^Kind 3\b/);
    await expect.poll(() => countPictures(page)).toBe(Math.ceil((FILES - 3) / 7));
    await choose(page, 'Label', /^All labels/);
    await expect.poll(() => countPictures(page)).toBe(FILES);
  });
  await during('looking for duplicates', async () => {
    await page.getByRole('button', { name: 'Duplicates' }).click();
    await expect(page.getByText(/groups? of pictures that look alike/)).toBeVisible({
      timeout: 90_000,
    });
    await page.getByRole('button', { name: 'Back to the gallery' }).click();
  });
  await during('writing a subset of all', async () => {
    await showStage(page, 'Export');
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download JSON' }).click();
    await saved;
  });
  for (const stage of ['Scale', 'Train', 'Features', 'Clusters', 'Images']) {
    await during(`turning to ${stage}`, async () => {
      await showStage(page, stage);
      await page.waitForTimeout(1000);
    });
  }
  await during('opening it again', async () => {
    await page.reload();
    await expect.poll(() => countPictures(page), { timeout: 60_000 }).toBe(FILES);
  });

  const busy = busyness().toFixed(1);
  console.log(
    `${counted(FILES)} pictures, ${perSecond.toFixed(0)} a second; ${busy} want each core`,
  );
  console.log(`heap ${Math.round(heapEarly / 1e6)} MB at first, ${Math.round(heapLate / 1e6)} MB`);
  expect(heapLate).toBeLessThan(MOST_HEAP_BYTES);
  const slowness = await slownessNow();
  console.log(`a core takes ${slowness.toFixed(2)} times as long as ours`);
  for (const [what, { cpuMs }] of longest) {
    expect.soft(cpuMs, what).toBeLessThan(LONGEST_TASK_MS * slowness);
  }
});
