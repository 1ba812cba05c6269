import { expect, test, vi } from 'vitest';
import type { PictureId, PictureRecord } from '../core/dataset/picture.ts';
import type { ScaleReading } from '../core/scale/scale-reading.ts';
import type { ScalePicture } from '../protocol/scale.ts';
import { createScalesSlice } from './scales.ts';
import { scaleOf } from './selectors.ts';
import type { Services } from './services.ts';

const READING: ScaleReading = {
  label: { value: 1, unit: 'um' },
  pixelSizeNm: 10,
  source: 'printed-bar',
  confidence: 0.7,
  barPixels: 100,
  checks: [],
};

const id = (name: string) => name as PictureId;

function record(name: string, scale?: ScaleReading): PictureRecord {
  return {
    id: id(name),
    path: `${name}.tif`,
    width: 2560,
    scale,
    otherPaths: [],
  } as unknown as PictureRecord;
}

/** The slice over the least of a state and of services that it needs. */
function slice(
  records: PictureRecord[],
  read: (picture: ScalePicture) => ScaleReading | undefined,
) {
  const asked: ScalePicture[] = [];
  const originals = new Map<string, File>();
  const services = {
    scale: {
      read: async (picture: ScalePicture) => {
        asked.push(picture);
        return read(picture);
      },
    },
    storage: {
      preview: async () => new Uint8Array([1]),
      updateRecords: async (changes: readonly PictureRecord[]) =>
        changes.map((change) => ({
          ...records.find((known) => known.id === change.id),
          ...change,
        })),
    },
  } as unknown as Services;
  const state = {
    records: records as readonly PictureRecord[],
    jobs: [],
    isReadOnly: false,
    decided: { removed: new Set() },
    refuseToChange: () => false,
    findOriginals: async () => async (picture: PictureRecord) => originals.get(picture.id),
    runJob: (_: string, __: string, work: (job: unknown) => Promise<unknown>) =>
      work({ signal: new AbortController().signal, onProgress: vi.fn() }),
  };
  const set = (patch: object) => Object.assign(state, patch);
  const own = createScalesSlice(services)(set as never, (() => state) as never, {} as never);
  Object.assign(state, own);
  return { state, own, asked, originals };
}

test('every picture is read once, with what metadata told, and the result is noted even if it is none', async () => {
  const told: ScaleReading = {
    ...READING,
    label: undefined,
    source: 'vendor-metadata',
    confidence: 0.95,
  };
  const { checks: _, barPixels: __, ...unread } = told;
  const records = [record('a'), record('b', unread), record('c', READING)];
  const { state, own, asked, originals } = slice(records, ({ name }) =>
    name === 'a.tif' ? undefined : READING,
  );
  originals.set('a', new File(['x'], 'a.tif'));
  await own.readScales();
  expect(
    asked.map(({ name, told: t, fullWidth }) => [
      name,
      (t as ScaleReading)?.source ?? t,
      fullWidth,
    ]),
  ).toEqual([
    ['a.tif', 'in-file', undefined],
    ['b.tif', 'vendor-metadata', 2560],
  ]);
  expect(state.records.map(({ scale }) => scale?.confidence)).toEqual([0, 0.7, 0.7]);
  await own.readScales();
  expect(asked).toHaveLength(2);
});

test('a picture that can’t be read does not stop the others', async () => {
  const { state, own } = slice([record('a'), record('b')], ({ name }) => {
    if (name === 'a.tif') throw new Error('damaged');
    return READING;
  });
  await own.readScales();
  expect(state.records.map(({ scale }) => scale?.pixelSizeNm)).toEqual([undefined, 10]);
});

test('a person’s word goes before what was read', () => {
  const given = { label: { value: 2, unit: 'um' as const }, pixelSizeNm: undefined };
  const shown = scaleOf(record('a', READING), new Map([[id('a'), given]]));
  expect(shown).toMatchObject({ source: 'person', pixelSizeNm: 20, confidence: 1 });
  expect(scaleOf(record('a', READING), new Map())).toBe(READING);
});
