import type { Rectangle } from '../core/dataset/picture.ts';
import { findComponents } from '../core/scale/printed/components.ts';
import { type Bar, findBars } from '../core/scale/printed/find-bars.ts';
import { findGlyphs, type Glyphs } from '../core/scale/printed/find-glyphs.ts';
import { findLines } from '../core/scale/printed/find-lines.ts';
import type { Ink } from '../core/scale/printed/ink.ts';
import { bestPair, type Findings, judgeScale } from '../core/scale/printed/judge-scale.ts';
import { type PrintedFacts, readPrintedFacts } from '../core/scale/printed/label-grammar.ts';
import { around, type Word } from '../core/scale/printed/printed-words.ts';
import type { ScaleReading } from '../core/scale/scale-reading.ts';
import type { Ocr, OcrLayout } from './ocr.ts';
import { boxInInk, drawWriting } from './writing-image.ts';

/** A part of a picture with writing on it. */
export interface Sheet {
  readonly ink: Ink;
  /** Ink stronger than this is written. */
  readonly threshold: number;
  /** Ink that is drawn white and black for the reader, with all shades between. */
  readonly pale: number;
  readonly full: number;
  /** The writing lies on the picture, so that only what looks like letters may be shown to the reader. */
  readonly isOverPicture: boolean;
}

export type Trace = (what: string, value: unknown) => void;

/** Heights of letters, in pixels, for the first reading and for the second of the label alone. */
const LETTER_HEIGHT = 32;
const LABEL_HEIGHT = 44;
const LEAST_GLYPHS = 3;

interface Found {
  readonly sheet: Sheet;
  readonly glyphs: Glyphs;
  readonly bars: readonly Bar[];
}

/** The scale printed on a sheet; undefined where none is sure enough. */
export async function readSheet(
  sheet: Sheet,
  pictureWidth: number,
  ocr: Ocr,
  trace?: Trace,
): Promise<ScaleReading | undefined> {
  const found = findOn(sheet, pictureWidth);
  trace?.(
    'bars',
    found.bars.map(({ parts, ...bar }) => bar),
  );
  trace?.('glyphs', [found.glyphs.parts.length, found.glyphs.height]);
  if (found.glyphs.parts.length < LEAST_GLYPHS) return undefined;
  const { area } = sheet.ink;
  const words = await readPart(found, around(found.glyphs.parts), 'sparse', ocr, trace);
  const facts = readPrintedFacts(words);
  trace?.('words', words.map((w) => w.text).join(' '));
  trace?.('facts', facts);
  const bars = found.bars.map((bar) => inPicture(bar, area));
  const findings: Findings = { crop: area, words, facts, bars };
  const reading = judgeScale(findings, pictureWidth);
  const pair = bestPair(findings);
  if (!pair) return reading;
  const label = await readAgain(found, pair.label.box, ocr, trace);
  const again = withLabel(facts, pair.label.box, label);
  trace?.('again', label);
  const second = judgeScale({ ...findings, facts: again }, pictureWidth);
  return surer(reading, second);
}

/** Two readings of one label: the same, or one that agrees with what else is printed, else neither. */
function surer(
  first: ScaleReading | undefined,
  second: ScaleReading | undefined,
): ScaleReading | undefined {
  if (!first || !second) return first ?? second;
  if (first.label?.value === second.label?.value && first.label?.unit === second.label?.unit) {
    return first;
  }
  const agreed = [first, second].filter(({ checks }) => checks?.some(({ agrees }) => agrees));
  return agreed.length === 1 ? agreed[0] : undefined;
}

function findOn(sheet: Sheet, pictureWidth: number): Found {
  const { ink, threshold } = sheet;
  const parts = findComponents(ink, threshold);
  const bars = findBars(ink, parts, {
    shortest: Math.max(16, 0.015 * pictureWidth),
    longest: 0.8 * pictureWidth,
    tallest: Math.min(0.9 * ink.area.height, 0.08 * pictureWidth),
  });
  const drawn = new Set(bars.flatMap((bar) => bar.parts));
  const rest = parts.filter((part) => !drawn.has(part));
  const glyphs = sheet.isOverPicture
    ? findLines(rest, 0.06 * pictureWidth)
    : findGlyphs(rest, { tallest: 0.7 * ink.area.height });
  return { sheet, bars, glyphs: { ...glyphs, graphics: [...glyphs.graphics, ...drawn] } };
}

/** Words inside `part` of the sheet, with boxes in the picture. */
async function readPart(
  { sheet, glyphs }: Found,
  part: Rectangle,
  layout: OcrLayout,
  ocr: Ocr,
  trace?: Trace,
): Promise<Word[]> {
  const { ink, pale, full, isOverPicture } = sheet;
  const written = {
    glyphs: glyphs.parts,
    graphics: isOverPicture ? undefined : glyphs.graphics,
  };
  const writing = drawWriting(ink, written, {
    part: within(part, ink.area),
    glyphHeight: glyphs.height,
    letterHeight: layout === 'line' ? LABEL_HEIGHT : LETTER_HEIGHT,
    pale,
    full,
  });
  trace?.('image', writing.image);
  const words = await ocr(writing.image, layout);
  return words.map((word) => ({ ...word, box: moved(boxInInk(word.box, writing), ink.area) }));
}

async function readAgain(found: Found, box: Rectangle, ocr: Ocr, trace?: Trace) {
  const { area } = found.sheet.ink;
  const margin = 0.35 * box.height;
  const part = {
    x: box.x - area.x - margin,
    y: box.y - area.y - margin,
    width: box.width + 2 * margin,
    height: box.height + 2 * margin,
  };
  return readPrintedFacts(await readPart(found, part, 'line', ocr, trace)).quantities;
}

/** The facts with the label in `box` read differently. */
function withLabel(
  facts: PrintedFacts,
  box: Rectangle,
  label: PrintedFacts['quantities'],
): PrintedFacts {
  const others = facts.quantities.filter((quantity) => quantity.box !== box);
  return { ...facts, quantities: [...others, ...label.map((quantity) => ({ ...quantity, box }))] };
}

function within(box: Rectangle, area: Rectangle): Rectangle {
  const x = Math.max(0, Math.floor(box.x - 2));
  const y = Math.max(0, Math.floor(box.y - 2));
  return {
    x,
    y,
    width: Math.min(area.width, Math.ceil(box.x + box.width + 2)) - x,
    height: Math.min(area.height, Math.ceil(box.y + box.height + 2)) - y,
  };
}

function moved(box: Rectangle, { x, y }: Rectangle): Rectangle {
  return { ...box, x: box.x + x, y: box.y + y };
}

function inPicture(bar: Bar, area: Rectangle): Bar {
  return { ...bar, box: moved(bar.box, area), y: bar.y + area.y };
}
