import { fromArrayBuffer } from 'geotiff';
import { expect, test } from 'vitest';
import { encodeTiff } from './encode-tiff.ts';
import { toOverlayPalette } from './overlay-palette.ts';

const WIDTH = 7;
const HEIGHT = 5;
const ramp = Uint8Array.from({ length: WIDTH * HEIGHT }, (_, i) => i * 7);

async function read(bytes: Uint8Array<ArrayBuffer>) {
  const image = await (await fromArrayBuffer(bytes.buffer)).getImage();
  const rasters = await image.readRasters({ interleave: true });
  return { image, samples: Array.from(rasters as unknown as Uint16Array) };
}

test.each([
  ['8', ramp],
  ['16', Uint16Array.from(ramp, (level) => level * 257 + 3)],
])('%s-bit grey samples come back as they went in', async (_, samples) => {
  const bytes = encodeTiff({ width: WIDTH, height: HEIGHT, samples, description: 'x' });
  const { image, samples: back } = await read(bytes);
  expect([image.getWidth(), image.getHeight()]).toEqual([WIDTH, HEIGHT]);
  expect(image.getBitsPerSample()).toBe(samples.BYTES_PER_ELEMENT * 8);
  expect(back).toEqual(Array.from(samples));
});

test.each(['a', 'ab', '{"semscape":1,"unit":"um"}'])('the description %s is kept', async (text) => {
  const bytes = encodeTiff({ width: WIDTH, height: HEIGHT, samples: ramp, description: text });
  const { image } = await read(bytes);
  expect(await image.fileDirectory.loadValue('ImageDescription')).toBe(`${text}\0`);
});

test('the overlay palette keeps greys to a step and colours to their hue', async () => {
  const colours = [
    [0, 0, 0],
    [255, 255, 255],
    [130, 130, 130],
    [224, 0, 0],
    [0, 208, 0],
    [16, 64, 160],
    [240, 128, 128],
  ];
  const rgba = new Uint8ClampedArray(colours.flatMap((colour) => [...colour, 255]));
  const { samples, colourMap } = toOverlayPalette(rgba);
  const bytes = encodeTiff({ width: 7, height: 1, samples, colourMap, description: '' });
  const { samples: indices } = await read(bytes);
  const shown = indices.map((i) => [0, 256, 512].map((start) => colourMap[start + i] / 257));
  shown.forEach((colour, i) => {
    colour.forEach((level, channel) => {
      expect(Math.abs(level - colours[i][channel])).toBeLessThan(17);
    });
  });
});
