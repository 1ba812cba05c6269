import { expect, test } from 'vitest';
import { readTiffDirectory, readTiffPages } from './tiff-directory.ts';
import { type TestPage, writeTestPages } from './write-test-pages.ts';

const page = (width: number, more: Partial<TestPage> = {}): TestPage => ({
  width,
  height: 10,
  grey: 9,
  ...more,
});

const widths = (pages: readonly TestPage[]) =>
  readTiffPages(writeTestPages(pages)).map((directory) => directory.number(256));

test.each([
  [[page(20)], [20]],
  [
    [page(20), page(30), page(20)],
    [20, 30, 20],
  ],
  [[page(20, { subfile: 1 }), page(30)], [30]],
  [[page(20), page(20, { subfile: 4 })], [20]],
  [[page(100), page(10)], [100]],
  [[page(10), page(100)], [100]],
  [[page(20, { subfile: 1 })], [20]],
])('pages %j are pictures of widths %j', (pages, expected) => {
  expect(widths(pages)).toEqual(expected);
  expect(readTiffDirectory(writeTestPages(pages)).number(256)).toBe(expected[0]);
});

test('a chain that bites its tail ends', () => {
  const file = writeTestPages([page(20), page(21)]);
  const view = new DataView(file.buffer);
  view.setUint32(file.length - 4, view.getUint32(4, true), true);
  expect(readTiffPages(file)).toHaveLength(2);
});
