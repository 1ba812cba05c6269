import { describe, expect, test } from 'vitest';
import type { PictureId, PictureRecord } from '../../core/dataset/picture.ts';
import type { AppState } from '../../state/app-state.ts';
import { grow } from '../../state/grown-list.ts';
import { createTestStore } from '../../state/test-store.ts';
import { type GalleryFilter, type GalleryOrder, NO_FILTER } from '../../state/view.ts';
import { furtherFilters } from './picture-filter.ts';
import { visiblePictures } from './visible-pictures.ts';

function picture(path: string, more: Partial<PictureRecord> = {}): PictureRecord {
  const id = path as PictureId;
  return {
    id,
    path,
    otherPaths: [],
    fileBytes: 1,
    importedAt: 1,
    format: 'tiff',
    width: 800,
    height: 600,
    bitDepth: 8,
    contrast: undefined,
    crop: { x: 0, y: 0, width: 800, height: 600 },
    metadata: undefined,
    scale: undefined,
    folderLabel: undefined,
    synthetic: false,
    ...more,
  };
}

const scale = (pixelSizeNm: number | undefined, confidence: number) => ({
  label: undefined,
  pixelSizeNm,
  source: 'printed-bar' as const,
  confidence,
  checks: [],
});

const records = [
  picture('x/a10.tif', {
    importedAt: 1,
    folderLabel: 'Tips',
    metadata: {
      vendor: 'zeiss',
      instrument: 'SIGMA',
      detector: 'InLens',
      voltageKv: 5,
      acquiredAt: '2020-02-13T10:00:00',
    },
    scale: scale(20, 0.95),
  }),
  picture('x/a9.tif', {
    importedAt: 2,
    bitDepth: 16,
    width: 1536,
    metadata: { vendor: 'fei', acquiredAt: '2020-02-12T10:00:00' },
    scale: scale(5, 0.5),
  }),
  picture('y/B1.png', {
    importedAt: 3,
    folderLabel: 'Fibres',
    height: 4096,
    otherPaths: ['copies/Kept.png'],
    scale: scale(undefined, 0),
  }),
  picture('y/gone.png', { importedAt: 4 }),
];

const base = createTestStore().store.getState();
const predict = (label: string, isUnsure: boolean, confidence: number) =>
  ({ label, isUnsure, confidence }) as const;

function stateOf(filter: Partial<GalleryFilter>, order: Partial<GalleryOrder> = {}): AppState {
  return {
    ...base,
    records,
    decided: {
      ...base.decided,
      labels: new Map([['x/a9.tif' as PictureId, 'Nanowires']]),
      removed: new Set(['y/gone.png' as PictureId]),
    },
    predictions: new Map([
      ['x/a10.tif' as PictureId, predict('Tips', false, 0.9)],
      ['x/a9.tif' as PictureId, predict('Tips', true, 0.4)],
    ]),
    filter: { ...NO_FILTER, ...filter },
    order: { ...base.order, ...order },
  };
}

const names = (state: AppState) =>
  visiblePictures(state).map(({ path }) => path.split('/')[1]?.split('.')[0]);

const session = {
  key: '',
  folder: 'x',
  instrument: '',
  from: undefined,
  pictures: ['x/a9.tif', 'y/gone.png'] as PictureId[],
};

describe('filters', () => {
  test.each<[Partial<GalleryFilter>, string[]]>([
    [{}, ['a10', 'a9', 'B1']],
    [{ label: 'Nanowires' }, ['a9']],
    [{ label: null }, []],
    [{ text: 'Y/b' }, ['B1']],
    [{ text: 'kept' }, ['B1']],
    [{ text: ' inlens  sigma ' }, ['a10']],
    [{ text: 'thermo' }, ['a9']],
    [{ text: 'kv x/' }, ['a10']],
    [{ text: 'inlens thermo' }, []],
    [{ vendor: 'fei' }, ['a9']],
    [{ vendor: null }, ['B1']],
    [{ session }, ['a9']],
    [{ scale: 'known' }, ['a10', 'a9']],
    [{ scale: 'unsure' }, ['a9', 'B1']],
    [{ scale: 'unknown' }, ['B1']],
    [{ depth: '8 bit' }, ['a10', 'B1']],
    [{ depth: 'more' }, ['a9']],
    [{ size: 'small' }, ['a10']],
    [{ size: 'middle' }, ['a9']],
    [{ size: 'large' }, ['B1']],
    [{ prediction: 'sure' }, ['a10']],
    [{ prediction: 'unsure' }, ['a9']],
    [{ prediction: 'other' }, ['a9']],
    [{ removed: true }, ['gone']],
    [{ removed: true, session }, ['gone']],
    [{ depth: '8 bit', label: 'Tips' }, ['a10']],
  ])('%o', (filter, shown) => {
    expect(names(stateOf(filter))).toEqual(shown);
  });

  test('those behind the button are counted', () => {
    expect(furtherFilters({ ...NO_FILTER, label: 'Tips', text: 'a' })).toBe(0);
    expect(furtherFilters({ ...NO_FILTER, vendor: null, removed: true, session })).toBe(3);
  });
});

describe('orders', () => {
  test.each<[GalleryOrder['by'], string[], string[]]>([
    ['imported', ['a10', 'a9', 'B1'], ['B1', 'a9', 'a10']],
    ['name', ['a9', 'a10', 'B1'], ['B1', 'a10', 'a9']],
    ['label', ['B1', 'a9', 'a10'], ['a10', 'a9', 'B1']],
    ['taken', ['a9', 'a10', 'B1'], ['a10', 'a9', 'B1']],
    ['pixel-size', ['a9', 'a10', 'B1'], ['a10', 'a9', 'B1']],
    ['size', ['a10', 'a9', 'B1'], ['B1', 'a9', 'a10']],
    ['confidence', ['a9', 'a10', 'B1'], ['a10', 'a9', 'B1']],
  ])('by %s', (by, ascending, descending) => {
    expect(names(stateOf({}, { by }))).toEqual(ascending);
    expect(names(stateOf({}, { by, isDescending: true }))).toEqual(descending);
  });

  test('more pictures are put in their places, and nothing new is the same array', () => {
    const state = stateOf({}, { by: 'name' });
    const former = visiblePictures(state);
    expect(visiblePictures({ ...state, theme: 'light' })).toBe(former);
    const more = grow(records, [picture('z/a9b.tif'), picture('z/A1.tif')]);
    expect(names({ ...state, records: more })).toEqual(['A1', 'a9', 'a9b', 'a10', 'B1']);
    expect(former).toHaveLength(3);
  });
});
