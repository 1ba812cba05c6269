import { expect, test } from 'vitest';
import { writeTestPages } from '../src/imaging/tiff/write-test-pages.ts';
import { createScaleApi } from './scale.ts';

const WIDTH = 320;
const HEIGHT = 240;
const ROWS = { from: 210, to: 222 };

/** Two grey pages, the second with a white stripe of black strokes like letters. */
function twoPages(): Blob {
  const page = { width: WIDTH, height: HEIGHT, grey: 90 };
  const file = writeTestPages([page, page]);
  const second = file.lastIndexOf(90) + 1 - WIDTH * HEIGHT;
  const paint = (y: number, x: number, width: number, grey: number) => {
    file.fill(grey, second + y * WIDTH + x, second + y * WIDTH + x + width);
  };
  for (let y = ROWS.from - 8; y < HEIGHT; y++) paint(y, 0, WIDTH, 255);
  for (let y = ROWS.from; y < ROWS.to; y++) {
    for (let x = 20; x < 120; x += 12) paint(y, x, 6, 0);
  }
  return new Blob([file]);
}

function openApi() {
  const read: number[] = [];
  const api = createScaleApi(async () => async (image) => {
    read.push(image.width);
    return [];
  });
  const job = { signal: new AbortController().signal, report: () => {} };
  const readPage = (page: number) =>
    api.read({ file: twoPages(), name: 'stack.tif', page, told: undefined }, job);
  return { read, readPage };
}

test('the page that was asked for is the one that is read', async () => {
  const { read, readPage } = openApi();
  await readPage(1);
  expect(read).toEqual([]);
  await readPage(2);
  expect(read.length).toBeGreaterThan(0);
});

test('a page that the file no longer has is an error that says so', async () => {
  await expect(openApi().readPage(3)).rejects.toMatchObject({ code: 'unreadable-picture' });
});
