import { expect, test } from 'vitest';
import { filesUnder, mayRead, rememberedFolders, rememberFolder } from './remembered-folders.ts';

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

test('a remembered folder gives its files again, of its own project alone', async () => {
  const lab = await folderOf('lab', { 'b.tif': 'b', 'Tips/2021/a.tif': 'a', 'Thumbs.db': 'x' });
  const project = crypto.randomUUID();
  await rememberFolder(project, lab);
  await rememberFolder(project, lab);
  expect(await rememberedFolders(crypto.randomUUID())).toEqual([]);
  const folders = await rememberedFolders(project);
  expect(folders.map(({ name }) => name)).toEqual(['lab']);
  const [again = lab] = folders;
  expect(await mayRead(again)).toBe(true);
  const files = await filesUnder(again);
  expect(files.map(({ path }) => path)).toEqual(['lab/Tips/2021/a.tif', 'lab/b.tif']);
  expect(await files[0]?.file.text()).toBe('a');
});
