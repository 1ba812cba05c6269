import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PictureId } from './picture.ts';
import { type PlateId, parsePlateId, plateId } from './plate-id.ts';

const picture = 'ab12' as PictureId;
const pixels = fc.nat(100_000);
const crops = fc.record({ x: pixels, y: pixels, width: pixels, height: pixels });

test('a plate is named by its content, and by its crop where a person chose it', () => {
  expect(plateId(picture, undefined)).toBe(picture);
  fc.assert(
    fc.property(crops, (crop) => {
      expect(parsePlateId(plateId(picture, crop))).toEqual({ picture, crop });
    }),
  );
  expect(parsePlateId(picture)).toEqual({ picture, crop: undefined });
});

test.each(['ab@1,2,3', 'ab@1,2,3,x', 'ab@1,2,3,4,5', 'ab@0.5,0,1,1'])('%s is refused', (id) => {
  expect(() => parsePlateId(id as PlateId)).toThrow(RangeError);
});
