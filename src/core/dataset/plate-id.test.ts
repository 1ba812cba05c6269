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
    fc.property(crops, fc.boolean(), (crop, isFromFile) => {
      const id = plateId(picture, crop, { isFromFile });
      expect(parsePlateId(id)).toEqual({ picture, crop, isFromFile });
      expect(id).not.toBe(plateId(picture, crop, { isFromFile: !isFromFile }));
    }),
  );
  expect(parsePlateId(picture)).toEqual({ picture, crop: undefined, isFromFile: false });
});

test('a plate brought to a scale carries the pixel size, cropped or not', () => {
  const sizes = fc.double({ min: 1e-3, max: 1e6, noNaN: true });
  fc.assert(
    fc.property(fc.option(crops, { nil: undefined }), sizes, (crop, pixelSizeNm) => {
      const id = plateId(picture, crop, { pixelSizeNm });
      expect(parsePlateId(id)).toEqual({ picture, crop, isFromFile: false, pixelSizeNm });
      expect(id).not.toBe(plateId(picture, crop));
    }),
  );
});

test.each([
  'ab~',
  'ab~x',
  'ab~0',
  'ab@1,2,3,4~-5',
  'ab@1,2,3',
  'ab@1,2,3,x',
  'ab@1,2,3,4,5',
  'ab@0.5,0,1,1',
])('%s is refused', (id) => {
  expect(() => parsePlateId(id as PlateId)).toThrow(RangeError);
});
