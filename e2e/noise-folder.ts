import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encode } from 'fast-png';

const LOOKS = 48;

/** Noise, so that each file is another content and takes its time. */
export function noisePicture(seed: number): Uint8Array {
  let state = seed + 1;
  const data = Uint8Array.from({ length: 640 * 480 }, () => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return state >>> 24;
  });
  return encode({ width: 640, height: 480, data, channels: 1 });
}

/** So many pictures, by turns in two folders that are categories. From the 49th on they only differ behind their end. */
export async function fillFolder(folder: string, files: number): Promise<void> {
  const categories = ['Tips', 'Powder'];
  for (const name of categories) await mkdir(join(folder, name), { recursive: true });
  const looks = Array.from({ length: Math.min(files, LOOKS) }, (_, i) => noisePicture(i));
  for (let i = 0; i < files; i++) {
    const end = Uint8Array.of(i & 255, i >> 8);
    const content = Buffer.concat([looks[i % LOOKS] ?? end, end]);
    await writeFile(join(folder, categories[i % 2] ?? '', `${i}.png`), content);
  }
}
