import { AppError } from '../core/app-error.ts';
import type { KnownPicture, Plate, Rectangle } from '../core/dataset/picture.ts';
import { toEightBit } from '../core/image/contrast.ts';
import { withoutIdleColour } from '../core/image/luminance.ts';
import { makePlate } from '../core/image/make-plate.ts';
import type { Raster, Raster8 } from '../core/image/raster.ts';
import { type LoopHooks, partOf } from '../core/loop-hooks.ts';
import { decodePicture, decodeTiffPage } from './decode-picture.ts';
import { contentId, fileBytes } from './read-picture.ts';
import { readTiffPages } from './tiff/tiff-directory.ts';

/**
 * The plate of a crop that was chosen after the import, cut from the picture's file with the contrast that it was imported
 * with.
 * @throws {AppError} where the file can't be read, or has another content than the picture's.
 */
export async function plateOfFile(
  file: File,
  { of, crop }: { readonly of: KnownPicture; readonly crop: Rectangle },
  hooks: LoopHooks = {},
): Promise<Plate> {
  const bytes = await fileBytes(file);
  if ((await contentId(bytes)) !== (of.page?.fileId ?? of.id)) throw changed();
  const raster = await rasterOf(bytes, file.name, { of, hooks: partOf(hooks, 0, 0.9) });
  return makePlate(withoutIdleColour(eightBits(raster, of)), crop);
}

async function rasterOf(
  bytes: Uint8Array<ArrayBuffer>,
  name: string,
  { of: { page }, hooks }: { readonly of: KnownPicture; readonly hooks: LoopHooks },
): Promise<Raster> {
  if (!page) return (await decodePicture(bytes, name, hooks)).raster;
  const directory = readTiffPages(bytes)[page.number - 1];
  if (!directory) throw changed();
  return (await decodeTiffPage(bytes, directory, hooks)).raster;
}

function eightBits(raster: Raster, { contrast }: KnownPicture): Raster8 {
  if (contrast) return toEightBit(raster, contrast);
  if (raster.data instanceof Uint8Array) return raster as Raster8;
  throw changed();
}

function changed(): AppError {
  return new AppError(
    'unreadable-picture',
    'The file was changed since its picture was imported. Import it again as a new picture.',
  );
}
