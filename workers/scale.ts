import { AppError } from '../src/core/app-error.ts';
import type { Rectangle } from '../src/core/dataset/picture.ts';
import { contrastWindow, toEightBit } from '../src/core/image/contrast.ts';
import { withoutIdleColour } from '../src/core/image/luminance.ts';
import type { Raster, Raster8 } from '../src/core/image/raster.ts';
import { enlargeReading } from '../src/core/scale/enlarge-reading.ts';
import { reconcileScale } from '../src/core/scale/reconcile-scale.ts';
import type { ScaleReading } from '../src/core/scale/scale-reading.ts';
import { decodePicture, decodeTiffPage } from '../src/imaging/decode-picture.ts';
import { readTiffPages, type TiffDirectory } from '../src/imaging/tiff/tiff-directory.ts';
import { checkpointFor, type Job } from '../src/protocol/job.ts';
import type { ScaleApi, ScalePicture } from '../src/protocol/scale.ts';
import type { Ocr } from '../src/scale-ocr/ocr.ts';
import { readPrintedScale } from '../src/scale-ocr/read-printed-scale.ts';

/** `start` is called when a picture first needs to be read. */
export function createScaleApi(start: () => Promise<Ocr>): ScaleApi {
  let starting: Promise<Ocr> | undefined;
  const reader = () => {
    starting ??= start().catch((cause: unknown) => {
      starting = undefined;
      throw cause;
    });
    return starting;
  };
  return { read: (picture, job) => read(picture, reader, job) };
}

async function read(
  { file, name, page, fullWidth, told }: ScalePicture,
  reader: () => Promise<Ocr>,
  job: Job,
): Promise<ScaleReading | undefined> {
  job.signal.throwIfAborted();
  const bytes = new Uint8Array(await file.arrayBuffer());
  const checkpoint = checkpointFor(job, 'decoding');
  const decoded =
    page === undefined
      ? await decodePicture(bytes, name, { checkpoint })
      : await decodeTiffPage(bytes, pageOf(bytes, page), { checkpoint });
  const known = told === 'in-file' ? decoded.scale : told;
  if (known?.source === 'generator') return known;
  const picture = eightBits(decoded.raster);
  const ocr = await reader();
  const printed = await readPrintedScale(picture, (image, layout) => {
    job.signal.throwIfAborted();
    return ocr(image, layout);
  });
  const factor = fullWidth === undefined ? 1 : fullWidth / picture.width;
  return reconcileScale(known, printed && enlargeReading(printed, factor));
}

function pageOf(bytes: Uint8Array, page: number): TiffDirectory {
  const directory = readTiffPages(bytes)[page - 1];
  if (directory) return directory;
  throw new AppError(
    'unreadable-picture',
    `The file has no page ${page} any more. Import it again as a new picture.`,
  );
}

function eightBits(raster: Raster): Raster8 {
  if (isEightBit(raster)) return withoutIdleColour(raster);
  const whole: Rectangle = { x: 0, y: 0, width: raster.width, height: raster.height };
  return withoutIdleColour(toEightBit(raster, contrastWindow(raster, whole)));
}

function isEightBit(raster: Raster): raster is Raster8 {
  return raster.data instanceof Uint8Array;
}
