import type { Plate, Rectangle } from '../core/dataset/picture.ts';
import { makePlate } from '../core/image/make-plate.ts';
import type { Size } from '../core/image/resample.ts';
import { decodeBitmap } from './decode-bitmap.ts';

/**
 * The plate of a crop that was chosen after the import, when the file is not at hand: cut from the preview, which
 * is never coarser than a plate, but went through a JPEG.
 * @param cut `crop` in pixels of the whole picture, whose size is `of`.
 */
export async function plateOfPreview(
  preview: Uint8Array<ArrayBuffer>,
  { of, crop }: { readonly of: Size; readonly crop: Rectangle },
): Promise<Plate> {
  const picture = await decodeBitmap(preview);
  return makePlate(picture, scaled(crop, of, picture));
}

/** Rounded inwards, so that nothing of what was cut away comes back. */
function scaled(crop: Rectangle, from: Size, to: Size): Rectangle {
  const [sx, sy] = [to.width / from.width, to.height / from.height];
  const x = Math.min(to.width - 1, Math.ceil(crop.x * sx));
  const y = Math.min(to.height - 1, Math.ceil(crop.y * sy));
  const right = Math.min(to.width, Math.floor((crop.x + crop.width) * sx));
  const bottom = Math.min(to.height, Math.floor((crop.y + crop.height) * sy));
  return { x, y, width: Math.max(1, right - x), height: Math.max(1, bottom - y) };
}
