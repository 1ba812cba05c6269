import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { encode } from 'fast-png';
import { addFolder, choose, pictures, waitForJobs, watchPage } from './journey.ts';

/** A pattern of waves that is the same at every size. */
function waves(seed: number, width: number, height: number, depth: 8 | 16 = 8): Uint8Array {
  const grey = (i: number) => {
    const [x, y] = [(i % width) / width, Math.floor(i / width) / height];
    const sum = [1, 2, 3].reduce(
      (total, k) => total + Math.sin(6 * (x * ((seed * k) % 7) + y * ((seed + 3 * k) % 5)) + seed),
      0,
    );
    return Math.round(((sum + 3) / 6) * (2 ** depth - 1));
  };
  const all = Array.from({ length: width * height }, (_, i) => grey(i));
  const data = depth === 8 ? Uint8Array.from(all) : Uint16Array.from(all);
  return encode({ width, height, data, depth, channels: 1 });
}

test('filters, orders, duplicates with one decision, and removed pictures come back', async ({
  page,
}, info) => {
  const { errors } = watchPage(page);
  const folder = info.outputPath('lab');
  const files: readonly (readonly [string, Uint8Array])[] = [
    ['Tips/a10.png', waves(1, 240, 160)],
    ['Tips/a9.png', waves(2, 200, 120, 16)],
    ['Fibres/b1.png', waves(5, 160, 120)],
    ['Fibres/b1 large.png', waves(5, 320, 240)],
  ];
  for (const [name, bytes] of files) {
    await mkdir(join(folder, name, '..'), { recursive: true });
    await writeFile(join(folder, name), bytes);
  }
  await page.goto('/');
  await addFolder(page, folder);
  await waitForJobs(page);
  const grid = page.getByRole('listbox', { name: 'Pictures' });
  const names = () =>
    pictures(page).evaluateAll((all) => all.map((one) => one.getAttribute('title')));
  const undo = page.getByRole('button', { name: 'Undo' });

  await test.step('sorted by name, numbers as numbers, and turned round', async () => {
    await choose(page, 'Sort by', 'Name');
    const sorted = ['Tips/a9.png', 'Tips/a10.png', 'Fibres/b1 large.png', 'Fibres/b1.png'];
    const paths = sorted.map((name) => `lab/${name}`);
    await expect.poll(names).toEqual(paths);
    await page.getByRole('button', { name: 'Ascending' }).click();
    await expect.poll(names).toEqual(paths.toReversed());
    await choose(page, 'Sort by', 'Picture size');
    await expect.poll(async () => (await names())[0]).toBe('lab/Fibres/b1 large.png');
  });

  await test.step('filters behind one button, counted and cleared', async () => {
    await page.getByRole('button', { name: 'More filters' }).click();
    await choose(page, 'Bit depth', 'More than 8 bit');
    await choose(page, 'Session', /Tips/);
    await expect.poll(names).toEqual(['lab/Tips/a9.png']);
    await expect(page.getByRole('button', { name: 'More filters (2)' })).toBeVisible();
    await page.getByRole('button', { name: 'Clear these filters' }).click();
    await page.keyboard.press('Escape');
    await expect.poll(async () => (await names()).length).toBe(4);
  });

  await test.step('the session of a picture, from the inspector', async () => {
    await grid.getByTitle('lab/Tips/a10.png').click();
    await page.getByTitle('Show all pictures of this session').click();
    await expect.poll(names).toEqual(['lab/Tips/a10.png', 'lab/Tips/a9.png']);
    await page.getByRole('button', { name: 'More filters (1)' }).click();
    await page.getByRole('button', { name: 'Clear these filters' }).click();
    await page.keyboard.press('Escape');
  });

  await test.step('of two that look alike the best is kept; undo brings the group back', async () => {
    await page.getByRole('button', { name: 'Duplicates' }).click();
    const group = page.getByRole('region', { name: 'Group 1 of 1' });
    await expect(group.getByRole('listitem').first()).toContainText('b1 large.png');
    await expect(group.getByRole('listitem')).toHaveCount(2);
    await info.attach('duplicates', { body: await page.screenshot(), contentType: 'image/png' });
    await group.getByRole('button', { name: 'Keep only the best' }).click();
    await expect(page.getByText('No duplicates wait for a decision')).toBeVisible();
    await undo.click();
    await expect(group).toBeVisible();
    await group.getByRole('button', { name: 'Keep only the best' }).click();
    await expect(page.getByRole('button', { name: 'Duplicates (0)' })).toBeVisible();
    await page.getByRole('button', { name: 'Back to the gallery' }).click();
    await expect.poll(async () => (await names()).length).toBe(3);
  });

  await test.step('removed pictures are shown and restored', async () => {
    await page.getByRole('button', { name: 'More filters' }).click();
    await choose(page, 'Removed pictures', /Shown/);
    await page.keyboard.press('Escape');
    await expect.poll(names).toEqual(['lab/Fibres/b1.png']);
    await pictures(page).click();
    await page.getByRole('button', { name: 'Restore' }).click();
    await expect(page.getByText('No picture fits the filters')).toBeVisible();
    await page.getByRole('button', { name: 'Clear all filters' }).click();
    await expect.poll(async () => (await names()).length).toBe(4);
  });
  expect(errors).toEqual([]);
});
