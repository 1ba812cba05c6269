import { AppError } from '../core/app-error.ts';

/** Of the decoded pixels of one picture. */
const MOST_BYTES = 2 ** 30;

/**
 * Refuses what would not fit in memory, before it is allocated.
 * @throws {AppError} above a gigabyte.
 */
export function checkDecodedSize(
  size: { readonly width: number; readonly height: number },
  bytesPerPixel: number,
): void {
  if (size.width * size.height * bytesPerPixel <= MOST_BYTES) return;
  throw new AppError(
    'picture-too-large',
    `The picture is said to be ${size.width} × ${size.height} pixels, over a gigabyte when decoded. Crop or shrink it, or export it again if that size is wrong.`,
  );
}
