import { deflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { PictureId } from '../core/dataset/picture.ts';
import { labelOf } from './selectors.ts';
import { testTar, testZip } from './test-archives.ts';
import { createTestStore, testFiles } from './test-store.ts';

const encode = (text: string) => new TextEncoder().encode(text);
const entry = (name: string, content: string) => ({ name, bytes: encode(content) });

function file(content: string | Uint8Array<ArrayBuffer>, path: string, lastModified = 1e12) {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return { file: new File([content], name, { lastModified }), path };
}

async function opened() {
  const made = createTestStore();
  await made.store.getState().openProject();
  const { store } = made;
  return {
    ...made,
    add: (...sources: ReturnType<typeof file>[]) => store.getState().importFiles(sources),
    labels: () =>
      Object.fromEntries(
        store
          .getState()
          .records.map((record) => [
            record.path,
            labelOf(record, store.getState().decided.labels)?.name,
          ]),
      ),
    notices: () => store.getState().notices.map(({ text }) => text),
  };
}

test('one archive a class: its name is the label where no folder gives one', async () => {
  const { add, labels } = await opened();
  const deflate = (bytes: Uint8Array) => new Uint8Array(deflateRawSync(bytes));
  await add(
    file(testTar([entry('a.png', 'a'), entry('b.png', 'b')]), 'Tips.tar'),
    file(testTar([entry('c.png', 'c')]), 'My class.tar'),
    file(testZip([entry('Powder/d.png', 'd'), entry('e.png', 'e')], { deflate }), 'lab.zip'),
  );
  expect(labels()).toEqual({
    'Tips/a.png': 'Tips',
    'Tips/b.png': 'Tips',
    'My class/c.png': 'My class',
    'lab/Powder/d.png': 'Powder',
    'lab/e.png': 'lab',
  });
});

test('a damaged archive is one problem, and what stood before the damage is kept', async () => {
  const { add, store } = await opened();
  const whole = testTar([entry('a.png', 'a'), entry('b.png', 'b')]);
  await add(file(whole.slice(0, 1100), 'Tips.tar'), file('c', 'c.png'));
  expect(store.getState().records.map(({ id }) => id)).toEqual(['a', 'c']);
  expect(store.getState().problems).toEqual([
    {
      path: 'Tips.tar',
      code: 'damaged-archive',
      reason: expect.stringMatching(/damaged or cut short/),
    },
  ]);
});

test('a file of labels is one decision, which one undo takes back', async () => {
  const { add, labels, store, calls, notices } = await opened();
  await add(
    ...testFiles(['a', 'b', 'c']).map(({ file: picture, path }) => ({ file: picture, path })),
    file('file,label\nTips/0.png,Fibres\n1.png,Powder\n2.png,Tips\nnone.png,Tips\n', 'lab/l.csv'),
  );
  expect(Object.values(labels())).toEqual(['Fibres', 'Powder', 'Tips']);
  expect(calls.filter((call) => call.startsWith('decide'))).toEqual(['decide labels']);
  expect(notices()).toEqual([
    expect.stringMatching(/^2 labels were taken from l\.csv.*no picture here: 1\.$/),
  ]);
  expect(store.getState().problems).toEqual([]);
  await store.getState().undo();
  expect(Object.values(labels())).toEqual(['Tips', 'Tips', 'Tips']);
});

test('labels may come later and from COCO; those of other pictures are told of', async () => {
  const { add, labels, notices } = await opened();
  await add(...testFiles(['a', 'b']));
  const coco = (name: string) =>
    JSON.stringify({
      images: [{ id: 1, file_name: name }],
      categories: [{ id: 2, name: 'Particles' }],
      annotations: [{ image_id: 1, category_id: 2 }],
    });
  await add(file(coco('1.png'), 'coco.json'));
  expect(Object.values(labels())).toEqual(['Tips', 'Particles']);
  await add(file(coco('elsewhere.png'), 'other.json'));
  expect(notices().at(-1)).toMatch(/^None of the files that other\.json has labels for is here/);
});

test('a broken file of labels is listed with its line and stops nothing', async () => {
  const { add, store } = await opened();
  await add(file('file,label\na.png,X\na.png,Y\n', 'l.csv'), file('a', 'a.png'));
  expect(store.getState().records).toHaveLength(1);
  expect(store.getState().problems).toEqual([
    { path: 'l.csv', code: 'bad-labels', reason: expect.stringContaining('Line 3') },
  ]);
});

const HITACHI = '[SemImageFile]\r\nPixelSize=2.5\r\nMagnification=4000\r\n';

test('a sidecar, with its picture or later, gives metadata and scale that stay', async () => {
  const { add, store, disk, notices } = await opened();
  await add(file(HITACHI, 'lab/a.txt'), file('a', 'lab/a.png'), file('b', 'lab/b.png'));
  await add(file(HITACHI.replace('2.5', '7'), 'notes/b.txt'));
  expect(store.getState().records.map(({ scale }) => scale?.pixelSizeNm)).toEqual([2.5, 7]);
  expect(store.getState().records[0]?.metadata).toMatchObject({
    vendor: 'hitachi',
    magnification: 4000,
  });
  expect(disk.records.get('b' as PictureId)?.scale?.source).toBe('sidecar');
  expect(store.getState().problems).toEqual([]);
  expect(notices()[0]).toMatch(/^The microscope’s notes on 1 of the pictures/);
});

test('a sidecar without its picture is listed with what to do', async () => {
  const { add, store } = await opened();
  await add(file(HITACHI, 'lab/z.txt'), file('a', 'lab/a.png'));
  expect(store.getState().problems).toEqual([
    {
      path: 'lab/z.txt',
      code: 'not-a-picture',
      reason: expect.stringMatching(/notes on a picture of the same name/),
    },
  ]);
});

test('a file that failed is tried again, and its problem goes when it can be read', async () => {
  const { add, store, calls } = await opened();
  await add(file('broken', 'lab/a.png'), file('broken', 'lab/b.png'));
  await add(file('good', 'lab/a.png'), file('broken', 'lab/b.png'));
  expect(store.getState().records.map(({ id }) => id)).toEqual(['good']);
  expect(store.getState().problems.map(({ path }) => path)).not.toContain('lab/a.png');
  expect(calls).toContain('drop problems lab/a.png');
});

test('a file whose path, size and time are known is not read again', async () => {
  const { add, store, disk, notices } = await opened();
  await add(file('a', 'lab/a.png'));
  const [record] = store.getState().records;
  disk.records.set(record.id, { ...record, fileBytes: 6, modifiedAt: 1e12 });
  await store.getState().openProject();
  await add(file('broken', 'lab/a.png', 1e12));
  expect(store.getState().problems).toEqual([]);
  expect(notices()).toEqual([expect.stringMatching(/^1 of these files/)]);
  await add(file('broken', 'lab/a.png', 2e12));
  expect(store.getState().problems).toHaveLength(1);
});

test('a content in folders of two labels keeps the first, and the person is told which', async () => {
  const { add, labels, notices, store } = await opened();
  await add(
    file('a', 'lab/Tips/a.png'),
    file('b', 'lab/Powder/b.png'),
    file('a', 'lab/Powder/a.png'),
  );
  expect(labels()).toEqual({ 'lab/Tips/a.png': 'Tips', 'lab/Powder/b.png': 'Powder' });
  expect(notices().join()).toContain('lab/Tips/a.png keeps Tips, and lies in a folder Powder, too');
  await store.getState().setLabel(['a' as PictureId], 'Fibres');
  const told = notices().length;
  await add(file('a', 'lab/Powder/a.png'));
  expect(notices().slice(told).join()).not.toContain('keeps');
});
