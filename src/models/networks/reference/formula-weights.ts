/** FNV-1a over the UTF-8 bytes of `text`. */
function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}

/** Number `i` of mulberry32: its state is a counter, so that any index can be computed directly. */
function mulberryAt(seed: number, i: number): number {
  const a = (seed + Math.imul(i + 1, 0x6d2b79f5)) | 0;
  let t = Math.imul(a ^ (a >>> 15), a | 1);
  t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
}

const lengthOf = (shape: readonly number[]) => shape.reduce((product, n) => product * n, 1);

function spreadOf(name: string, shape: readonly number[]): { base: number; scale: number } {
  if (name.endsWith('.running_var')) return { base: 1, scale: 0.2 };
  if (name.endsWith('.weight') && shape.length === 1) return { base: 1, scale: 0.1 };
  if (name.endsWith('.weight')) {
    return { base: 0, scale: 2 * Math.sqrt(6 / (lengthOf(shape) / (shape[0] ?? 1))) };
  }
  return { base: 0, scale: 0.1 };
}

/** Weights made from a variable's name and torch shape, so that reference activations need no weight file. */
export function formulaWeights(name: string, shape: readonly number[]): Float32Array {
  const out = new Float32Array(lengthOf(shape));
  const seed = hashText(name);
  const { base, scale } = spreadOf(name, shape);
  for (let i = 0; i < out.length; i++) out[i] = base + (mulberryAt(seed, i) - 0.5) * scale;
  return out;
}

const triangle = (t: number) => 4 * Math.abs(t - Math.floor(t + 0.5)) - 1;

/** Test pictures `[batch, 3, side, side]` in about `[-1, 1]`. */
export function formulaPictures(batch: number, side: number): Float32Array {
  const seed = hashText(`input:${side}`);
  const out = new Float32Array(batch * 3 * side * side);
  for (let i = 0; i < out.length; i++) {
    const x = i % side;
    const y = Math.floor(i / side) % side;
    const c = Math.floor(i / (side * side)) % 3;
    const n = Math.floor(i / (3 * side * side));
    out[i] =
      0.4 * triangle(((3 + n) * y) / side + 0.125 * c) +
      0.3 * triangle(((5 + c) * x) / side + 0.25 * n) +
      0.6 * (mulberryAt(seed, i) - 0.5);
  }
  return out;
}

/** FNV-1a over the little-endian 32-bit words of `values`, eight hexadecimal digits. */
export function hashWords(values: Float32Array): string {
  let hash = 0x811c9dc5;
  for (const word of new Uint32Array(values.buffer, values.byteOffset, values.length)) {
    hash = Math.imul(hash ^ word, 0x01000193);
  }
  return (hash >>> 0).toString(16).padStart(8, '0');
}

/** A random projection over its norm, in NCHW order: any element out of place changes it. */
export function projection(endpoint: string, nchw: ArrayLike<number>): number {
  const seed = hashText(`probe:${endpoint}`);
  let sum = 0;
  let square = 0;
  for (let i = 0; i < nchw.length; i++) {
    const value = nchw[i] ?? 0;
    sum += value * (mulberryAt(seed, i) - 0.5);
    square += value * value;
  }
  return sum / Math.sqrt(square);
}

/** `formulaPictures` with a contrast of each picture's own and a brightness of its label's, number `n % 4`. */
export function formulaTrainingPictures(batch: number, side: number): Float32Array {
  const pictures = formulaPictures(batch, side);
  const values = 3 * side * side;
  return pictures.map((value, i) => {
    const n = Math.floor(i / values);
    return value * (0.25 + 0.1 * n) + 0.2 * ((n % 4) - 1.5);
  });
}
