import type { Rectangle } from '../core/dataset/picture.ts';
import { type Component, findComponents } from '../core/scale/printed/components.ts';
import { type Bar, findBars } from '../core/scale/printed/find-bars.ts';
import { findGlyphs, type Glyphs } from '../core/scale/printed/find-glyphs.ts';
import { boxesOfWriting, findLines } from '../core/scale/printed/find-lines.ts';
import type { Ink } from '../core/scale/printed/ink.ts';
import { bestPair, type Findings, judgeScale } from '../core/scale/printed/judge-scale.ts';
import {
  isLabelValue,
  type Quantity,
  readPrintedFacts,
} from '../core/scale/printed/label-grammar.ts';
import { nearestBoxes } from '../core/scale/printed/pair-labels.ts';
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
/** No stripe has so many letters: it is the picture's own texture, which would be read for seconds. */
const MOST_GLYPHS = 600;

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
  const letters = found.glyphs.parts.length;
  if (letters < LEAST_GLYPHS || letters > MOST_GLYPHS) return undefined;
  const { area } = sheet.ink;
  const words = await readPart(found, around(found.glyphs.parts), 'sparse', ocr, trace);
  const facts = readPrintedFacts(words);
  trace?.('words', words.map((w) => w.text).join(' '));
  trace?.('facts', facts);
  const bars = found.bars.map((bar) => inPicture(bar, area));
  const findings: Findings = { crop: area, words, facts, bars };
  const box = bestPair(findings)?.label.box ?? writingNear(found, bars)[0];
  if (!box) return sheet.isOverPicture ? undefined : judgeScale(findings, pictureWidth);
  const votes = await vote(found, findings, { box, ocr, trace });
  trace?.('votes', votes);
  const reading = settle(findings, votes, { box, pictureWidth });
  // A label without a bar may be anything among the textures of a picture.
  return sheet.isOverPicture && reading?.barPixels === undefined ? undefined : reading;
}

interface Vote {
  readonly nm: number;
  readonly quantity: Quantity;
}

/** What the label in `box` was read as: at first, alone on its line, and, unless these two agree, as a number. */
async function vote(
  found: Found,
  { facts }: Findings,
  {
    box,
    ocr,
    trace,
  }: { readonly box: Rectangle; readonly ocr: Ocr; readonly trace?: Trace | undefined },
): Promise<Vote[]> {
  const votes: Vote[] = [];
  const add = (quantities: readonly Quantity[]) => {
    const label = quantities.find(
      (quantity) => quantity.role === 'label' && isLabelValue(quantity),
    );
    if (label) votes.push({ nm: label.nm, quantity: { ...label, box } });
  };
  add(facts.quantities.filter((quantity) => quantity.box === box));
  add(await readAgain(found, box, 'line', ocr, trace));
  const isSettled = votes.length === 2 && votes[0]?.nm === votes[1]?.nm;
  if (!isSettled || votes.every(({ quantity }) => quantity.guessed)) {
    add(await readAgain(found, box, 'label', ocr, trace));
  }
  return votes;
}

/**
 * The scale by the reading of the label that agrees with what else is printed, else by the one that two readings
 * agree on and none contradicts; else what can be told without a label.
 */
function settle(
  findings: Findings,
  votes: readonly Vote[],
  { box, pictureWidth }: { readonly box: Rectangle; readonly pictureWidth: number },
): ScaleReading | undefined {
  const others = findings.facts.quantities.filter((quantity) => quantity.box !== box);
  const judged = (labels: readonly Quantity[]) => {
    const quantities = [...others, ...labels];
    return judgeScale({ ...findings, facts: { ...findings.facts, quantities } }, pictureWidth);
  };
  const distinct = votes.filter(({ nm }, i) => votes.findIndex((other) => other.nm === nm) === i);
  const readings = distinct.map(({ quantity }) => judged([quantity]));
  const agreed = readings.filter((reading) => reading?.checks?.some(({ agrees }) => agrees));
  if (agreed.length === 1) return agreed[0];
  const isUnanimous = distinct.length === 1 && votes.length >= 2;
  if (isUnanimous && votes.some(({ quantity }) => !quantity.guessed)) return readings[0];
  return judged([]);
}

/** Writing where a label would be: beside a bar. In the picture. */
function writingNear({ glyphs, sheet }: Found, bars: readonly Bar[]): Rectangle[] {
  const boxes = boxesOfWriting(glyphs).map((box) => moved(box, sheet.ink.area));
  return nearestBoxes(boxes, bars);
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
    letterHeight: layout === 'sparse' ? LETTER_HEIGHT : LABEL_HEIGHT,
    pale,
    full,
  });
  trace?.('image', writing.image);
  const words = await ocr(writing.image, layout);
  return words.map((word) => ({ ...word, box: moved(boxInInk(word.box, writing), ink.area) }));
}

async function readAgain(
  found: Found,
  box: Rectangle,
  layout: OcrLayout,
  ocr: Ocr,
  trace?: Trace,
): Promise<readonly Quantity[]> {
  const { area } = found.sheet.ink;
  const label = { ...box, x: box.x - area.x, y: box.y - area.y };
  const margin = 0.35 * box.height;
  const part = {
    x: label.x - margin,
    y: label.y - margin,
    width: box.width + 2 * margin,
    height: box.height + 2 * margin,
  };
  const words = await readPart(onlyLine(found, label), part, layout, ocr, trace);
  return readPrintedFacts(words).quantities;
}

/** Without the letters of the lines above and under the label. */
function onlyLine(found: Found, label: Rectangle): Found {
  const isOn = (part: Component) => {
    const middle = part.y + part.height / 2;
    return middle > label.y - 1 && middle < label.y + label.height + 1;
  };
  const { parts, graphics, height } = found.glyphs;
  const others = parts.filter((part) => !isOn(part));
  const glyphs = { height, parts: parts.filter(isOn), graphics: [...graphics, ...others] };
  return { ...found, glyphs };
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
