import type { Rectangle } from '../core/dataset/picture.ts';
import type { Component } from '../core/scale/printed/components.ts';
import { type Quantity, readPrintedFacts } from '../core/scale/printed/label-grammar.ts';
import type { Word } from '../core/scale/printed/printed-words.ts';
import { type Found, moved } from './find-on-sheet.ts';
import type { Ocr, OcrLayout } from './ocr.ts';
import type { Trace } from './sheet.ts';
import { boxInInk, drawWriting } from './writing-image.ts';

/** Heights of letters, in pixels, for the first reading and for the second of the label alone. */
const LETTER_HEIGHT = 32;
const LABEL_HEIGHT = 44;

/** What reads, and who is told of it. */
export interface Reader {
  readonly ocr: Ocr;
  readonly trace?: Trace | undefined;
}

/** Words inside `part` of the sheet, with boxes in the picture. */
export async function readWords(
  { sheet, glyphs }: Found,
  part: Rectangle,
  layout: OcrLayout,
  { ocr, trace }: Reader,
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

/** Lengths in `box` of the picture, read once more with nothing else around them. */
export async function readAgain(
  found: Found,
  box: Rectangle,
  layout: OcrLayout,
  reader: Reader,
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
  const words = await readWords(onlyLine(found, label), part, layout, reader);
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
