import type { Rectangle } from '../../dataset/picture.ts';
import type { Raster8 } from '../../image/raster.ts';
import { type Component, findComponents } from './components.ts';

/** Where information may be printed on plain paper: heights over the picture's, from the top of it. */
const LOWER_PART = 0.5;
const LEAST_ROWS = 12;
const MOST_HEIGHT = 0.3;
/** Share of a row in the paper's grey, without writing and with it. */
const BLANK = 0.82;
const WRITTEN = 0.25;
const TWO_LEVEL = 0.9;
/** Rows of a sheet that a rule or compression has blurred beyond knowing. */
const BRIDGED = 3;
const EXTREME = 40;
const LOOSE = 12;
const TIGHT = 3;

interface Tone {
  readonly paper: number;
  readonly share: number;
  readonly opposite: number;
}

/**
 * Bands across the lower half of a grey picture and boxes anywhere in it that are plain but for writing,
 * those nearest to the bottom first. Overlapping ones are given once.
 */
export function findSheets(grey: Raster8): Rectangle[] {
  const sheets: Rectangle[] = [];
  for (const sheet of [...findBands(grey), ...findBoxes(grey)]) {
    const { x, y, width, height } = sheet;
    const isKnown = sheets.some(
      (other) =>
        x >= other.x - 4 &&
        y >= other.y - 4 &&
        x + width <= other.x + other.width + 4 &&
        y + height <= other.y + other.height + 4,
    );
    if (!isKnown) sheets.push(sheet);
  }
  return sheets.sort((a, b) => b.y + b.height - (a.y + a.height));
}

function findBands(grey: Raster8): Rectangle[] {
  const { width, height } = grey;
  const bands: Rectangle[] = [];
  const first = Math.floor(height * LOWER_PART);
  const tones = Array.from({ length: height - first }, (_, i) => toneOf(grey, first + i));
  for (let i = tones.length - 1; i > 1; i--) {
    const seed = tones[i];
    if (seed.share < BLANK || tones[i - 1].share < BLANK) continue;
    const isOf = (t: Tone | undefined) => t !== undefined && belongs(t, seed);
    const edge = (step: 1 | -1) => {
      let last = i;
      for (let row = i; Math.abs(row - last) <= BRIDGED + 1; row += step) {
        if (isOf(tones[row])) last = row;
      }
      return last;
    };
    const bottom = edge(1);
    const top = edge(-1);
    const rows = bottom - top + 1;
    if (rows >= LEAST_ROWS && rows <= MOST_HEIGHT * height && top > 0) {
      bands.push({ x: 0, y: first + top, width, height: rows });
    }
    i = top;
  }
  return bands;
}

function belongs(tone: Tone, seed: Tone): boolean {
  const isSame = Math.abs(tone.paper - seed.paper) <= toleranceOf(seed.paper);
  return isSame
    ? tone.share >= WRITTEN
    : tone.share + tone.opposite >= TWO_LEVEL && tone.opposite > 0.02;
}

function toneOf({ data, width }: Raster8, y: number): Tone {
  const counts = new Uint32Array(256);
  for (let i = y * width; i < (y + 1) * width; i++) counts[data[i]]++;
  let paper = 0;
  for (let v = 1; v < 256; v++) if (counts[v] > counts[paper]) paper = v;
  const tolerance = toleranceOf(paper);
  let near = 0;
  let opposite = 0;
  for (let v = 0; v < 256; v++) {
    const distance = Math.abs(v - paper);
    if (distance <= tolerance) near += counts[v];
    else if (distance >= 100) opposite += counts[v];
  }
  return { paper, share: near / width, opposite: opposite / width };
}

function toleranceOf(paper: number): number {
  return paper <= EXTREME || paper >= 255 - EXTREME ? LOOSE : TIGHT;
}

const WHITE = 243;
const BLACK = 12;
/** Of a box's rectangle: within its outline, and in the paper's colour. */
const LEAST_OUTLINE = 0.97;
const LEAST_PAPER = 0.5;
const MOST_PAPER = 0.985;
const LEAST_WIDTH = 0.05;

function findBoxes(grey: Raster8): Rectangle[] {
  const area = { x: 0, y: 0, width: grey.width, height: grey.height };
  const inverse = grey.data.map((v) => 255 - v);
  return [
    ...findComponents({ data: grey.data, area }, WHITE),
    ...findComponents({ data: inverse, area }, 255 - BLACK),
  ]
    .filter((part) => isBox(part, grey))
    .map(({ x, y, width, height }) => ({ x, y, width, height }));
}

function isBox(part: Component, picture: Raster8): boolean {
  const { width, height, pixels } = part;
  if (width < LEAST_WIDTH * picture.width || height < LEAST_ROWS) return false;
  if (height > MOST_HEIGHT * picture.height) return false;
  const all = width * height;
  if (pixels < LEAST_PAPER * all || pixels > MOST_PAPER * all) return false;
  return outlinedPixels(part) >= LEAST_OUTLINE * all;
}

/** Pixels between each row's first and last. */
function outlinedPixels({ runs, y, height }: Component): number {
  const first = new Int32Array(height).fill(-1);
  const last = new Int32Array(height);
  for (let i = 0; i < runs.length; i += 3) {
    const row = runs[i] - y;
    if (first[row] < 0 || runs[i + 1] < first[row]) first[row] = runs[i + 1];
    last[row] = Math.max(last[row], runs[i + 2]);
  }
  let sum = 0;
  for (let row = 0; row < height; row++) if (first[row] >= 0) sum += last[row] - first[row];
  return sum;
}
