import { expect, test } from 'vitest';
import type { Rectangle } from '../core/dataset/picture.ts';
import type { Raster8 } from '../core/image/raster.ts';
import type { Ocr } from './ocr.ts';
import { readPrintedScale } from './read-printed-scale.ts';

const WIDTH = 600;
const HEIGHT = 640;
const BAR: Rectangle = { x: 400, y: 560, width: 150, height: 13 };
const LETTERS = Array.from({ length: 5 }, (_, i) => ({
  x: 430 + 12 * i,
  y: 582,
  width: 9,
  height: 14,
}));

/** A rough grey picture with a white bar and white letters under it. */
function picture(): Raster8 {
  const data = Uint8Array.from({ length: WIDTH * HEIGHT }, (_, i) => 60 + ((i * 7919) % 97));
  for (const { x, y, width, height } of [BAR, ...LETTERS]) {
    for (let row = y; row < y + height; row++) {
      data.fill(255, row * WIDTH + x, row * WIDTH + x + width);
    }
  }
  // Shrinking leaves a paler edge.
  const edge = (BAR.y + BAR.height - 1) * WIDTH + BAR.x;
  data.fill(240, edge + 40, edge + 110);
  return { data, width: WIDTH, height: HEIGHT, channels: 1 };
}

const reads =
  (text: string): Ocr =>
  async ({ width, height }) => [
    { text, confidence: 0.9, box: { x: 12, y: 12, width: width - 24, height: height - 24 } },
  ];

/** The picture in the middle of a white page. */
function onPage({ data }: Raster8, margin: number): Raster8 {
  const width = WIDTH + 2 * margin;
  const height = HEIGHT + 2 * margin;
  const page = new Uint8Array(width * height).fill(255);
  for (let y = 0; y < HEIGHT; y++) {
    page.set(data.subarray(y * WIDTH, (y + 1) * WIDTH), (y + margin) * width + margin);
  }
  return { data: page, width, height, channels: 1 };
}

test('a white bar on a picture is not taken for a box that was read', async () => {
  const reading = await readPrintedScale(picture(), reads('500nm'));
  expect(reading).toMatchObject({ label: { value: 500, unit: 'nm' }, source: 'printed-bar' });
  expect(reading?.barPixels).toBeCloseTo(BAR.width, 5);
});

test('inside a frame it is told in the pixels of the whole', async () => {
  const margin = 40;
  const reading = await readPrintedScale(onPage(picture(), margin), reads('500nm'));
  expect(reading?.pixelSizeNm).toBeCloseTo(500 / BAR.width, 5);
  expect(reading?.evidence?.bar).toMatchObject({
    from: BAR.x + margin,
    to: BAR.x + BAR.width + margin,
  });
});
