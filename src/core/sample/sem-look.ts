import type { Random } from '../random/random.ts';
import { soften } from './blur.ts';
import { quickNormal, type Size } from './texture.ts';

/** What the instrument and its operator do to the signal. */
export interface SemLook {
  /** Mean and standard deviation of the grey levels, in `[0, 1]`. */
  readonly brightness: number;
  readonly contrast: number;
  /** Blur in pixels. */
  readonly defocus: number;
  /** Standard deviation of the shot noise at full brightness. */
  readonly grain: number;
  /** Standard deviation of a whole scan line's offset. */
  readonly lineNoise: number;
  /** Strength of the dark trails behind bright things, along the scan. */
  readonly charging: number;
  /** Difference of brightness across the picture, and its direction in radians. */
  readonly gradient: number;
  readonly gradientAngle: number;
  /** Greatest sideways slip of a scan line, in pixels. */
  readonly slip: number;
}

/** Draws a look as instruments and operators vary. */
export function drawLook(random: Random): SemLook {
  const often = (share: number, value: () => number) => (random.next() < share ? value() : 0);
  return {
    brightness: 0.32 + 0.22 * random.next(),
    contrast: 0.14 + 0.09 * random.next(),
    defocus: 0.55 + 0.5 * random.next() + often(0.15, () => 1.3 * random.next()),
    grain: 0.02 + 0.09 * random.next() ** 1.5,
    lineNoise: often(0.5, () => 0.012 * random.next()),
    charging: often(0.35, () => 0.15 + 0.5 * random.next()),
    gradient: often(0.6, () => 0.22 * random.next()),
    gradientAngle: 2 * Math.PI * random.next(),
    slip: often(0.2, () => 1.5 * random.next()),
  };
}

/** Turns brightness into grey levels in `[0, 1]` as the microscope would store them. In place. */
export function applyLook(signal: Float32Array, size: Size, look: SemLook, random: Random): void {
  stretch(signal, look);
  if (look.slip > 0.2) slipLines(signal, size, look.slip, random);
  soften(signal, size, look.defocus);
  scan(signal, size, look, random);
}

function stretch(signal: Float32Array, { brightness, contrast }: SemLook): void {
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < signal.length; i++) {
    sum += signal[i];
    squares += signal[i] * signal[i];
  }
  const mean = sum / signal.length;
  const deviation = Math.sqrt(Math.max(1e-9, squares / signal.length - mean * mean));
  const gain = contrast / deviation;
  for (let i = 0; i < signal.length; i++) {
    const level = brightness + (signal[i] - mean) * gain;
    signal[i] = level > 0.75 ? 0.75 + 0.3 * Math.tanh((level - 0.75) / 0.3) : level;
  }
}

function slipLines(signal: Float32Array, { width, height }: Size, most: number, random: Random) {
  let phase = 0;
  for (let y = 0; y < height; y++) {
    phase = 0.9 * phase + 0.45 * quickNormal(random);
    const shift = Math.round(Math.max(-1, Math.min(1, phase)) * most);
    const line = signal.subarray(y * width, (y + 1) * width);
    if (shift > 0) line.copyWithin(shift, 0, width - shift);
    if (shift < 0) line.copyWithin(0, -shift);
  }
}

function scan(signal: Float32Array, { width, height }: Size, look: SemLook, random: Random): void {
  const { grain, charging, lineNoise, brightness } = look;
  const acrossX = (Math.cos(look.gradientAngle) * look.gradient) / width;
  const acrossY = (Math.sin(look.gradientAngle) * look.gradient) / height;
  for (let y = 0; y < height; y++) {
    const line = lineNoise * quickNormal(random) + acrossY * (y - height / 2);
    let charge = 0;
    for (let x = 0, at = y * width; x < width; x++, at++) {
      const level = signal[at];
      charge += 0.03 * (Math.max(0, level - brightness - 0.1) - charge);
      const clean = level - charging * charge + line + acrossX * (x - width / 2);
      const noise = grain * Math.sqrt(0.15 + Math.max(0, clean)) * quickNormal(random);
      signal[at] = Math.max(0, Math.min(1, clean + noise));
    }
  }
}
