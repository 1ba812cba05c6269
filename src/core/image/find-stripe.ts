import type { Rectangle } from '../dataset/picture.ts';
import { findOverlay } from './find-overlay.ts';
import type { Raster8 } from './raster.ts';

/** No information stripe is higher, as a share of the picture; more is never cut away. */
const MOST_CROPPED = 0.25;
const LEAST_ROWS = 10;
/** Share of a row that has the background's grey: without writing, and at least with it. */
const BLANK = 0.88;
const WRITTEN = 0.3;
/** Share of a row that is either background or its opposite, as where a scale bar meets the stripe's top. */
const TWO_LEVEL = 0.92;
/** Greys this near to black or white may vary a little, as JPEG makes them; others must be constant. */
const EXTREME = 40;
const LOOSE = 8;
const TIGHT = 1;
/** Compression and resizing smear the stripe's edge upwards. */
const SMEARED_ROWS = 2;

interface RowTone {
  readonly background: number;
  /** Share of the row within tolerance of `background`. */
  readonly share: number;
  /** Share that is far from it: black on white or the reverse. */
  readonly opposite: number;
}

/**
 * The part of a grey picture above its information stripe: the whole picture where none is found. A stripe
 * is rows of constant black, white or grey with writing, which reach the bottom or nearly so; else
 * writing laid over the picture's last rows. At most a quarter of the height is cut away.
 */
export function findStripe(grey: Raster8): Rectangle {
  const { width, height } = grey;
  const lowest = Math.ceil(height * (1 - MOST_CROPPED));
  const stripeTop = findFlatStripe(grey, lowest);
  const top = findOverlay(grey, { lowest, bottom: stripeTop });
  return { x: 0, y: 0, width, height: top };
}

/** First row of the stripe, or the height where there is none. */
function findFlatStripe(grey: Raster8, lowest: number): number {
  const { height } = grey;
  const tones: RowTone[] = [];
  const tone = (y: number): RowTone => {
    tones[y] ??= toneOf(grey, y);
    return tones[y];
  };
  // Whose rows have no end above: there is none from further up either.
  let endless: number | undefined;
  for (let y = height - 1; y >= lowest; y--) {
    if (tone(y).background === endless || !isBlankRun(tone, y, lowest)) continue;
    const top = climb(tone, y, lowest);
    if (top === undefined) endless = tone(y).background;
    else if (height - top >= LEAST_ROWS && hasWriting(tone, top, y)) {
      return Math.max(lowest, withEdge(tone, top) - SMEARED_ROWS);
    }
  }
  return height;
}

function isBlankRun(tone: (y: number) => RowTone, y: number, lowest: number): boolean {
  const { background } = tone(y);
  for (let r = y; r > y - 3; r--) {
    if (r < lowest || tone(r).share < BLANK || tone(r).background !== background) return false;
  }
  return true;
}

/** From a blank row up to the highest row that belongs to the same stripe; undefined if there is no end. */
function climb(tone: (y: number) => RowTone, from: number, lowest: number): number | undefined {
  const { background } = tone(from);
  const tolerance = toleranceOf(background);
  const isSame = (t: RowTone) => Math.abs(t.background - background) <= tolerance;
  let top = from;
  for (let y = from; y >= lowest; y--) {
    const row = tone(y);
    if (isSame(row) && row.share >= BLANK) top = y;
    else if (!(isSame(row) && row.share >= WRITTEN) && !isDrawn(row)) break;
    if (y === lowest) return undefined;
  }
  while (top > lowest) {
    const above = tone(top - 1);
    if (!isSame(above) || !isDrawn(above)) break;
    top--;
  }
  return top;
}

/** Black and white alone, as rules and writing are. */
function isDrawn(row: RowTone): boolean {
  return row.share + row.opposite >= TWO_LEVEL;
}

function isLine(row: RowTone): boolean {
  return row.share >= BLANK;
}

/** Takes in the frame that some vendors draw round the stripe. */
function withEdge(tone: (y: number) => RowTone, top: number): number {
  let edge = top;
  while (edge > 0 && top - edge < 4 && isLine(tone(edge - 1))) edge--;
  return edge;
}

function hasWriting(tone: (y: number) => RowTone, top: number, bottom: number): boolean {
  let written = 0;
  for (let y = top; y <= bottom; y++) written += tone(y).opposite;
  const share = written / (bottom - top + 1);
  return share > 0.003 && share < 0.6;
}

function toneOf({ data, width }: Raster8, y: number): RowTone {
  const counts = new Uint32Array(256);
  for (let i = y * width; i < (y + 1) * width; i++) counts[data[i]]++;
  let background = 0;
  for (let v = 1; v < 256; v++) if (counts[v] > counts[background]) background = v;
  const tolerance = toleranceOf(background);
  let near = 0;
  let opposite = 0;
  for (let v = 0; v < 256; v++) {
    const distance = Math.abs(v - background);
    if (distance <= tolerance) near += counts[v];
    else if (distance >= 100) opposite += counts[v];
  }
  return { background, share: near / width, opposite: opposite / width };
}

function toleranceOf(background: number): number {
  return background <= EXTREME || background >= 255 - EXTREME ? LOOSE : TIGHT;
}
