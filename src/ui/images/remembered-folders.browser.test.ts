import { expect, test } from 'vitest';
import { filesUnder } from './remembered-folders.ts';

async function folderOf(name: string, files: Readonly<Record<string, string>>) {
  const root = await navigator.storage.getDirectory();
  const top = await root.getDirectoryHandle(name, { create: true });
  for (const [path, content] of Object.entries(files)) {
    const [file = '', ...above] = path.split('/').reverse();
    let folder = top;
    for (const part of above.reverse()) {
      folder = await folder.getDirectoryHandle(part, { create: true });
    }
    const writable = await (await folder.getFileHandle(file, { create: true })).createWritable();
    await writable.write(content);
    await writable.close();
  }
  return top;
}

test('a folder gives its files with their paths, without the clutter', async () => {
  const lab = await folderOf('lab', { 'b.tif': 'b', 'Tips/2021/a.tif': 'a', 'Thumbs.db': 'x' });
  const files = await filesUnder(lab);
  expect(files.map(({ path }) => path)).toEqual(['lab/Tips/2021/a.tif', 'lab/b.tif']);
  expect(await files[0]?.file.text()).toBe('a');
});
