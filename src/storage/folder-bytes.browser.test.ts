import { expect, test } from 'vitest';
import { folderBytes } from './folder-bytes.ts';

test('files in folders within folders are counted, to the byte', async () => {
  const root = await navigator.storage.getDirectory();
  const folder = await root.getDirectoryHandle(`bytes-${crypto.randomUUID()}`, { create: true });
  expect(await folderBytes(folder)).toBe(0);
  const inner = await folder.getDirectoryHandle('inner', { create: true });
  for (const [place, bytes] of [
    [folder, 1000],
    [inner, 234],
  ] as const) {
    const file = await place.getFileHandle('file', { create: true });
    const stream = await file.createWritable();
    await stream.write(new Uint8Array(bytes));
    await stream.close();
  }
  expect(await folderBytes(folder)).toBe(1234);
});
