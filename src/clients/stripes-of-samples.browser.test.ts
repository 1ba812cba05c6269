import { afterAll, expect, test } from 'vitest';
import { contrastWindow, toEightBit } from '../core/image/contrast.ts';
import { findStripe } from '../core/image/find-stripe.ts';
import { luminance } from '../core/image/luminance.ts';
import { decodePicture } from '../imaging/decode-picture.ts';
import { ImagingClient } from './imaging.ts';

const PICTURES = 60;
const client = new ImagingClient();
afterAll(() => client.dispose());

async function stripeOf(index: number) {
  const { file, path } = await client.sample(index, 3, { signal: new AbortController().signal });
  const bytes = new Uint8Array(await file.arrayBuffer());
  const { raster, metadata } = await decodePicture(bytes, path, {});
  const whole = { x: 0, y: 0, width: raster.width, height: raster.height };
  const isDeep = !(raster.data instanceof Uint8Array);
  const window = isDeep ? contrastWindow(raster, whole) : { low: 0, high: 255 };
  const found = raster.height - findStripe(luminance(toEightBit(raster, window))).height;
  return { told: metadata?.stripeHeight, found };
}

test('stripes of sample pictures are found without being told where they are', async () => {
  const stripes = await Promise.all(Array.from({ length: PICTURES }, (_, i) => stripeOf(i)));
  const told = stripes.filter((s) => s.told !== undefined);
  const laidOver = stripes.filter((s) => s.told === undefined);
  expect(told.length).toBeGreaterThan(PICTURES / 2);
  for (const { told: rows, found } of told) {
    expect(found).toBeGreaterThanOrEqual(rows!);
    expect(found).toBeLessThanOrEqual(rows! + 6);
  }
  expect(laidOver.filter((s) => s.found > 0).length).toBeGreaterThan(0.8 * laidOver.length);
});
