import { expect, test } from 'vitest';
import type { PictureId, PictureRecord } from '../core/dataset/picture.ts';
import { meetAgain, type NewPicture, planBatch } from './picture-batch.ts';

const recordOf = (id: string, path: string): PictureRecord => ({
  id: id as PictureId,
  path,
  otherPaths: [],
  fileBytes: 1,
  importedAt: 0,
  format: 'png',
  width: 10,
  height: 10,
  bitDepth: 8,
  contrast: undefined,
  crop: { x: 0, y: 0, width: 10, height: 10 },
  metadata: undefined,
  scale: undefined,
  folderLabel: undefined,
  synthetic: false,
});
const picture = (id: string, path: string): NewPicture => ({
  record: recordOf(id, path),
  thumbnail: new Uint8Array(),
  preview: new Uint8Array(),
  plate: { data: new Uint8Array(), width: 0, height: 0 },
});

test('new content is planned once, with every path and the first label', () => {
  const { fresh, known } = planBatch(
    [picture('a', 'x.png'), picture('b', 'Tips/y.png'), picture('a', 'Fibres/x.png')],
    [undefined, 'Tips', 'Fibres'],
    () => false,
  );
  expect(known.size).toBe(0);
  expect(fresh.map((p) => p.record)).toMatchObject([
    { id: 'a', path: 'x.png', otherPaths: ['Fibres/x.png'], folderLabel: 'Fibres' },
    { id: 'b', path: 'Tips/y.png', otherPaths: [], folderLabel: 'Tips' },
  ]);
});

test('known content is only met again', () => {
  const { fresh, known } = planBatch(
    [picture('a', 'x.png'), picture('a', 'z.png')],
    ['Tips', undefined],
    () => true,
  );
  expect(fresh).toEqual([]);
  expect(known.get('a' as PictureId)).toEqual([
    { path: 'x.png', folderLabel: 'Tips' },
    { path: 'z.png', folderLabel: undefined },
  ]);
});

test('a label that is there is kept, and a path that is known changes nothing', () => {
  const record = { ...recordOf('a', 'x.png'), folderLabel: 'Tips', otherPaths: ['y.png'] };
  expect(meetAgain(record, { path: 'x.png', folderLabel: 'Fibres' })).toBe(record);
  expect(meetAgain(record, { path: 'y.png', folderLabel: undefined })).toBe(record);
  expect(meetAgain(record, { path: 'z.png', folderLabel: 'Fibres' })).toMatchObject({
    folderLabel: 'Tips',
    otherPaths: ['y.png', 'z.png'],
  });
});

test('every picture needs its label or none', () => {
  expect(() => planBatch([picture('a', 'x.png')], [], () => false)).toThrow(RangeError);
});
