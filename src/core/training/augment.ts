import type { Random } from '../random/random.ts';
import type { AugmentationSettings } from './training-settings.ts';

/** Ways to turn and mirror a square: bit 0 mirrors left and right, bit 1 top and bottom, bit 2 swaps the axes. */
export const ORIENTATIONS = 8;

/** One of `ORIENTATIONS` that the settings allow. */
export function drawOrientation(
  { flips, quarterTurns }: AugmentationSettings,
  random: Random,
): number {
  const mirror = random.below(4);
  const turn = random.below(4);
  if (flips && quarterTurns) return mirror | ((turn & 1) << 2);
  if (flips) return mirror;
  return quarterTurns ? [0, 5, 3, 6][turn] : 0;
}

/** Whether nothing but orientations changes, of which there are few enough to be kept. */
export function hasOnlyOrientations(settings: AugmentationSettings): boolean {
  const { crop, brightness, contrast, noise } = settings;
  return crop === 0 && brightness === 0 && contrast === 0 && noise === 0;
}

/** Where output pixel `(x, y)` of the turned square lies in the square of `side` pixels. */
function sourceOf(
  x: number,
  y: number,
  { orientation, side }: { orientation: number; side: number },
) {
  const [u, v] = orientation & 4 ? [y, x] : [x, y];
  return [orientation & 1 ? side - 1 - u : u, orientation & 2 ? side - 1 - v : v] as const;
}

/** Writes the square picture of `side` pixels in one of `ORIENTATIONS` as grey levels. */
export function orient(
  picture: Uint8Array,
  { orientation, side }: { readonly orientation: number; readonly side: number },
  out: Float32Array,
): void {
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const [u, v] = sourceOf(x, y, { orientation, side });
      out[y * side + x] = picture[v * side + u];
    }
  }
}

/** Bilinear value at a place within the square. */
function sample(picture: Float32Array, side: number, [x, y]: readonly [number, number]): number {
  const left = Math.min(side - 1, Math.floor(x));
  const top = Math.min(side - 1, Math.floor(y));
  const right = Math.min(side - 1, left + 1);
  const bottom = Math.min(side - 1, top + 1);
  const [u, v] = [x - left, y - top];
  const upper = picture[top * side + left] * (1 - u) + picture[top * side + right] * u;
  const lower = picture[bottom * side + left] * (1 - u) + picture[bottom * side + right] * u;
  return upper * (1 - v) + lower * v;
}

function cropOf(turned: Float32Array, side: number, share: number, random: Random): Float32Array {
  const kept = 1 - share * random.next();
  const left = random.next() * (1 - kept) * (side - 1);
  const top = random.next() * (1 - kept) * (side - 1);
  const cropped = new Float32Array(side * side);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      cropped[y * side + x] = sample(turned, side, [left + x * kept, top + y * kept]);
    }
  }
  return cropped;
}

/**
 * Writes a changed copy of the square `picture` of `side` pixels as grey levels in `[0, 255]`, not rounded, into `out`.
 * The random numbers drawn depend on the settings alone.
 */
export function augment(
  picture: Uint8Array,
  {
    side,
    settings,
    random,
  }: { readonly side: number; readonly settings: AugmentationSettings; readonly random: Random },
  out: Float32Array,
): void {
  orient(picture, { orientation: drawOrientation(settings, random), side }, out);
  const { crop, brightness, contrast, noise } = settings;
  if (crop > 0) out.set(cropOf(out, side, crop, random));
  if (brightness === 0 && contrast === 0 && noise === 0) return;
  const gain = 1 + contrast * (2 * random.next() - 1);
  const shift = 255 * brightness * (2 * random.next() - 1);
  let mean = 0;
  for (const grey of out) mean += grey / out.length;
  for (let i = 0; i < out.length; i++) {
    const grain = noise > 0 ? 255 * noise * random.normal() : 0;
    out[i] = Math.max(0, Math.min(255, (out[i] - mean) * gain + mean + shift + grain));
  }
}
