import type { Rectangle } from '../../dataset/picture.ts';
import type { Component } from './components.ts';
import type { Quantity } from './label-grammar.ts';

/** Over the height of the digits: what counts as one of them, as a point, and where a point lies. */
const DIGIT = 0.6;
const WIDEST_DIGIT = 1.05;
const POINT_WIDTH = 0.38;
const POINT_HEIGHT = 0.5;
const POINT_TOP = 0.62;
/** Digits this far apart, over their height and in pixels more, may have had a point between them; ones are narrow. */
const WIDE_GAP = 0.33;
const BESIDE_ONE = 0.1;
const GAP_ERROR = 0.2;
/** Letters smaller than this have points of a pixel or none. */
const SURE_HEIGHT = 9;

/**
 * The length with the decimal point that stands among its digits but was not read: by the place of the speck on the
 * line. Where a point may be there but its place can't be told, the length is a guess. `glyphs` are in the picture's
 * pixels, as the length's box is; among the specks of a picture (`isClean` is false) no point is put in.
 */
export function withPrintedPoint(
  length: Quantity,
  glyphs: readonly Component[],
  isClean: boolean,
): Quantity {
  const read = length.text.match(/^\d+(?:[.,]\d+)?/)?.[0];
  if (!read || /[.,]/.test(read) || read.length < 2) return length;
  const { place, height } = pointIn(
    glyphs.filter((glyph) => isOn(glyph, length.box)),
    read,
  );
  if (place === undefined) return length;
  const isSure = isClean && height >= SURE_HEIGHT && place !== 'unclear' && place < read.length;
  if (!isSure) return { ...length, guessed: true };
  const factor = 10 ** (place - read.length);
  const shifted = (value: number) => Number((value * factor).toPrecision(12));
  return { ...length, value: shifted(length.value), nm: shifted(length.nm), repaired: true };
}

function isOn({ x, y, width, height }: Component, box: Rectangle): boolean {
  const middle = y + height / 2;
  return (
    x + width > box.x - 1 &&
    x < box.x + box.width + 1 &&
    middle > box.y - 1 &&
    middle < box.y + 1.2 * box.height
  );
}

/** Of the digits that were `read`, those before the point; no place where there is no point. */
function pointIn(
  line: readonly Component[],
  read: string,
): { readonly place: number | 'unclear' | undefined; readonly height: number } {
  const tallest = Math.max(0, ...line.map((glyph) => glyph.height));
  const letters = line.filter((glyph) => glyph.height >= DIGIT * tallest).sort((a, b) => a.x - b.x);
  const height = letters[0]?.height ?? 0;
  const points = line.filter((glyph) => isPointAmong(letters, glyph));
  const [point] = points;
  if (!point) return { place: hasWideGap(letters, line, read) ? 'unclear' : undefined, height };
  const before = letters.filter((letter) => letter.x < point.x);
  const isClear =
    points.length === 1 && before.every(({ width }) => width <= WIDEST_DIGIT * height);
  return { place: isClear ? before.length : 'unclear', height };
}

function isPointAmong(letters: readonly Component[], { x, y, width, height }: Component): boolean {
  const first = letters[0];
  const last = letters[letters.length - 1];
  if (!first || x <= first.x || x >= last.x) return false;
  return (
    height <= POINT_HEIGHT * first.height &&
    width <= POINT_WIDTH * first.height &&
    y >= first.y + POINT_TOP * first.height &&
    y <= first.y + first.height
  );
}

/** Not told of digits that touch each other or fell to pieces, which can't be counted. */
function hasWideGap(
  letters: readonly Component[],
  line: readonly Component[],
  read: string,
): boolean {
  const digits = letters.slice(0, read.length);
  const end = Math.max(...digits.map(({ x, width }) => x + width));
  const height = letters[0]?.height ?? 0;
  const isWhole = line.every((glyph) => letters.includes(glyph) || glyph.x > end);
  if (!isWhole || digits.some(({ width }) => width > WIDEST_DIGIT * height)) return false;
  return digits.some((digit, i) => {
    const last = digits[i - 1];
    if (!last) return false;
    const ones = read.slice(i - 1, i + 1).includes('1') ? BESIDE_ONE : 0;
    return digit.x - last.x - last.width > (WIDE_GAP + ones) * height + GAP_ERROR;
  });
}
