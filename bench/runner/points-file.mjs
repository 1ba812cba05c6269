import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';

const FOLDER = join(import.meta.dirname, '../../node_modules/.cache/semscape-bench');
const STRETCH = 6 * 2 ** 20;

/**
 * Writes the points that a task has prepared for the peers to read.
 * @param {Awaited<ReturnType<typeof import('./chromium.mjs').openTask>>} page
 * @param {{ rows: number, cols: number, bytes: number }} points
 */
export async function writePoints(page, { rows, cols, bytes }) {
  await mkdir(FOLDER, { recursive: true });
  const file = join(FOLDER, `points-${rows}x${cols}.f32`);
  const handle = await open(file, 'w');
  for (let from = 0; from < bytes; from += STRETCH) {
    const { value } = await page.call('bytes', { from, to: Math.min(bytes, from + STRETCH) });
    await handle.write(Buffer.from(value, 'base64'));
  }
  await handle.close();
  return { file, rows, cols, remove: () => rm(file) };
}
