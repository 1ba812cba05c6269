import { expect, test } from 'vitest';
import type { PictureId, PictureRecord } from '../../core/dataset/picture.ts';
import { factsOf } from './picture-facts.ts';

const bare: PictureRecord = {
  id: 'x' as PictureId,
  path: 'x.tif',
  otherPaths: [],
  fileBytes: 1_700_000,
  importedAt: 0,
  format: 'tiff',
  width: 1536,
  height: 1103,
  bitDepth: 16,
  contrast: { low: 100.4, high: 60_000 },
  crop: { x: 0, y: 0, width: 1536, height: 1024 },
  metadata: undefined,
  scale: undefined,
  folderLabel: undefined,
  synthetic: false,
};

const asText = (record: PictureRecord) =>
  factsOf(record).map(({ name, value }) => `${name}: ${value}`);

test('what the file says of itself, and that the scale is not known', () => {
  expect(asText(bare)).toEqual([
    'Size: 1536 × 1103 px',
    'Pixel size: not known',
    'Format: TIFF, 16 bit, 1.7 MB',
    'Grey range: 100 to 60000 shown',
  ]);
});

test('a reading that found no scale has no source, a word that there is none has', () => {
  const reading = { label: undefined, pixelSizeNm: undefined, confidence: 0 } as const;
  const sourceOf = (source: 'printed-bar' | 'person') =>
    asText({ ...bare, scale: { ...reading, source } }).find((fact) => /^Scale from/.test(fact));
  expect(sourceOf('printed-bar')).toBeUndefined();
  expect(sourceOf('person')).toMatch(/^Scale from: ./);
});

test('what the microscope wrote, in units', () => {
  const record: PictureRecord = {
    ...bare,
    contrast: undefined,
    metadata: {
      vendor: 'fei',
      instrument: 'Versa 3D',
      voltageKv: 5,
      workingDistanceMm: 13.268,
      magnification: 1000,
      acquiredAt: '2020-02-06T12:24:02',
    },
    scale: {
      label: { value: 50, unit: 'um' },
      pixelSizeNm: 134.9,
      source: 'vendor-metadata',
      confidence: 1,
    },
  };
  expect(asText(record)).toEqual([
    'Size: 1536 × 1103 px',
    'Pixel size: 135 nm',
    'Field width: 207 µm',
    'Scale label: 50 µm',
    'Scale from: the microscope’s metadata',
    'Microscope: FEI / Thermo Fisher, Versa 3D',
    'Magnification: 1,000 ×',
    'Voltage: 5 kV',
    'Working distance: 13.3 mm',
    'Taken: 2020-02-06 12:24:02',
    'Format: TIFF, 16 bit, 1.7 MB',
  ]);
});

test('a page of a file says which one it is', () => {
  const page = { fileId: bare.id, number: 2, of: 5 };
  expect(asText({ ...bare, page })[0]).toBe('Page: 2 of 5 in one file');
});
