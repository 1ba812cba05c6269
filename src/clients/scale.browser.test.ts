import { afterAll, describe, expect, test } from 'vitest';
import { planSample } from '../core/sample/sample-plan.ts';
import type { StripeStyle } from '../core/sample/stripe-styles.ts';
import type { ScaleReading } from '../core/scale/scale-reading.ts';
import { ImagingClient } from './imaging.ts';
import { ScaleClient } from './scale.ts';

const SEED = 77;
const imaging = new ImagingClient(undefined, 1);
const client = new ScaleClient(undefined, 1);
afterAll(() => {
  imaging.dispose();
  client.dispose();
});
const options = () => ({ signal: new AbortController().signal });

/** The first sample picture with this stripe, without its truth. */
async function sampleOf(style: StripeStyle) {
  let index = 0;
  while (planSample(index, SEED).style !== style) index++;
  const { file } = await imaging.sample(index, SEED, options());
  return { file, truth: planSample(index, SEED).scale };
}

function expectTruth(
  reading: ScaleReading | undefined,
  truth: Awaited<ReturnType<typeof sampleOf>>['truth'],
) {
  expect(reading?.label).toEqual({ value: truth.labelValue, unit: truth.labelUnit });
  expect(reading?.pixelSizeNm).toBeGreaterThan(0.98 * truth.pixelSizeNm);
  expect(reading?.pixelSizeNm).toBeLessThan(1.02 * truth.pixelSizeNm);
}

const STYLES = [
  'zeiss-raised',
  'zeiss-green',
  'zeiss-box',
  'fei',
  'hitachi-black',
  'tescan',
] as const;

test.each(STYLES)('a %s stripe is read from its pixels', async (style) => {
  const { file, truth } = await sampleOf(style);
  const reading = await client.read({ file, name: file.name, told: undefined }, options());
  expectTruth(reading, truth);
  const { evidence } = reading ?? {};
  expect(evidence?.crop.width).toBeGreaterThan(truth.barPixels);
  expect(evidence?.label).toBeDefined();
});

test('a smaller copy is told in the pixels of the original', async () => {
  const { file, truth } = await sampleOf('jeol-black');
  const fullWidth = 2 * (await createImageBitmap(file)).width;
  const picture = { file, name: file.name, fullWidth, told: undefined };
  const reading = await client.read(picture, options());
  expectTruth(reading, { ...truth, pixelSizeNm: truth.pixelSizeNm / 2 });
});

describe('a picture that was changed since', () => {
  interface Change {
    /** Of the picture, after over before. */
    readonly zoom?: number;
    /** Over the picture's width, on all sides. */
    readonly frame?: number;
    readonly light?: number;
  }

  /** A sample that browsers decode, drawn anew and saved as a JPEG. */
  async function changedSample(style: StripeStyle, { zoom = 1, frame = 0, light = 1 }: Change) {
    let index = 0;
    const isIt = ({ style: its, format }: ReturnType<typeof planSample>) =>
      its === style && ['png', 'jpeg'].includes(format);
    while (!isIt(planSample(index, SEED))) index++;
    const { file } = await imaging.sample(index, SEED, options());
    const bitmap = await createImageBitmap(file);
    const [width, height] = [bitmap.width, bitmap.height].map((side) => Math.round(side * zoom));
    const margin = Math.round(frame * (width ?? 0));
    const canvas = new OffscreenCanvas((width ?? 0) + 2 * margin, (height ?? 0) + 2 * margin);
    const context = canvas.getContext('2d');
    if (!context) throw new TypeError('no 2D canvas');
    context.fillStyle = frame > 0 ? '#fff' : '#000';
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.imageSmoothingQuality = 'high';
    context.globalAlpha = light;
    context.drawImage(bitmap, margin, margin, width ?? 0, height ?? 0);
    const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.8 });
    const { scale } = planSample(index, SEED);
    const truth = { ...scale, pixelSizeNm: scale.pixelSizeNm / zoom };
    return { file: new File([blob], 'changed.jpg'), truth };
  }

  test.each<[string, StripeStyle, Change]>([
    ['put into a frame', 'zeiss-raised', { frame: 0.08 }],
    ['shrunken', 'fei', { zoom: 0.8 }],
    ['enlarged', 'jeol-black', { zoom: 1.5 }],
    ['darkened', 'hitachi', { light: 0.8 }],
  ])('%s', async (_, style, change) => {
    const { file, truth } = await changedSample(style, change);
    const reading = await client.read({ file, name: file.name, told: undefined }, options());
    expectTruth(reading, truth);
  });
});

describe('metadata', () => {
  const told = (pixelSizeNm: number): ScaleReading => ({
    label: undefined,
    pixelSizeNm,
    source: 'vendor-metadata',
    confidence: 0.95,
  });

  test('of the generator need no reading', async () => {
    const { file, truth } = await sampleOf('fei');
    const reading = await client.read({ file, name: file.name, told: 'in-file' }, options());
    expect(reading).toMatchObject({ source: 'generator', pixelSizeNm: truth.pixelSizeNm });
  });

  test('that tell another size mean a resized picture', async () => {
    const { file, truth } = await sampleOf('tescan');
    const other = told(2 * truth.pixelSizeNm);
    const reading = await client.read({ file, name: file.name, told: other }, options());
    expect(reading?.checks?.find(({ kind }) => kind === 'metadata')?.agrees).toBe(false);
    expect(reading?.confidence).toBe(0.5);
  });
});

test('a file that is no picture is refused', async () => {
  const file = new File(['no picture'], 'notes.tif');
  await expect(
    client.read({ file, name: file.name, told: undefined }, options()),
  ).rejects.toThrow();
});

test('a cancelled reading ends', async () => {
  const { file } = await sampleOf('zeiss-white');
  const controller = new AbortController();
  const reading = client.read(
    { file, name: file.name, told: undefined },
    { signal: controller.signal },
  );
  controller.abort(new DOMException('Cancelled', 'AbortError'));
  await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
});
