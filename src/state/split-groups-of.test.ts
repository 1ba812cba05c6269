import { expect, test } from 'vitest';
import type { PictureId, PictureRecord } from '../core/dataset/picture.ts';
import { whenSliced } from './in-slices.ts';
import { splitGroupsOf } from './split-groups-of.ts';

const HASH = '0123456789abcdef';

function record(id: string, perceptualHash: string): PictureRecord {
  return { id: id as PictureId, path: `${id}.tif`, perceptualHash } as PictureRecord;
}

const nextResult = () => new Promise<void>((resolve) => whenSliced(resolve));

test('near copies get one group, a moment after they are asked for', async () => {
  const pictures = [record('a', HASH), record('b', 'fedcba9876543210'), record('c', HASH)];
  const whole = nextResult();
  expect(splitGroupsOf(pictures)).toBeUndefined();
  await whole;
  const groups = splitGroupsOf(pictures);
  expect(groups?.get('a' as PictureId)).toBe(groups?.get('c' as PictureId));
  expect(groups?.get('a' as PictureId)).not.toBe(groups?.get('b' as PictureId));
  const [first, ...others] = pictures;
  const read = [{ ...first, scale: { confidence: 1 } } as PictureRecord, ...others];
  expect(splitGroupsOf(read)).toBe(groups);
  const more = [...pictures, record('d', HASH)];
  const again = nextResult();
  expect(splitGroupsOf(more)).toBe(groups);
  await again;
  expect(splitGroupsOf(more)?.get('d' as PictureId)).toBeDefined();
});
