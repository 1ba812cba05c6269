import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { contrastWindow, toEightBit } from '../core/image/contrast.ts';
import { findStripe } from '../core/image/find-stripe.ts';
import { luminance } from '../core/image/luminance.ts';
import { readTiffMetadata } from './read-metadata.ts';
import { decodeTiff } from './tiff/decode-tiff.ts';
import { readTiffDirectory } from './tiff/tiff-directory.ts';

const FOLDER = new URL('../../../shared/data/sem/', import.meta.url);
const isThere = existsSync(new URL('truth.csv', FOLDER));

/** Only the leading columns and the last are needed, and a remark in quotes stands between them. */
function truthRows(): { readonly file: string; readonly pixelSizeNm: number | undefined }[] {
  if (!isThere) return [];
  const [, ...lines] = readFileSync(new URL('truth.csv', FOLDER), 'utf8').trim().split('\n');
  return lines.map((line) => {
    const last = line.slice(line.lastIndexOf(',') + 1).trim();
    return { file: line.slice(0, line.indexOf(',')), pixelSizeNm: last ? Number(last) : undefined };
  });
}

const tiffs = truthRows().filter(({ file }) => /\.tiff?$/.test(file));

async function read(file: string) {
  const bytes = new Uint8Array(readFileSync(new URL(file, FOLDER)));
  const page = readTiffDirectory(bytes);
  const { raster } = await decodeTiff(bytes, page);
  const whole = { x: 0, y: 0, width: raster.width, height: raster.height };
  const shown = toEightBit(raster, contrastWindow(raster, whole));
  return { ...readTiffMetadata(bytes, page), grey: luminance(shown) };
}

test.runIf(!isThere)(
  'real pictures are absent (../shared/data/sem), so nothing is checked on them',
  (t) => t.skip('no real pictures'),
);

describe.runIf(isThere)('real pictures', () => {
  test('there are as many as the table says', () => {
    expect(tiffs).toHaveLength(58);
    expect(tiffs.filter(({ pixelSizeNm }) => pixelSizeNm !== undefined)).toHaveLength(26);
  });

  test.each(tiffs)('$file', async ({ file, pixelSizeNm }) => {
    const { metadata, scale, grey } = await read(file);
    if (pixelSizeNm !== undefined) {
      expect(Math.abs(scale!.pixelSizeNm! / pixelSizeNm - 1)).toBeLessThan(0.01);
    }
    const found = grey.height - findStripe(grey).height;
    expect(found).toBeLessThanOrEqual(grey.height / 4);
    const told = metadata?.stripeHeight;
    if (told === undefined) return;
    expect(found).toBeGreaterThanOrEqual(told - 3);
    expect(found).toBeLessThanOrEqual(told + 12);
  });
});
