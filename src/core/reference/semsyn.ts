import type { Matrix } from '../arrays/matrix.ts';

/** The paper's labelled pictures per category, and the sub-clusters that the generator gives each. */
export const SEMSYN_CLASS_SIZES = [55, 1403, 933, 147, 236, 713, 1891, 588, 1572, 19] as const;
const SUBCLUSTERS = [3, 12, 10, 4, 5, 8, 14, 7, 12, 2] as const;
const CLASSES = SEMSYN_CLASS_SIZES.length;
const SUBCLUSTER_SLOTS = 16;
const DIMENSIONS = 10;
const FEATURES = 1001;

/** Rows of `semsyn` that count as labelled: the first ones, in the paper's category sizes. */
export const SEMSYN_LABELLED = 7557;
/** The paper's number of pictures. */
export const SEMSYN_ROWS = 52682;

export interface Semsyn {
  /** `[rows, 10]`. */
  readonly x: Matrix;
  /** True class of each row, also of those beyond the labelled ones. */
  readonly y: Int32Array<ArrayBuffer>;
}

/**
 * Points made like the paper's codes: ten classes of unequal size, each of a few gaussian sub-clusters of
 * different widths, 6 % mislabelled and a share `outliers` three times as far out. Every number is a hash
 * of the seed and its place, so that row `i` is the same whatever `rows` is, in every language.
 */
export function semsyn(rows: number, seed: number, outliers: number): Semsyn {
  const y = semsynLabels(rows, seed);
  const data = new Float32Array(rows * DIMENSIONS);
  const { centres, widths } = subclusters(seed);
  for (let i = 0; i < rows; i++) {
    const isMislabelled = uniform(seed + 2, i, 0) < 0.06;
    const origin = isMislabelled ? hash(seed + 3, i, 0) % CLASSES : y[i];
    const slot = Math.floor(uniform(seed + 4, i, 0) * SUBCLUSTERS[origin]);
    const at = (origin * SUBCLUSTER_SLOTS + slot) * DIMENSIONS;
    const reach = uniform(seed + 8, i, 0) < outliers ? 3 : 1;
    for (let d = 0; d < DIMENSIONS; d++) {
      data[i * DIMENSIONS + d] = centres[at + d] + widths[at + d] * bell(seed + 9, i, d) * reach;
    }
  }
  return { x: { data, rows, cols: DIMENSIONS }, y };
}

/** `semsyn`'s points bent into 1001 dimensions, like a network's features; the given rows only. */
export function semsynFeatures(x: Matrix, rows: Int32Array, seed: number): Matrix {
  const mixing = new Float64Array(DIMENSIONS * FEATURES);
  for (let d = 0; d < DIMENSIONS; d++) {
    for (let p = 0; p < FEATURES; p++) mixing[d * FEATURES + p] = 0.3 * bell(seed + 20, d, p);
  }
  const data = new Float32Array(rows.length * FEATURES);
  for (let r = 0; r < rows.length; r++) {
    for (let p = 0; p < FEATURES; p++) {
      let v = 0;
      for (let d = 0; d < DIMENSIONS; d++) {
        v += x.data[rows[r] * DIMENSIONS + d] * mixing[d * FEATURES + p];
      }
      const noise = 0.03 * bell(seed + 21, rows[r], p);
      data[r * FEATURES + p] = v / (1 + Math.abs(v) / 8) + noise;
    }
  }
  return { data, rows: rows.length, cols: FEATURES };
}

function semsynLabels(rows: number, seed: number): Int32Array<ArrayBuffer> {
  const labelled = Int32Array.from(SEMSYN_CLASS_SIZES.flatMap((size, c) => Array(size).fill(c)));
  for (let i = SEMSYN_LABELLED - 1; i > 0; i--) {
    const j = hash(seed + 100, 0, i) % (i + 1);
    const t = labelled[i];
    labelled[i] = labelled[j];
    labelled[j] = t;
  }
  return Int32Array.from({ length: rows }, (_, i) =>
    i < SEMSYN_LABELLED ? labelled[i] : classAt(uniform(seed + 101, 0, i) * SEMSYN_LABELLED),
  );
}

function classAt(place: number): number {
  let end = 0;
  for (let c = 0; c < CLASSES; c++) {
    end += SEMSYN_CLASS_SIZES[c];
    if (place < end) return c;
  }
  return CLASSES - 1;
}

function subclusters(seed: number): { centres: Float64Array; widths: Float64Array } {
  const slots = CLASSES * SUBCLUSTER_SLOTS;
  const centres = new Float64Array(slots * DIMENSIONS);
  const widths = new Float64Array(slots * DIMENSIONS);
  for (let k = 0; k < slots; k++) {
    const classIndex = Math.floor(k / SUBCLUSTER_SLOTS);
    for (let d = 0; d < DIMENSIONS; d++) {
      const classCentre = 2.2 * bell(seed + 1, classIndex, d);
      centres[k * DIMENSIONS + d] = classCentre + 1.2 * bell(seed + 5, k, d);
      widths[k * DIMENSIONS + d] =
        (0.35 + 0.65 * uniform(seed + 6, k, 0)) * (0.5 + uniform(seed + 7, k, d));
    }
  }
  return { centres, widths };
}

function mix(bits: number): number {
  let x = bits ^ (bits >>> 16);
  x = Math.imul(x, 0x7feb352d);
  x ^= x >>> 15;
  x = Math.imul(x, 0x846ca68b);
  return (x ^ (x >>> 16)) >>> 0;
}

const hash = (stream: number, i: number, j: number): number =>
  mix((mix((mix(stream >>> 0) + i) >>> 0) + j) >>> 0);

const uniform = (stream: number, i: number, j: number): number => hash(stream, i, j) / 4294967296;

/** Irwin–Hall: twelve 16-bit uniforms, close to a standard normal. */
function bell(stream: number, i: number, j: number): number {
  let sum = 0;
  for (let t = 0; t < 6; t++) {
    const bits = hash(stream, i, 6 * j + t);
    sum += (bits & 0xffff) + (bits >>> 16);
  }
  return sum / 65536 - 6;
}
