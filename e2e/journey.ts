import { expect, type Locator, type Page, type TestInfo } from '@playwright/test';

/** Fails the test at its end if the page asked for anything outside its own origin, or an error reached it. */
export function watchPage(page: Page): { readonly strays: string[]; readonly errors: string[] } {
  const strays: string[] = [];
  const errors: string[] = [];
  page.on('request', (request) => {
    const { protocol, origin } = new URL(request.url());
    const isOwn = ['blob:', 'data:'].includes(protocol) || origin === new URL(page.url()).origin;
    if (page.url() !== 'about:blank' && !isOwn) strays.push(request.url());
  });
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  return { strays, errors };
}

/** The pictures that the gallery shows; lists that drop down have options too. */
export const pictures = (page: Page): Locator =>
  page.getByRole('listbox', { name: 'Pictures' }).getByRole('option');

/** How many pictures the gallery has, on the screen or not. */
export async function countPictures(page: Page): Promise<number> {
  const first = pictures(page).first();
  if ((await first.count()) === 0) return 0;
  return Number(await first.getAttribute('aria-setsize'));
}

export async function expectPictures(page: Page, count: number, timeout = 30_000): Promise<void> {
  await expect.poll(() => countPictures(page), { timeout }).toBe(count);
}

/** Takes an option of a list that drops down, which is there only once it is open. */
export async function choose(page: Page, list: string, option: string | RegExp): Promise<void> {
  const field = page.getByRole('combobox', { name: list, exact: true });
  await field.click();
  await expect(field).toHaveAttribute('aria-controls', /./);
  const open = page.locator(`[id="${await field.getAttribute('aria-controls')}"]`);
  await open.getByRole('option', { name: option }).click();
  await expect(open).toBeHidden();
}

export async function addFolder(page: Page, folder: string): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Add a folder' }).click();
  await (await chooser).setFiles(folder);
}

export async function showStage(page: Page, name: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Stages' }).getByRole('button', { name }).click();
}

/** Waits until no job runs any more, and none follows at once. */
export async function waitForJobs(page: Page, timeout = 300_000): Promise<void> {
  const line = page.getByRole('region', { name: 'Running jobs' });
  const idle = /^[\d,]+ picture/;
  await expect(async () => {
    await expect(line).toContainText(idle, { timeout });
    await page.waitForTimeout(200);
    await expect(line).toContainText(idle, { timeout: 1 });
  }).toPass({ timeout });
}

/** Waits until everything that was decided is on the disk. */
export async function waitUntilSaved(page: Page): Promise<void> {
  const line = page.getByRole('region', { name: 'Running jobs' });
  await expect(line).toHaveAttribute('aria-busy', 'false');
}

export async function expectNoNotice(page: Page): Promise<void> {
  await expect(page.getByRole('list', { name: 'Notices' }).getByRole('listitem')).toHaveCount(0);
}

export async function exportSubset(page: Page, info: TestInfo): Promise<string> {
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download JSON' }).click();
  const file = info.outputPath('subset.json');
  await (await download).saveAs(file);
  return file;
}
