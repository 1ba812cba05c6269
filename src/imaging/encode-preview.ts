import type { Raster8 } from '../core/image/raster.ts';
import { fitWithin, resample } from '../core/image/resample.ts';

/** Most of what such a JPEG holds is noise: a finer one costs disk and shows no more. */
const QUALITY = 0.75;

/** `picture` shrunk until its longer side is at most `longSide`. */
export function shrink(picture: Raster8, longSide: number): Raster8 {
  const whole = { x: 0, y: 0, width: picture.width, height: picture.height };
  return resample(picture, whole, fitWithin(picture, 'longer', longSide));
}

/** The picture as a JPEG, coloured pictures in colour. */
export async function encodePreview(picture: Raster8): Promise<Uint8Array<ArrayBuffer>> {
  const { data, width, height, channels } = picture;
  const image = new ImageData(width, height);
  const rgba = image.data;
  for (let i = 0, j = 0; j < rgba.length; i += channels, j += 4) {
    rgba[j] = data[i]!;
    rgba[j + 1] = data[channels === 3 ? i + 1 : i]!;
    rgba[j + 2] = data[channels === 3 ? i + 2 : i]!;
    rgba[j + 3] = 255;
  }
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new TypeError('this browser gives no 2D canvas to workers');
  context.putImageData(image, 0, 0);
  const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: QUALITY });
  return new Uint8Array(await blob.arrayBuffer());
}
