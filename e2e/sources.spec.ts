import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deflateRawSync, gzipSync } from 'node:zlib';
import { expect, type Page, test } from '@playwright/test';
import { encode } from 'fast-png';
import { writeTestPages } from '../src/imaging/tiff/write-test-pages.ts';
import { testTar, testZip } from '../src/state/test-archives.ts';
import { pictures, waitForJobs, watchPage } from './journey.ts';

function picture(shade: number): Uint8Array {
  const data = Uint8Array.from({ length: 64 * 48 }, (_, i) => (i * shade) % 251);
  return encode({ width: 64, height: 48, data, channels: 1 });
}

const entry = (name: string, shade: number) => ({ name, bytes: picture(shade) });

async function addFiles(page: Page, files: string[]): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Add files' }).click();
  await (await chooser).setFiles(files);
}

const HITACHI = '[SemImageFile]\r\nInstructName=SU8030\r\nPixelSize=2.5\r\nDataSize=64x48\r\n';

test('archives are folders, labels come by CSV, and notes on a picture come later', async ({
  page,
}, info) => {
  const { errors } = watchPage(page);
  const folder = info.outputPath('lab');
  await mkdir(folder, { recursive: true });
  const path = (name: string) => join(folder, name);
  const deflate = (bytes: Uint8Array) => new Uint8Array(deflateRawSync(bytes));
  const tips = testTar([entry('L2_1.png', 3), entry('L2_2.png', 5)]);
  await writeFile(path('Tips.tar'), tips);
  await writeFile(path('Fibres.tar.gz'), gzipSync(testTar([entry('f.png', 7)])));
  const zip = testZip([entry('Powder/p.png', 11), entry('Particles/q.png', 13)], { deflate });
  await writeFile(path('more.zip'), zip);
  await writeFile(
    path('cut.tar'),
    testTar([entry('c.png', 17), entry('d.png', 19)]).subarray(0, -1600),
  );
  await writeFile(
    path('stack.tif'),
    writeTestPages([1, 2, 3].map((i) => ({ width: 40, height: 30, grey: 60 * i }))),
  );
  const list = pictures(page);

  await test.step('a tar a class, a zip of folders, a cut one, and a file of pages', async () => {
    await page.goto('/');
    const names = ['Tips.tar', 'Fibres.tar.gz', 'more.zip', 'cut.tar', 'stack.tif'];
    await addFiles(page, names.map(path));
    await waitForJobs(page);
    await expect(list).toHaveCount(9);
    await expect(list.filter({ hasText: 'Tips' })).toHaveCount(2);
    for (const label of ['Fibres', 'Powder', 'Particles']) {
      await expect(list.filter({ hasText: label })).toHaveCount(1);
    }
    await expect(page.getByText('1 file could not be read')).toBeVisible();
  });

  await test.step('labels as a German spreadsheet writes them, taken back by one undo', async () => {
    const rows = ['Datei;Kategorie', 'f.png;Nanowires', '"Tips/L2_1.png";Nanowires', ''];
    await writeFile(path('labels.csv'), `\ufeff${rows.join('\r\n')}`);
    await addFiles(page, [path('labels.csv')]);
    await expect(list.filter({ hasText: 'Nanowires' })).toHaveCount(2);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(list.filter({ hasText: 'Nanowires' })).toHaveCount(0);
  });

  await test.step('a sidecar that comes later tells the scale, and it stays', async () => {
    await writeFile(path('p.txt'), Buffer.from(HITACHI, 'utf16le'));
    await addFiles(page, [path('p.txt')]);
    await waitForJobs(page);
    await page.reload();
    await expect(list).toHaveCount(9);
    await list.filter({ hasText: 'Powder' }).click();
    const inspector = page.getByRole('complementary', { name: 'Inspector' });
    await expect(inspector).toContainText('Hitachi, SU8030');
    await expect(inspector).toContainText('the file beside it');
  });

  await test.step('the same archive again doubles nothing', async () => {
    await addFiles(page, [path('Tips.tar')]);
    await expect(page.getByText('2 of these files were here already')).toBeVisible();
    await expect(list).toHaveCount(9);
  });
  expect(errors).toEqual([]);
});
