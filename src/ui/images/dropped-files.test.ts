import { expect, test } from 'vitest';
import { droppedFiles, pickedFiles } from './dropped-files.ts';

const fileEntry = (name: string) => ({
  name,
  isFile: true,
  file: (done: (file: File) => void) => done(new File([name], name)),
});

/** A folder whose reader gives its entries in pieces, as browsers do. */
function folderEntry(name: string, children: readonly unknown[], piece = 2) {
  return {
    name,
    isFile: false,
    createReader() {
      let at = 0;
      return {
        readEntries(done: (entries: readonly unknown[]) => void) {
          const next = children.slice(at, at + piece);
          at += piece;
          done(next);
        },
      };
    },
  };
}

function dropOf(entries: readonly unknown[]): DataTransfer {
  return {
    items: entries.map((entry) => ({ webkitGetAsEntry: () => entry })),
    files: [],
  } as unknown as DataTransfer;
}

test('folders of any depth and size, by path, without the system’s clutter', async () => {
  const tips = ['c.tif', 'a.tif', 'b.tif', '.DS_Store', 'd.tif'].map(fileEntry);
  const dropped = dropOf([
    folderEntry('lab', [
      folderEntry('Tips', tips),
      folderEntry('deep', [folderEntry('er', [fileEntry('e.png')])]),
    ]),
    fileEntry('alone.jpg'),
  ]);
  expect((await droppedFiles(dropped)).map(({ path }) => path)).toEqual([
    'alone.jpg',
    'lab/Tips/a.tif',
    'lab/Tips/b.tif',
    'lab/Tips/c.tif',
    'lab/Tips/d.tif',
    'lab/deep/er/e.png',
  ]);
});

test('files without an entry are taken as they are', async () => {
  const transfer = {
    items: [{ webkitGetAsEntry: () => null }],
    files: [new File([], 'pasted.png')],
  } as unknown as DataTransfer;
  expect((await droppedFiles(transfer)).map(({ path }) => path)).toEqual(['pasted.png']);
});

test('a picked folder gives paths, picked files their names', async () => {
  const inFolder = Object.defineProperty(new File([], 'x.tif'), 'webkitRelativePath', {
    value: 'lab/Tips/x.tif',
  });
  const list = [inFolder, new File([], 'a.tif')] as unknown as FileList;
  expect((await pickedFiles(list)).map(({ path }) => path)).toEqual(['a.tif', 'lab/Tips/x.tif']);
});
