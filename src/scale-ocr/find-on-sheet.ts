import type { Rectangle } from '../core/dataset/picture.ts';
import { findComponents } from '../core/scale/printed/components.ts';
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

/** The bars in the pixels of the picture. */
export function barsInPicture({ bars, sheet }: Found): Bar[] {
  const { area } = sheet.ink;
  return bars.map((bar) => ({ ...bar, box: moved(bar.box, area), y: bar.y + area.y }));
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
