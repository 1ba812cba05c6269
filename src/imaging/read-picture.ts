import { AppError } from '../core/app-error.ts';
import { hexOf } from '../core/arrays/hex-of.ts';
import { perceptualHash } from '../core/dataset/perceptual-hash.ts';
import {
  type ContrastWindow,
  type PictureId,
  type PictureRecord,
  type Plate,
  PREVIEW_LONG_SIDE,
  type Rectangle,
  THUMBNAIL_LONG_SIDE,
} from '../core/dataset/picture.ts';
import { contrastWindow, toEightBit } from '../core/image/contrast.ts';
import { findStripe } from '../core/image/find-stripe.ts';
import { luminance, withoutIdleColour } from '../core/image/luminance.ts';
import { makePlate } from '../core/image/make-plate.ts';
import type { Raster, Raster8 } from '../core/image/raster.ts';
import { isAbort } from '../core/is-abort.ts';
import { type LoopHooks, partOf } from '../core/loop-hooks.ts';
import { type DecodedPicture, decodePicture, decodeTiffPage } from './decode-picture.ts';
import { encodePreview, shrink } from './encode-preview.ts';
import { sniffFormat } from './sniff-format.ts';
import { readTiffPages, type TiffDirectory } from './tiff/tiff-directory.ts';

/** Everything that one decoding of a picture gives. */
export interface PictureParts {
  readonly record: PictureRecord;
  readonly thumbnail: Uint8Array<ArrayBuffer>;
  readonly preview: Uint8Array<ArrayBuffer>;
  readonly plate: Plate;
}

/** Of one file; a picture this large has a decoded size that is refused anyway. */
const MOST_FILE_BYTES = 2 ** 30;

/** A page that can't be read among others that can. */
export interface BrokenPage {
  readonly path: string;
  readonly error: unknown;
}

export interface FileParts {
  readonly pictures: readonly PictureParts[];
  readonly broken: readonly BrokenPage[];
}

/**
 * Decodes a picture file once and takes from it all that the project keeps: one picture, or one for each page of a
 * TIFF, those behind the first with `#2`, `#3` … at the end of their paths. Nothing of the picture is held afterwards.
 * @throws {AppError} for what is no picture or can't be read, none of its pages.
 */
export async function readPictures(
  file: File,
  path: string,
  hooks: LoopHooks = {},
): Promise<FileParts> {
  const bytes = await fileBytes(file);
  const id = await contentId(bytes);
  const { lastModified: modifiedAt } = file;
  const known = { id, path, fileBytes: bytes.length, modifiedAt };
  const pages = sniffFormat(bytes, file.name) === 'tiff' ? readTiffPages(bytes) : [];
  if (pages.length < 2) {
    const decoded = await decodePicture(bytes, file.name, partOf(hooks, 0, 0.6));
    return { pictures: [await partsOf(decoded, known, partOf(hooks, 0.6, 1))], broken: [] };
  }
  return readPages(bytes, pages, known, hooks);
}

/** What is known of a picture before it is decoded. */
type KnownBefore = Pick<PictureRecord, 'id' | 'path' | 'fileBytes' | 'modifiedAt' | 'page'>;

async function readPages(
  bytes: Uint8Array<ArrayBuffer>,
  pages: readonly TiffDirectory[],
  file: KnownBefore,
  hooks: LoopHooks,
): Promise<FileParts> {
  const pictures: PictureParts[] = [];
  const broken: BrokenPage[] = [];
  for (const [i, directory] of pages.entries()) {
    const number = i + 1;
    const path = number === 1 ? file.path : `${file.path}#${number}`;
    const share = partOf(hooks, i / pages.length, number / pages.length);
    try {
      const decoded = await decodeTiffPage(bytes, directory, partOf(share, 0, 0.6));
      const page = { fileId: file.id, number, of: pages.length };
      const known = { ...file, id: await pageId(file.id, number), path, page };
      pictures.push(await partsOf(decoded, known, partOf(share, 0.6, 1)));
    } catch (error) {
      if (isAbort(error)) throw error;
      broken.push({ path, error });
    }
  }
  const [first] = broken;
  if (pictures.length === 0 && first) throw first.error;
  return { pictures, broken };
}

async function partsOf(
  decoded: DecodedPicture,
  known: KnownBefore,
  hooks: LoopHooks,
): Promise<PictureParts> {
  const { picture, crop, contrast } = prepare(decoded);
  await hooks.checkpoint?.(0.25);
  const plate = makePlate(picture, crop);
  const small = shrink(picture, PREVIEW_LONG_SIDE);
  await hooks.checkpoint?.(0.5);
  const [preview, thumbnail] = await Promise.all([
    encodePreview(small),
    encodePreview(shrink(small, THUMBNAIL_LONG_SIDE)),
  ]);
  const { format, bitDepth, metadata, scale } = decoded;
  return {
    record: {
      ...known,
      otherPaths: [],
      importedAt: Date.now(),
      format,
      width: picture.width,
      height: picture.height,
      bitDepth,
      contrast,
      crop,
      metadata,
      scale,
      folderLabel: undefined,
      synthetic: metadata?.vendor === 'semscape',
      perceptualHash: perceptualHash(plate),
    },
    thumbnail,
    preview,
    plate,
  };
}

/** @throws {AppError} for an empty or too large file, or one that can't be opened any more. */
export async function fileBytes(file: File): Promise<Uint8Array<ArrayBuffer>> {
  if (file.size === 0) {
    throw new AppError(
      'unreadable-picture',
      'The file is empty (0 bytes). Copy it again from the microscope.',
    );
  }
  if (file.size > MOST_FILE_BYTES) {
    throw new AppError(
      'picture-too-large',
      'The file is larger than a gigabyte. Crop or shrink the picture, and add it again.',
    );
  }
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch (cause) {
    throw new AppError(
      'unreadable-picture',
      'The file could not be opened. Check that it is still there and may be read, and add it again.',
      { cause },
    );
  }
}

/** The SHA-256 of a file's bytes. */
export async function contentId(bytes: Uint8Array<ArrayBuffer>): Promise<PictureId> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return hexOf(hash) as PictureId;
}

/** The first page has its file's id, so that a file which is seen to have more pages is no new picture. */
async function pageId(file: PictureId, number: number): Promise<PictureId> {
  return number === 1 ? file : contentId(new TextEncoder().encode(`${file}#${number}`));
}

interface Prepared {
  readonly picture: Raster8;
  readonly crop: Rectangle;
  readonly contrast: ContrastWindow | undefined;
}

/** Eight bits, and the part without the stripe; the stripe's black and white don't count for the contrast. */
function prepare({ raster, metadata }: DecodedPicture): Prepared {
  const whole: Rectangle = { x: 0, y: 0, width: raster.width, height: raster.height };
  const told = metadata?.stripeHeight ?? 0;
  const known = told > 0 && told < raster.height / 2 ? aboveStripe(whole, told) : undefined;
  if (isEightBit(raster)) {
    const picture = withoutIdleColour(raster);
    return { picture, crop: known ?? findStripe(luminance(picture)), contrast: undefined };
  }
  const crop = known ?? stripeOfDeep(raster, whole);
  const contrast = contrastWindow(raster, crop);
  return { picture: withoutIdleColour(toEightBit(raster, contrast)), crop, contrast };
}

function aboveStripe(whole: Rectangle, stripeHeight: number): Rectangle {
  return { ...whole, height: Math.max(1, Math.floor(whole.height - stripeHeight)) };
}

function stripeOfDeep(raster: Raster, whole: Rectangle): Rectangle {
  return findStripe(luminance(toEightBit(raster, contrastWindow(raster, whole))));
}

function isEightBit(raster: Raster): raster is Raster8 {
  return raster.data instanceof Uint8Array;
}
