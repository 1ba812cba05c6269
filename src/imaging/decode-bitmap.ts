import { AppError } from '../core/app-error.ts';
import type { Raster8 } from '../core/image/raster.ts';

/** Pixels turned from the canvas's RGBA at a time, so that no second picture of four channels is held. */
const BAND_PIXELS = 4_000_000;
/** Of a canvas: browsers have limits from 16,384 on, beyond which nothing is drawn, without a word. */
const MOST_COLUMNS = 16_384;

/**
 * Pixels by the browser's own decoder: first frame, turned upright by its EXIF orientation, colours as stored
 * (no profile applied), transparency dropped.
 * @throws {AppError} where the browser can't decode it.
 */
export async function decodeBitmap(file: Uint8Array<ArrayBuffer>): Promise<Raster8> {
  const bitmap = await createImageBitmap(new Blob([file]), {
    colorSpaceConversion: 'none',
    premultiplyAlpha: 'none',
    imageOrientation: 'from-image',
  }).catch((cause: unknown) => {
    throw new AppError(
      'unreadable-picture',
      'The file is damaged: its pixels can’t be decoded. Copy it again from the microscope.',
      { cause },
    );
  });
  try {
    return pixelsOf(bitmap);
  } finally {
    bitmap.close();
  }
}

function pixelsOf(bitmap: ImageBitmap): Raster8 {
  const { width, height } = bitmap;
  const data = new Uint8Array(width * height * 3);
  const columns = Math.min(width, MOST_COLUMNS);
  const rows = Math.min(height, Math.max(1, Math.floor(BAND_PIXELS / columns)));
  const canvas = new OffscreenCanvas(columns, rows);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new TypeError('this browser gives no 2D canvas to workers');
  for (let y = 0; y < height; y += rows) {
    for (let x = 0; x < width; x += columns) {
      const [across, down] = [Math.min(columns, width - x), Math.min(rows, height - y)];
      context.clearRect(0, 0, columns, rows);
      context.drawImage(bitmap, -x, -y);
      const rgba = context.getImageData(0, 0, across, down).data;
      for (let row = 0, i = 0; row < down; row++) {
        let j = ((y + row) * width + x) * 3;
        for (const end = i + 4 * across; i < end; i += 4, j += 3) {
          data[j] = rgba[i]!;
          data[j + 1] = rgba[i + 1]!;
          data[j + 2] = rgba[i + 2]!;
        }
      }
    }
  }
  return { data, width, height, channels: 3 };
}
