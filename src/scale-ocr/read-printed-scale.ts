import type { Rectangle } from '../core/dataset/picture.ts';
import { luminance } from '../core/image/luminance.ts';
import type { Raster8 } from '../core/image/raster.ts';
import { type Component, findComponents } from '../core/scale/printed/components.ts';
import { type Bar, findBars } from '../core/scale/printed/find-bars.ts';
import { findGlyphs } from '../core/scale/printed/find-glyphs.ts';
import { findSheets } from '../core/scale/printed/find-sheets.ts';
import {
  type Ink,
  inkOnPaper,
  inkOverPicture,
  otsuThreshold,
  paperColour,
} from '../core/scale/printed/ink.ts';
import { type Findings, judgeScale } from '../core/scale/printed/judge-scale.ts';
import { readPrintedFacts } from '../core/scale/printed/label-grammar.ts';
import { around, type Word } from '../core/scale/printed/printed-words.ts';
import type { ScaleReading } from '../core/scale/scale-reading.ts';
import type { Ocr } from './ocr.ts';
import { boxInInk, drawWriting } from './writing-image.ts';

/** Tesseract reads letters of this height best. */
const LETTER_HEIGHT = 32;

export async function readPrintedScale(
  picture: Raster8,
  ocr: Ocr,
  trace?: (what: string, value: unknown) => void,
): Promise<ScaleReading | undefined> {
  const grey = luminance(picture);
  const sheets = findSheets(grey);
  trace?.('sheets', sheets);
  let best: ScaleReading | undefined;
  for (const sheet of sheets.slice(0, 4)) {
    const ink = inkOnPaper(picture, sheet, paperColour(picture, sheet));
    const threshold = Math.max(40, otsuThreshold(ink.data.filter((v) => v > 16)));
    const findings = await readInk(ink, { threshold, full: Math.min(255, threshold * 2) }, picture, ocr, trace);
    const reading = findings && judgeScale(findings, picture.width);
    if (reading && reading.confidence > (best?.confidence ?? 0)) best = reading;
  }
  if (best && best.label && best.pixelSizeNm) return best;
  const area = { x: 0, y: Math.floor(picture.height * 0.72), width: picture.width, height: picture.height - Math.floor(picture.height * 0.72) };
  for (const kind of ['white', 'black'] as const) {
    const ink = inkOverPicture(picture, area, kind);
    const findings = await readInk(ink, { threshold: 235, full: 255 }, picture, ocr, trace);
    const reading = findings && judgeScale(findings, picture.width);
    if (reading && reading.confidence > (best?.confidence ?? 0)) best = reading;
  }
  return best;
}

async function readInk(
  ink: Ink,
  { threshold, full }: { readonly threshold: number; readonly full: number },
  picture: Raster8,
  ocr: Ocr,
  trace?: (what: string, value: unknown) => void,
): Promise<Findings | undefined> {
  const { area } = ink;
  const parts = findComponents(ink, threshold);
  const { width } = picture;
  const bars = findBars(parts, { shortest: Math.max(16, 0.015 * width), longest: 0.8 * width, tallest: Math.min(0.9 * area.height, 0.08 * width) }).map((bar) => inPicture(bar, area));
  trace?.('bars', bars);
  const inBars = (p: Component) => bars.some(({ box }) => p.x + area.x >= box.x && p.y + area.y >= box.y && p.x + area.x + p.width <= box.x + box.width && p.y + area.y + p.height <= box.y + box.height && p.height < 8 && p.width > p.height * 3);
  const glyphs = findGlyphs(parts.filter((p) => !inBars(p)), { tallest: 0.7 * area.height });
  trace?.('glyphs', [glyphs.parts.length, glyphs.height]);
  if (glyphs.parts.length < 3) return undefined;
  const part = clip(around(glyphs.parts), area);
  const writing = drawWriting(ink, glyphs.parts, { part, glyphHeight: glyphs.height, letterHeight: LETTER_HEIGHT, full });
  trace?.('image', writing.image);
  const words: Word[] = (await ocr(writing.image, 'sparse')).map((word) => ({
    ...word,
    box: move(boxInInk(word.box, writing), area),
  }));
  trace?.('words', words.map((w) => w.text).join(' '));
  const facts = readPrintedFacts(words);
  trace?.('facts', facts);
  return { crop: area, words, facts, bars };
}

function clip(box: Rectangle, area: Rectangle): Rectangle {
  const x = Math.max(0, box.x - 2);
  const y = Math.max(0, box.y - 2);
  return {
    x,
    y,
    width: Math.min(area.width, box.x + box.width + 2) - x,
    height: Math.min(area.height, box.y + box.height + 2) - y,
  };
}

function move(box: Rectangle, { x, y }: Rectangle): Rectangle {
  return { ...box, x: box.x + x, y: box.y + y };
}

function inPicture(bar: Bar, area: Rectangle): Bar {
  return { ...bar, box: move(bar.box, area), y: bar.y + area.y };
}
