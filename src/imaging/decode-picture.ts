import type { PictureFormat } from '../core/dataset/picture.ts';
import type { Raster } from '../core/image/raster.ts';
import type { LoopHooks } from '../core/loop-hooks.ts';
import { decodeBitmap } from './decode-bitmap.ts';
import { decodePng16 } from './decode-png.ts';
import { checkDecodedSize } from './decoded-size.ts';
import { readHeader } from './picture-header.ts';
import {
  type FileMetadata,
  readJpegMetadata,
  readPngMetadata,
  readTiffMetadata,
} from './read-metadata.ts';
import { sniffFormat } from './sniff-format.ts';
import { decodeTiff } from './tiff/decode-tiff.ts';
import { readTiffDirectory, type TiffDirectory } from './tiff/tiff-directory.ts';

export interface DecodedPicture extends FileMetadata {
  readonly format: PictureFormat;
  readonly raster: Raster;
  /** Of one sample as stored. */
  readonly bitDepth: number;
}

/** What browsers hold of a decoded pixel. */
const BITMAP_BYTES = 4;

/**
 * Pixels and metadata of one page of a TIFF.
 * @throws {AppError} where it can't be read.
 */
export async function decodeTiffPage(
  file: Uint8Array<ArrayBuffer>,
  page: TiffDirectory,
  hooks: LoopHooks,
): Promise<DecodedPicture> {
  const decoded = await decodeTiff(file, page, hooks);
  return { format: 'tiff', ...decoded, ...readTiffMetadata(file, page) };
}

/**
 * Pixels and metadata of a picture file of any format, found by its first bytes; of a TIFF's pages the first.
 * @throws {AppError} for what is no picture or can't be read.
 */
export async function decodePicture(
  file: Uint8Array<ArrayBuffer>,
  name: string,
  hooks: LoopHooks,
): Promise<DecodedPicture> {
  const format = sniffFormat(file, name);
  if (format === 'tiff') return decodeTiffPage(file, readTiffDirectory(file), hooks);
  const { width, height, bitDepth } = readHeader(file, format);
  const isDeep = format === 'png' && bitDepth === 16;
  checkDecodedSize({ width, height }, isDeep ? 2 * BITMAP_BYTES : BITMAP_BYTES);
  const raster = isDeep ? decodePng16(file) : await decodeBitmap(file);
  const known =
    format === 'png'
      ? readPngMetadata(file, width)
      : format === 'jpeg'
        ? readJpegMetadata(file, height)
        : { metadata: undefined, scale: undefined };
  return { format, raster, bitDepth, ...known };
}
