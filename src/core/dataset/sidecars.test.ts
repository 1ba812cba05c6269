import { expect, test } from 'vitest';
import type { ScaleReading } from '../scale/scale-reading.ts';
import { applySidecar } from './apply-sidecar.ts';
import type { PictureId, PictureRecord } from './picture.ts';
import { isSidecarName, sidecarMatcher } from './sidecar-matcher.ts';

function recordOf(path: string, more: Partial<PictureRecord> = {}): PictureRecord {
  return {
    id: path as PictureId,
    path,
    otherPaths: [],
    fileBytes: 1,
    importedAt: 1,
    format: 'tiff',
    width: 1280,
    height: 1024,
    bitDepth: 8,
    contrast: undefined,
    crop: { x: 0, y: 0, width: 1280, height: 960 },
    metadata: undefined,
    scale: undefined,
    folderLabel: undefined,
    synthetic: false,
    ...more,
  };
}

const sidecar = {
  width: 1280,
  height: 960,
  metadata: { vendor: 'hitachi', pixelSizeNm: 2, magnification: 5000 },
} as const;
const read = (source: ScaleReading['source']): ScaleReading => ({
  label: { value: 5, unit: 'um' },
  pixelSizeNm: 3,
  source,
  confidence: 0.7,
});

test('a bare picture takes all that the sidecar says', () => {
  expect(applySidecar(recordOf('a.tif'), sidecar)).toEqual({
    id: 'a.tif',
    metadata: { vendor: 'hitachi', pixelSizeNm: 2, magnification: 5000, fieldWidthNm: 2560 },
    scale: { label: undefined, pixelSizeNm: 2, source: 'sidecar', confidence: 0.95 },
  });
});

test.each(['imagej', 'printed-width', 'printed-bar'] as const)(
  'a scale by %s gives way, its printed label stays',
  (source) => {
    const change = applySidecar(recordOf('a.tif', { scale: read(source) }), sidecar);
    expect(change?.scale).toMatchObject({
      source: 'sidecar',
      pixelSizeNm: 2,
      label: { value: 5, unit: 'um' },
    });
  },
);

test.each(['vendor-metadata', 'person', 'generator'] as const)('a scale by %s stays', (source) => {
  const metadata = { vendor: 'fei', pixelSizeNm: 3 } as const;
  const change = applySidecar(recordOf('a.tif', { scale: read(source), metadata }), sidecar);
  expect(change?.scale).toEqual(read(source));
  expect(change?.metadata).toMatchObject({ vendor: 'fei', pixelSizeNm: 3, magnification: 5000 });
});

test('a picture of another width was resized: its pixels are not those of the sidecar', () => {
  const change = applySidecar(recordOf('a.tif', { width: 640 }), sidecar);
  expect(change).toEqual({
    id: 'a.tif',
    metadata: { vendor: 'hitachi', magnification: 5000 },
    scale: undefined,
  });
});

test('the same sidecar once more changes nothing', () => {
  const record = recordOf('a.tif');
  const after = { ...record, ...applySidecar(record, sidecar) };
  expect(applySidecar(after, sidecar)).toBeUndefined();
});

async function matched(sidecarPath: string, width: number | undefined, ...paths: string[]) {
  const picturesOf = await sidecarMatcher(paths.map((path) => recordOf(path)));
  return picturesOf(sidecarPath, width).map(({ path }) => path);
}

test.each([
  ['lab/a.txt', ['lab/a.tif', 'other/a.tif'], ['lab/a.tif']],
  ['lab/A-tif.hdr', ['lab/a.tif'], ['lab/a.tif']],
  ['lab/a.tif.hdr', ['lab/a.tif'], ['lab/a.tif']],
  ['lab/a.txt', ['lab/a.tif', 'lab/a.jpg'], ['lab/a.tif', 'lab/a.jpg']],
  ['notes/a.txt', ['lab/a.tif', 'lab/b.tif'], ['lab/a.tif']],
  ['notes/a.txt', ['lab/a.tif', 'other/a.tif'], []],
  ['lab/a.txt', ['lab/ab.tif'], []],
  ['lab/stack.txt', ['lab/stack.tif', 'lab/stack.tif#2'], ['lab/stack.tif', 'lab/stack.tif#2']],
])('%s among %j speaks of %j', async (path, paths, expected) => {
  expect(await matched(path, undefined, ...paths)).toEqual(expected);
});

test('elsewhere the width tells pictures of one name apart', async () => {
  const pictures = [recordOf('x/a.tif', { width: 640 }), recordOf('y/a.tif')];
  const found = (await sidecarMatcher(pictures))('notes/a.txt', 1280);
  expect(found.map(({ path }) => path)).toEqual(['y/a.tif']);
});

test('a sidecar is known by its ending', () => {
  expect(['a.txt', 'a-tif.HDR', 'a.csv', 'a.tif'].map(isSidecarName)).toEqual([
    true,
    true,
    false,
    false,
  ]);
});
