import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import tesseract from 'tesseract.js';
import { afterAll, describe, expect, test } from 'vitest';
import { contrastWindow, toEightBit } from '../core/image/contrast.ts';
import { withoutIdleColour } from '../core/image/luminance.ts';
import type { Raster8 } from '../core/image/raster.ts';
import { decodeTiff } from '../imaging/tiff/decode-tiff.ts';
import { readTiffDirectory } from '../imaging/tiff/tiff-directory.ts';
import type { Ocr } from './ocr.ts';
import { readPrintedScale } from './read-printed-scale.ts';
import { readerOf } from './tesseract-reader.ts';

const FOLDER = new URL('../../../shared/data/sem/', import.meta.url);
const isThere = existsSync(new URL('truth.csv', FOLDER));
const DATA = fileURLToPath(
  new URL('../../node_modules/@tesseract.js-data/eng/4.0.0_best_int', import.meta.url),
);

test.runIf(!isThere)(
  'real pictures are absent (../shared/data/sem), so nothing is read on them',
  (t) => t.skip('no real pictures'),
);

let reader: { readonly ocr: Ocr; end(): Promise<unknown> } | undefined;

async function start() {
  if (reader) return reader.ocr;
  const options = { langPath: DATA, gzip: true, cacheMethod: 'none' };
  const engine = await tesseract.createWorker('eng', 1, options);
  const ocr = readerOf(engine, (file) => Buffer.from(file));
  reader = { ocr, end: () => engine.terminate() };
  return ocr;
}

afterAll(() => reader?.end());

async function picture(file: string): Promise<Raster8> {
  const bytes = new Uint8Array(readFileSync(new URL(file, FOLDER)));
  const { raster } = await decodeTiff(bytes, readTiffDirectory(bytes));
  const whole = { x: 0, y: 0, width: raster.width, height: raster.height };
  const isDeep = raster.data.BYTES_PER_ELEMENT > 1;
  const window = isDeep ? contrastWindow(raster, whole) : { low: 0, high: 255 };
  return withoutIdleColour(toEightBit(raster, window));
}

/** One of each kind of stripe: file, label, nanometres a pixel. */
const LUNG = 'Biological/lungcells_avll__Datasets__Lung_Cells_SEM_Images_group1_DC_v2__Lung_Cells_';
const CASES = [
  ['a split bar', `${LUNG}Exposed_to_Crystalline_Silica_CS___CS_DCs_1000x_A.tif`, '50 um', 134.9],
  [
    'a rule through the µ',
    'Porous_Sponge/neclipse__dataset__sample__SS_316_P_C__1_001.tif',
    '500 um',
    2241.6,
  ],
  ['ticks on the picture', 'Biological/rickgummy__data__raw__C1-3_A_m06.tif', '50 um', 99.2],
  ['ticks over a stripe', 'Nanowires/mumrah_nanowire__experimental_sem__23.tif', '10 um', 22.03],
  ['a capped bar and a width', 'Fibres/fibresem__sampledata__sample.01_img08.tif', '1 um', 9.766],
  ['a short bar and a width', 'Porous_Sponge/aquami__micrographs__Sample.tif', '20 nm', 0.543],
  [
    'a solid bar far from its label',
    'Porous_Sponge/darwin_scaffold__data__biomaterials__sem__raw__D1_20x_sem.tiff',
    '1 mm',
    4672.9,
  ],
  [
    'a measured length on the picture',
    'Particles/llnl_list__sample_data__image_c_r_02.tif',
    '100 nm',
    0.4695,
  ],
] as const;

describe.runIf(isThere)('real pictures', () => {
  test.each(CASES)('%s', async (_, file, label, pixelSizeNm) => {
    const reading = await readPrintedScale(await picture(file), await start());
    expect(`${reading?.label?.value} ${reading?.label?.unit}`).toBe(label);
    expect(reading?.pixelSizeNm).toBeGreaterThan(0.98 * pixelSizeNm);
    expect(reading?.pixelSizeNm).toBeLessThan(1.02 * pixelSizeNm);
  });

  test('a picture without a stripe', async () => {
    const blank = await picture('Tips/demarco__fibsem__detection__test_image.tif');
    expect(await readPrintedScale(blank, await start())).toBeUndefined();
  });
});
