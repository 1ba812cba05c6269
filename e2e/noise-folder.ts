import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { encode } from 'fast-png';

/** Noise, so that each file is another content and takes its time. */
export function noisePicture(seed: number): Uint8Array {
  let state = seed + 1;
  const data = Uint8Array.from({ length: 640 * 480 }, () => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return state >>> 24;
  });
  return encode({ width: 640, height: 480, data, channels: 1 });
}

/** So many pictures, by turns in two folders that are categories. */
export async function fillFolder(folder: string, files: number): Promise<void> {
  const categories = ['Tips', 'Powder'];
  for (const name of categories) await mkdir(join(folder, name), { recursive: true });
  for (let i = 0; i < files; i++) {
    await writeFile(join(folder, categories[i % 2] ?? '', `${i}.png`), noisePicture(i));
  }
}

/** Pictures that the gallery has. */
export async function shownPictures(page: Page): Promise<number> {
  const first = page.getByRole('option').first();
  if ((await first.count()) === 0) return 0;
  return Number(await first.getAttribute('aria-setsize'));
}
