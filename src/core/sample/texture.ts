import type { Random } from '../random/random.ts';

export interface NoiseSettings {
  /** Of the coarsest octave, in pixels. */
  readonly wavelength: number;
  readonly octaves: number;
  /** Amplitude of an octave over that of the coarser one before it. */
  readonly gain?: number;
  /** Vertical wavelength over horizontal. */
  readonly stretch?: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Smooth noise of about unit variance, row-major: octaves of cubic B-splines over normal lattices. */
export function fractalNoise(size: Size, random: Random, settings: NoiseSettings): Float32Array {
  const { octaves, gain = 0.5, stretch = 1 } = settings;
  const out = new Float32Array(size.width * size.height);
  let energy = 0;
  for (let octave = 0; octave < octaves; octave++) energy += gain ** (2 * octave);
  for (let octave = 0; octave < octaves; octave++) {
    const wavelength = Math.max(1.5, (settings.wavelength / 2 ** octave) * 0.5);
    const amplitude = (2.1 * gain ** octave) / Math.sqrt(energy);
    addOctave(out, size, random, { x: wavelength, y: wavelength * stretch, amplitude });
  }
  return out;
}

function addOctave(
  out: Float32Array,
  { width, height }: Size,
  random: Random,
  { x: stepX, y: stepY, amplitude }: { x: number; y: number; amplitude: number },
): void {
  const columns = Math.ceil(width / stepX) + 4;
  const rows = Math.ceil(height / stepY) + 4;
  const lattice = new Float32Array(columns * rows);
  for (let i = 0; i < lattice.length; i++) lattice[i] = amplitude * quickNormal(random);
  const horizontal = splineWeights(width, stepX);
  const vertical = splineWeights(height, stepY);
  const blended = new Float32Array(columns);
  for (let y = 0; y < height; y++) {
    const row = vertical.first[y] * columns;
    const w = 4 * y;
    for (let c = 0; c < columns; c++) {
      const at = row + c;
      blended[c] =
        vertical.weights[w] * lattice[at] +
        vertical.weights[w + 1] * lattice[at + columns] +
        vertical.weights[w + 2] * lattice[at + 2 * columns] +
        vertical.weights[w + 3] * lattice[at + 3 * columns];
    }
    for (let x = 0, at = y * width; x < width; x++, at++) {
      const c = horizontal.first[x];
      const v = 4 * x;
      out[at] +=
        horizontal.weights[v] * blended[c] +
        horizontal.weights[v + 1] * blended[c + 1] +
        horizontal.weights[v + 2] * blended[c + 2] +
        horizontal.weights[v + 3] * blended[c + 3];
    }
  }
}

function splineWeights(length: number, step: number) {
  const first = new Int32Array(length);
  const weights = new Float32Array(4 * length);
  for (let i = 0; i < length; i++) {
    const at = i / step;
    const t = at - Math.floor(at);
    first[i] = Math.floor(at);
    weights[4 * i] = (1 - t) ** 3 / 6;
    weights[4 * i + 1] = (3 * t ** 3 - 6 * t ** 2 + 4) / 6;
    weights[4 * i + 2] = (-3 * t ** 3 + 3 * t ** 2 + 3 * t + 1) / 6;
    weights[4 * i + 3] = t ** 3 / 6;
  }
  return { first, weights };
}

const FOUR_BYTES_SD = 147.8;

/** Nearly standard normal, from 32 bits at once: four bytes summed. Tails end at 3.45. */
export function quickNormal(random: Random): number {
  const bits = random.next() * 4294967296;
  const sum = (bits & 255) + ((bits >>> 8) & 255) + ((bits >>> 16) & 255) + (bits >>> 24);
  return (sum - 510) / FOUR_BYTES_SD;
}

export interface CellMap {
  /** Distance in pixels to the nearest and the second nearest seed, row-major. */
  readonly nearest: Float32Array;
  readonly second: Float32Array;
  /** Which cell a pixel is in: an index to draw per-cell values by. */
  readonly cell: Int32Array;
  readonly cells: number;
}

export interface CellSettings {
  /** Between neighbouring seeds, in pixels. */
  readonly spacing: number;
  /** 0 is a square lattice, 1 is nearly Poisson. */
  readonly jitter: number;
  readonly stretch?: number;
  /** Displacement of the walls in pixels, and the texture that displaces them. */
  readonly warp?: { readonly by: number; readonly texture: Float32Array };
}

/** Voronoi cells of jittered seeds (Worley's texture). */
export function voronoiCells(size: Size, random: Random, settings: CellSettings): CellMap {
  const { width, height } = size;
  const { spacing, jitter, stretch = 1, warp } = settings;
  const columns = Math.ceil(width / spacing) + 4;
  const rows = Math.ceil(height / (spacing * stretch)) + 4;
  const seedX = new Float32Array(columns * rows);
  const seedY = new Float32Array(columns * rows);
  for (let i = 0; i < seedX.length; i++) {
    seedX[i] = (i % columns) - 1.5 + jitter * (random.next() - 0.5);
    seedY[i] = Math.floor(i / columns) - 1.5 + jitter * (random.next() - 0.5);
    if (Math.floor(i / columns) % 2 === 1) seedX[i] += 0.5;
  }
  const nearest = new Float32Array(width * height);
  const second = new Float32Array(width * height);
  const cell = new Int32Array(width * height);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) {
      const shift = warp ? (warp.by * warp.texture[at]) / spacing : 0;
      const px = x / spacing + shift;
      const py = y / (spacing * stretch) + shift;
      const column = Math.min(columns - 3, Math.max(0, Math.floor(px + 1)));
      const row = Math.min(rows - 3, Math.max(0, Math.floor(py + 1)));
      let best = Number.POSITIVE_INFINITY;
      let next = Number.POSITIVE_INFINITY;
      let owner = 0;
      for (let j = row; j < row + 3; j++) {
        for (let i = j * columns + column; i < j * columns + column + 3; i++) {
          const dx = seedX[i] - px;
          const dy = seedY[i] - py;
          const d = dx * dx + dy * dy;
          if (d < best) {
            next = best;
            best = d;
            owner = i;
          } else if (d < next) next = d;
        }
      }
      nearest[at] = Math.sqrt(best) * spacing;
      second[at] = Math.sqrt(next) * spacing;
      cell[at] = owner;
    }
  }
  return { nearest, second, cell, cells: columns * rows };
}
