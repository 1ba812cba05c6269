import { PLATE_SHORT_SIDE, type Plate, type Rectangle } from '../dataset/picture.ts';
import { luminance } from './luminance.ts';
import type { Raster8 } from './raster.ts';
import { fitWithin, resample } from './resample.ts';

/** What the networks see of a picture: `crop`, in grey, at most `PLATE_SHORT_SIDE` on its shorter side. */
export function makePlate(picture: Raster8, crop: Rectangle): Plate {
  const size = fitWithin(crop, 'shorter', PLATE_SHORT_SIDE);
  const { data, width, height } = luminance(resample(picture, crop, size));
  return { data, width, height };
}
