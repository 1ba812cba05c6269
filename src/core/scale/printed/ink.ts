import type { Rectangle } from '../../dataset/picture.ts';
import type { Raster8 } from '../../image/raster.ts';

/** How strongly each pixel of `area` is written on: 0 is paper, 255 is full ink. Rows from the top. */
export interface Ink {
  readonly data: Uint8Array<ArrayBuffer>;
  /** Of the picture. */
  readonly area: Rectangle;
}

export type Colour = readonly number[];

/** Ink as the largest difference of any channel from the paper's colour, so that colours count like black. */
export function inkOnPaper(picture: Raster8, area: Rectangle, paper: Colour): Ink {
  const { channels } = picture;
  return inkOf(picture, area, (at) => {
    let most = 0;
    for (let c = 0; c < channels; c++) {
      most = Math.max(most, Math.abs(picture.data[at + c] - paper[c]));
    }
    return most;
  });
}

/** Ink of what is laid over a picture in white, in black, or in a colour where the picture itself has none. */
export function inkOverPicture(
  picture: Raster8,
  area: Rectangle,
  kind: 'white' | 'black' | 'coloured',
): Ink {
  const { channels, data } = picture;
  const darkest = (at: number) =>
    channels === 1 ? data[at] : Math.min(data[at], data[at + 1], data[at + 2]);
  const brightest = (at: number) =>
    channels === 1 ? data[at] : Math.max(data[at], data[at + 1], data[at + 2]);
  if (kind === 'white') return inkOf(picture, area, darkest);
  if (kind === 'black') return inkOf(picture, area, (at) => 255 - brightest(at));
  return inkOf(picture, area, (at) => brightest(at) - darkest(at));
}

function inkOf(picture: Raster8, area: Rectangle, strength: (at: number) => number): Ink {
  const { x, y, width, height } = area;
  const data = new Uint8Array(width * height);
  for (let row = 0, i = 0; row < height; row++) {
    let at = ((y + row) * picture.width + x) * picture.channels;
    for (let column = 0; column < width; column++, i++, at += picture.channels) {
      data[i] = strength(at);
    }
  }
  return { data, area };
}

/** The ink with none in the rectangles, which are in the picture's pixels. */
export function withoutParts(ink: Ink, parts: readonly Rectangle[]): Ink {
  const { area } = ink;
  const data = ink.data.slice();
  for (const { x, y, width, height } of parts) {
    const left = Math.max(0, x - area.x);
    const right = Math.min(area.width, x + width - area.x);
    const bottom = Math.min(area.height, y + height - area.y);
    for (let row = Math.max(0, y - area.y); row < bottom; row++) {
      if (left < right) data.fill(0, row * area.width + left, row * area.width + right);
    }
  }
  return { data, area };
}

/** The colour that most pixels of `area` have. */
export function paperColour(picture: Raster8, area: Rectangle): Colour {
  const { channels, width, data } = picture;
  return Array.from({ length: channels }, (_, c) => {
    const counts = new Uint32Array(256);
    for (let y = area.y; y < area.y + area.height; y++) {
      for (let x = area.x; x < area.x + area.width; x++)
        counts[data[(y * width + x) * channels + c]]++;
    }
    return counts.indexOf(Math.max(...counts));
  });
}

/** Of how many pixels the strongest ink must be, over all, to be what is written with. */
const WRITTEN = 0.0004;

/** The strongest ink that more than a speck is of. */
export function fullInk(data: Uint8Array): number {
  const counts = new Uint32Array(256);
  for (const value of data) counts[value]++;
  let above = 0;
  for (let level = 255; level > 0; level--) {
    above += counts[level];
    if (above > WRITTEN * data.length) return level;
  }
  return 0;
}

/** Otsu's threshold: the level that parts the values into the two most unlike groups. */
export function otsuThreshold(data: Uint8Array): number {
  const counts = new Float64Array(256);
  for (const value of data) counts[value]++;
  let total = 0;
  for (let v = 0; v < 256; v++) total += v * counts[v];
  let below = 0;
  let belowSum = 0;
  let best = { level: 127, spread: 0 };
  for (let v = 0; v < 255; v++) {
    below += counts[v];
    belowSum += v * counts[v];
    const above = data.length - below;
    if (below === 0 || above === 0) continue;
    const gap = belowSum / below - (total - belowSum) / above;
    const spread = below * above * gap * gap;
    if (spread > best.spread) best = { level: v, spread };
  }
  return best.level;
}
