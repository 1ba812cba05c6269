import type { Rectangle } from '../core/dataset/picture.ts';
import type { Raster8 } from '../core/image/raster.ts';
import type { Component } from '../core/scale/printed/components.ts';
import type { Ink } from '../core/scale/printed/ink.ts';

/** A picture of the writing alone, and the way back from its pixels to the ink's. */
export interface WritingImage {
  readonly image: Raster8;
  readonly factor: number;
  /** In the ink's area. */
  readonly origin: { readonly x: number; readonly y: number };
}

const MARGIN = 12;
const LEAST_FACTOR = 0.5;
const MOST_FACTOR = 6;
/** Rows and columns of paler ink around a letter's core that belong to it. */
const HALO = 2;

/**
 * Draws the ink inside `part`, dark on white, so large that letters are `letterHeight` high: only the glyphs with
 * their halo, or all but the graphics. Ink of `full` strength and more is black, of `pale` and less is white.
 */
export function drawWriting(
  ink: Ink,
  writing: {
    readonly glyphs: readonly Component[];
    /** Undefined where everything but the glyphs is to be left out. */
    readonly graphics: readonly Component[] | undefined;
  },
  options: {
    readonly part: Rectangle;
    readonly glyphHeight: number;
    readonly letterHeight: number;
    readonly pale: number;
    readonly full: number;
  },
): WritingImage {
  const { part, glyphHeight, letterHeight, pale, full } = options;
  const { glyphs, graphics } = writing;
  const letters = markAround(glyphs, part, graphics ? 0 : HALO);
  const drawn = graphics && markAround(graphics, part, HALO);
  const data = new Uint8Array(part.width * part.height);
  const stretch = 255 / (full - pale);
  for (let y = 0, i = 0; y < part.height; y++) {
    const from = (part.y + y) * ink.area.width + part.x;
    for (let x = 0; x < part.width; x++, i++) {
      const value = ink.data[from + x]!;
      if (value > pale && (letters[i] || (drawn && !drawn[i]))) {
        data[i] = Math.min(255, (value - pale) * stretch);
      }
    }
  }
  const sheet: Raster8 = { data, width: part.width, height: part.height, channels: 1 };
  const factor = Math.min(MOST_FACTOR, Math.max(LEAST_FACTOR, letterHeight / glyphHeight));
  return { image: onPaper(enlarge(sheet, factor)), factor, origin: part };
}

/** One at the components' pixels and `halo` pixels around them. */
function markAround(components: readonly Component[], part: Rectangle, halo: number): Uint8Array {
  const { width, height } = part;
  const marks = new Uint8Array(width * height);
  for (const { runs } of components) {
    for (let i = 0; i < runs.length; i += 3) {
      const left = Math.max(0, runs[i + 1]! - halo - part.x);
      const right = Math.min(width, runs[i + 2]! + halo - part.x);
      const top = Math.max(0, runs[i]! - halo - part.y);
      const bottom = Math.min(height - 1, runs[i]! + halo - part.y);
      for (let y = top; y <= bottom; y++) {
        if (left < right) marks.fill(1, y * width + left, y * width + right);
      }
    }
  }
  return marks;
}

/** By linear interpolation; readers of text don't mind. */
function enlarge(source: Raster8, factor: number): Raster8 {
  const width = Math.max(1, Math.round(source.width * factor));
  const height = Math.max(1, Math.round(source.height * factor));
  const data = new Uint8Array(width * height);
  const columns = steps(source.width, width);
  const rows = steps(source.height, height);
  for (let y = 0, i = 0; y < height; y++) {
    const above = rows.at[y]! * source.width;
    const below = Math.min(source.height - 1, rows.at[y]! + 1) * source.width;
    const v = rows.share[y]!;
    for (let x = 0; x < width; x++, i++) {
      const left = columns.at[x]!;
      const right = Math.min(source.width - 1, left + 1);
      const u = columns.share[x]!;
      const upper = source.data[above + left]! * (1 - u) + source.data[above + right]! * u;
      const lower = source.data[below + left]! * (1 - u) + source.data[below + right]! * u;
      data[i] = upper * (1 - v) + lower * v + 0.5;
    }
  }
  return { data, width, height, channels: 1 };
}

function steps(from: number, to: number) {
  const at = new Int32Array(to);
  const share = new Float32Array(to);
  for (let i = 0; i < to; i++) {
    const position = Math.max(0, ((i + 0.5) * from) / to - 0.5);
    at[i] = Math.min(from - 1, Math.floor(position));
    share[i] = Math.min(1, position - at[i]!);
  }
  return { at, share };
}

function onPaper({ data, width, height }: Raster8): Raster8 {
  const wide = width + 2 * MARGIN;
  const high = height + 2 * MARGIN;
  const out = new Uint8Array(wide * high).fill(255);
  for (let y = 0; y < height; y++) {
    const to = (y + MARGIN) * wide + MARGIN;
    for (let x = 0; x < width; x++) out[to + x] = 255 - data[y * width + x]!;
  }
  return { data: out, width: wide, height: high, channels: 1 };
}

/** A box of the writing image in the ink's area. */
export function boxInInk(box: Rectangle, { factor, origin }: WritingImage): Rectangle {
  return {
    x: (box.x - MARGIN) / factor + origin.x,
    y: (box.y - MARGIN) / factor + origin.y,
    width: box.width / factor,
    height: box.height / factor,
  };
}
