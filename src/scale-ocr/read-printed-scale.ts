import { luminance } from '../core/image/luminance.ts';
import type { Raster8 } from '../core/image/raster.ts';
import { findSheets } from '../core/scale/printed/find-sheets.ts';
import {
  inkOnPaper,
  inkOverPicture,
  otsuThreshold,
  paperColour,
} from '../core/scale/printed/ink.ts';
import type { ScaleReading } from '../core/scale/scale-reading.ts';
import type { Ocr } from './ocr.ts';
import { readSheet } from './read-sheet.ts';
import type { Sheet, Trace } from './sheet.ts';

const MOST_SHEETS = 4;
/** Differences from the paper below this are noise; writing is at least this much stronger than noise. */
const NOISE = 16;
const LEAST_THRESHOLD = 40;
/** Ink paler than this share of full ink is compression's, not the printer's. */
const PALEST = 0.12;
/** Writing over a picture lies in its lowest part and is nearly white or black. */
const OVERLAY_SHARE = 0.28;
const OVERLAY_THRESHOLD = 235;
const OVERLAY_PALE = 200;

/** The scale printed on a picture, in its stripe or boxes, else laid over the picture. */
export async function readPrintedScale(
  picture: Raster8,
  ocr: Ocr,
  trace?: Trace,
): Promise<ScaleReading | undefined> {
  let best: ScaleReading | undefined;
  for (const sheet of sheetsOf(picture, trace)) {
    const reading = await readSheet(sheet, picture.width, { ocr, trace });
    if (reading && reading.confidence > (best?.confidence ?? 0)) best = reading;
    if (best?.label && best.pixelSizeNm !== undefined) return best;
  }
  return best;
}

function* sheetsOf(picture: Raster8, trace?: Trace): Generator<Sheet> {
  const areas = findSheets(luminance(picture)).slice(0, MOST_SHEETS);
  trace?.('sheets', areas);
  for (const area of areas) {
    const ink = inkOnPaper(picture, area, paperColour(picture, area));
    const written = ink.data.filter((value) => value > NOISE);
    const threshold = Math.max(LEAST_THRESHOLD, otsuThreshold(written));
    const full = Math.min(255, 2 * threshold);
    yield { ink, threshold, pale: PALEST * full, full, isOverPicture: false };
  }
  const height = Math.ceil(picture.height * OVERLAY_SHARE);
  const area = { x: 0, y: picture.height - height, width: picture.width, height };
  for (const kind of ['white', 'black'] as const) {
    const ink = inkOverPicture(picture, area, kind);
    yield { ink, threshold: OVERLAY_THRESHOLD, pale: OVERLAY_PALE, full: 255, isOverPicture: true };
  }
}
