import type { Rectangle } from '../core/dataset/picture.ts';
import { type Component, findComponents } from '../core/scale/printed/components.ts';
import { type Bar, findBars } from '../core/scale/printed/find-bars.ts';
import { findGlyphs, type Glyphs } from '../core/scale/printed/find-glyphs.ts';
import { boxesOfWriting, findLines } from '../core/scale/printed/find-lines.ts';
import { nearestBoxes } from '../core/scale/printed/pair-labels.ts';
import type { Sheet } from './sheet.ts';

/** What is drawn on a sheet: letters and bars, both in the pixels of its area. */
export interface Found {
  readonly sheet: Sheet;
  readonly glyphs: Glyphs;
  readonly bars: readonly Bar[];
}

/** Parts the ink of a sheet into letters, bars and all else. */
export function findOnSheet(sheet: Sheet, pictureWidth: number): Found {
  const { ink, threshold, isOverPicture } = sheet;
  const parts = findComponents(ink, threshold);
  const glyphsAmong = (some: readonly Component[]) =>
    isOverPicture
      ? findLines(some, 0.06 * pictureWidth)
      : findGlyphs(some, { tallest: 0.7 * ink.area.height });
  const { height } = glyphsAmong(parts);
  const bars = findBars(ink, parts, {
    shortest: Math.max(16, 0.015 * pictureWidth),
    longest: 0.8 * pictureWidth,
    tallest: Math.min(0.9 * ink.area.height, 0.08 * pictureWidth),
    thinnest: isOverPicture ? 2 : 1,
    isOnPaper: !isOverPicture,
  }).filter((bar) => !isCut(bar, ink.area, pictureWidth) && !isOfLetters(bar, height));
  const drawn = new Set(bars.flatMap((bar) => bar.parts));
  const glyphs = glyphsAmong(parts.filter((part) => !drawn.has(part)));
  return { sheet, bars, glyphs: { ...glyphs, graphics: [...glyphs.graphics, ...drawn] } };
}

/** It ends where the picture ends, so that it was perhaps longer. */
function isCut({ box }: Bar, area: Rectangle, pictureWidth: number): boolean {
  const left = box.x + area.x;
  return left <= 1 || left + box.width >= pictureWidth - 1;
}

/** The tops of two fives, or two dashes, are level like the halves of a bar, but no wider than letters. */
function isOfLetters({ kind, parts }: Bar, letterHeight: number): boolean {
  return kind === 'split' && parts.some(({ width }) => width < letterHeight);
}

/** The bars in the pixels of the picture. */
export function barsInPicture({ bars, sheet }: Found): Bar[] {
  const { area } = sheet.ink;
  return bars.map((bar) => ({ ...bar, box: moved(bar.box, area), y: bar.y + area.y }));
}

/** The letters in the pixels of the picture. */
export function lettersInPicture({ glyphs, sheet }: Found): Component[] {
  return glyphs.parts.map((part) => ({ ...part, ...moved(part, sheet.ink.area) }));
}

/** Writing where a label would be, beside one of `bars`, the likeliest first. All in the picture. */
export function writingNear({ glyphs, sheet }: Found, bars: readonly Bar[]): Rectangle[] {
  const boxes = boxesOfWriting(glyphs).map((box) => moved(box, sheet.ink.area));
  return nearestBoxes(boxes, bars);
}

/** `box`, which is told from the corner of another rectangle, told from that one's own origin. */
export function moved(box: Rectangle, { x, y }: Pick<Rectangle, 'x' | 'y'>): Rectangle {
  return { ...box, x: box.x + x, y: box.y + y };
}
