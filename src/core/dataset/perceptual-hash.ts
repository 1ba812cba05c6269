import { resample } from '../image/resample.ts';
import type { Plate } from './picture.ts';

/** A picture's rows and columns before its cosines are taken. */
const SIDE = 32;
/** Of the lowest frequencies, in both directions. */
const KEPT = 8;

/**
 * A 64-bit hash as 16 hexadecimal digits: alike for pictures that look alike, whatever their size, brightness, contrast
 * and compression, and little changed by a small crop. Which of the cosine transform's 64 lowest
 * frequencies of the picture at 32 x 32, without those constant in a direction, are above their median (pHash, Zauner
 * 2010).
 */
export function perceptualHash(plate: Plate): string {
  const cosines = lowestCosines(shrunk(plate));
  const median = cosines.toSorted((a, b) => a - b)[cosines.length >> 1];
  let hash = '';
  for (let i = 0; i < 64; i += 4) {
    let digit = 0;
    for (let j = i; j < i + 4; j++) digit = digit * 2 + (cosines[j] > median ? 1 : 0);
    hash += digit.toString(16);
  }
  return hash;
}

/** Smaller plates are repeated to the size. */
function shrunk({ data, width, height }: Plate): Float64Array {
  const size = { width: Math.min(SIDE, width), height: Math.min(SIDE, height) };
  const picture = { data, width, height, channels: 1 } as const;
  const small = resample(picture, { x: 0, y: 0, width, height }, size);
  const grey = new Float64Array(SIDE * SIDE);
  for (let y = 0; y < SIDE; y++) {
    const row = Math.floor((y * size.height) / SIDE) * size.width;
    for (let x = 0; x < SIDE; x++) {
      grey[y * SIDE + x] = small.data[row + Math.floor((x * size.width) / SIDE)];
    }
  }
  return grey;
}

/** The 64 products of the lowest frequencies across and down, row by row. */
function lowestCosines(grey: Float64Array): Float64Array {
  const basis = cosineBasis();
  const rows = new Float64Array(SIDE * KEPT);
  for (let y = 0; y < SIDE; y++) {
    for (let u = 0; u < KEPT; u++) {
      let sum = 0;
      for (let x = 0; x < SIDE; x++) sum += grey[y * SIDE + x] * basis[u * SIDE + x];
      rows[y * KEPT + u] = sum;
    }
  }
  const cosines = new Float64Array(KEPT * KEPT);
  for (let v = 0; v < KEPT; v++) {
    for (let u = 0; u < KEPT; u++) {
      let sum = 0;
      for (let y = 0; y < SIDE; y++) sum += rows[y * KEPT + u] * basis[v * SIDE + y];
      cosines[v * KEPT + u] = sum;
    }
  }
  return cosines;
}

/** Frequencies 1 … 8: frequency 0 is brightness and shading from edge to edge, which detectors change at will. */
function cosineBasis(): Float64Array {
  const basis = new Float64Array(KEPT * SIDE);
  for (let u = 0; u < KEPT; u++) {
    for (let x = 0; x < SIDE; x++) {
      basis[u * SIDE + x] = Math.cos((Math.PI * (u + 1) * (2 * x + 1)) / (2 * SIDE));
    }
  }
  return basis;
}
