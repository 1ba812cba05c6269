import type { Rectangle } from '../core/dataset/picture.ts';
import { luminance } from '../core/image/luminance.ts';
import type { Raster8 } from '../core/image/raster.ts';
import { findSheets } from '../core/scale/printed/find-sheets.ts';
import {
  fullInk,
  inkOnPaper,
  inkOverPicture,
  otsuThreshold,
  paperColour,
  withoutParts,
} from '../core/scale/printed/ink.ts';
import { insideFrame } from '../core/scale/printed/inside-frame.ts';
import type { ScaleReading } from '../core/scale/scale-reading.ts';
import { shiftReading } from '../core/scale/shift-reading.ts';
import type { Ocr } from './ocr.ts';
import { readSheet } from './read-sheet.ts';
import type { Sheet, Trace } from './sheet.ts';

const MOST_SHEETS = 4;
/** Over the picture's height: lower ones may be a bar, which is a white box too. */
const LEAST_SHEET = 0.025;
/** Differences from the paper below this are noise; writing is at least this much stronger than noise. */
const NOISE = 16;
const LEAST_THRESHOLD = 40;
/** Ink paler than this share of full ink is compression's, not the printer's. */
const PALEST = 0.12;
/** Writing over a picture lies in its lowest part and is nearly the brightest or darkest there. */
const OVERLAY_SHARE = 0.28;
const LEAST_OVERLAY = 140;
const SHARP = { threshold: 20, pale: 55 };
/** Bright parts of the picture beside the writing are nearly as bright. */
const EXACT = { threshold: 6, pale: 40 };
/** Shrinking and compression take from thin strokes; more of the picture is as bright as these. */
const BLURRED = { threshold: 70, pale: 130 };

/** The scale printed on a picture, in its stripe or boxes, else laid over the picture. */
export async function readPrintedScale(
  picture: Raster8,
  ocr: Ocr,
  trace?: Trace,
): Promise<ScaleReading | undefined> {
  const inside = insideFrame(luminance(picture));
  const framed = cutOut(picture, inside);
  let best: ScaleReading | undefined;
  for (const sheet of sheetsOf(framed, trace)) {
    const reading = await readSheet(sheet, framed.width, { ocr, trace });
    if (reading && reading.confidence > (best?.confidence ?? 0)) best = reading;
    if (best?.label && best.pixelSizeNm !== undefined) break;
  }
  return best && shiftReading(best, inside);
}

function cutOut(picture: Raster8, { x, y, width, height }: Rectangle): Raster8 {
  if (width === picture.width && height === picture.height) return picture;
  const { channels } = picture;
  const data = new Uint8Array(width * height * channels);
  for (let row = 0; row < height; row++) {
    const from = ((y + row) * picture.width + x) * channels;
    data.set(picture.data.subarray(from, from + width * channels), row * width * channels);
  }
  return { data, width, height, channels };
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
  const read = areas.filter(({ height }) => height >= LEAST_SHEET * picture.height);
  yield* overlaysOf(picture, read);
}

/** Writing on the picture itself; what stands on `sheets` was read there, and is left out. */
function* overlaysOf(picture: Raster8, sheets: readonly Rectangle[]): Generator<Sheet> {
  const height = Math.ceil(picture.height * OVERLAY_SHARE);
  const area = { x: 0, y: picture.height - height, width: picture.width, height };
  const inks = (['white', 'black'] as const)
    .map((kind) => inkOverPicture(picture, area, kind))
    .map((ink) => withoutParts(ink, sheets))
    .map((ink) => ({ ink, full: fullInk(ink.data) }))
    .filter(({ full }) => full >= LEAST_OVERLAY);
  for (const below of [SHARP, EXACT, BLURRED]) {
    for (const { ink, full } of inks) {
      const threshold = full - below.threshold;
      yield { ink, threshold, pale: full - below.pale, full, isOverPicture: true };
    }
  }
}
