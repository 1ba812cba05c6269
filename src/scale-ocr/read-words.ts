import type { Rectangle } from '../core/dataset/picture.ts';
import type { Component } from '../core/scale/printed/components.ts';
import { withPrintedPoint } from '../core/scale/printed/decimal-point.ts';
import {
  type PrintedFacts,
  type Quantity,
  readPrintedFacts,
} from '../core/scale/printed/label-grammar.ts';
import { around, type Word } from '../core/scale/printed/printed-words.ts';
import { type Found, lettersInPicture, moved } from './find-on-sheet.ts';
import type { Ocr, OcrLayout } from './ocr.ts';
import type { Trace } from './sheet.ts';
import { boxInInk, drawWriting } from './writing-image.ts';

/** Heights of letters, in pixels, for the first reading and for the second of the label alone. */
const LETTER_HEIGHT = 32;
const LABEL_HEIGHT = 44;
/** Box of a word over the height of its digits. */
const TOO_HIGH = 1.8;

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

/** What the words say, with the decimal points that are printed among their digits. */
export function factsIn(found: Found, words: readonly Word[]): PrintedFacts {
  const { quantities, magnifications } = readPrintedFacts(words);
  const letters = lettersInPicture(found);
  return {
    quantities: quantities.map((quantity) =>
      withPrintedPoint(quantity, letters, !found.sheet.isOverPicture),
    ),
    magnifications,
  };
}

/** Lengths in `box` of the picture, read once more with nothing else around them. */
export async function readAgain(
  found: Found,
  box: Rectangle,
  layout: OcrLayout,
  reader: Reader,
): Promise<readonly Quantity[]> {
  const { area } = found.sheet.ink;
  const label = aroundLetters(found, moved(box, { x: -area.x, y: -area.y }));
  const margin = 0.35 * label.height;
  const part = {
    x: label.x - margin,
    y: label.y - margin,
    width: label.width + 2 * margin,
    height: label.height + 2 * margin,
  };
  const words = await readWords(onlyLine(found, label), part, layout, reader);
  reader.trace?.('words', words);
  return factsIn(found, words).quantities;
}

/** Boxes of words reach as high as what stands beside them; theirs is around their letters alone. */
function aroundLetters({ glyphs }: Found, box: Rectangle): Rectangle {
  if (box.height < TOO_HIGH * glyphs.height) return box;
  const letters = glyphs.parts.filter(
    ({ x, y, width, height }) =>
      x + width / 2 > box.x &&
      x + width / 2 < box.x + box.width &&
      y + height > box.y &&
      y < box.y + box.height,
  );
  return letters.length > 1 ? around(letters) : box;
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
