import { decode } from 'fast-png';
import { AppError } from '../core/app-error.ts';
import type { Raster } from '../core/image/raster.ts';

/**
 * A PNG of 16 bits, which browsers cut to 8; transparency dropped.
 * @throws {AppError} for a damaged file.
 */
export function decodePng16(file: Uint8Array<ArrayBuffer>): Raster {
  const { data: source, width, height, channels: stored } = decoded(file);
  const channels = stored >= 3 ? 3 : 1;
  const data = new Uint16Array(width * height * channels);
  for (let i = 0; i < width * height; i++) {
    for (let c = 0; c < channels; c++) data[i * channels + c] = source[i * stored + c]!;
  }
  return { data, width, height, channels };
}

function decoded(file: Uint8Array<ArrayBuffer>): ReturnType<typeof decode> {
  try {
    return decode(file);
  } catch (cause) {
    throw new AppError(
      'unreadable-picture',
      'The file is damaged: its pixels can’t be decoded. Copy it again from the microscope.',
      { cause },
    );
  }
}
