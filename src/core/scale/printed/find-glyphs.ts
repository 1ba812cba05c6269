import type { Component } from './components.ts';
import { withoutRules } from './without-rules.ts';

export interface Glyphs {
  /** What looks like letters, digits and their dots. */
  readonly parts: readonly Component[];
  /** All else: bars, rules, frames and emblems. */
  readonly graphics: readonly Component[];
  /** Of capitals and digits, in pixels. */
  readonly height: number;
}

const LEAST_HEIGHT = 5;
const MOST_OVER_USUAL = 2.2;

/** The components of the size of writing, without bars, rules, frames and emblems. */
export function findGlyphs(
  parts: readonly Component[],
  limits: { readonly tallest: number },
): Glyphs {
  const letters = parts.filter(
    ({ width, height }) =>
      height >= LEAST_HEIGHT &&
      height <= limits.tallest &&
      width <= 1.8 * height &&
      height <= 7 * width,
  );
  const heights = letters.map(({ height }) => height).sort((a, b) => a - b);
  const height = heights[Math.floor(0.6 * heights.length)] ?? 0;
  const most = MOST_OVER_USUAL * height;
  // Letters that touch are wide; dots and dashes are small.
  const isGlyph = (part: Component) => part.height <= most && part.width <= 8 * height;
  const large = parts.filter((part) => !isGlyph(part));
  const parted = height > 0 ? large.map((part) => withoutRules(part, height)) : [];
  const freed = parted.flatMap(({ rest }) => rest);
  return {
    height,
    parts: [...parts.filter(isGlyph), ...freed.filter(isGlyph)],
    graphics: [...parted.flatMap(({ rules }) => rules), ...freed.filter((part) => !isGlyph(part))],
  };
}
