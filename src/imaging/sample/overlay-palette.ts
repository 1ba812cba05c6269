/** Greys in the picture, then tints of red, green and blue for the stripe, as microscopes keep overlays. */
const GREYS = 208;
const TINTS = 16;
const HUES = [
  [224, 0, 0],
  [0, 208, 0],
  [16, 64, 160],
] as const;

export interface PalettePicture {
  readonly samples: Uint8Array;
  readonly colourMap: Uint16Array;
}

/** Turns opaque RGBA bytes into indices and a colour map (red, green and blue parts of 256 each). */
export function toOverlayPalette(rgba: Uint8ClampedArray): PalettePicture {
  const samples = new Uint8Array(rgba.length / 4);
  for (let i = 0, at = 0; i < samples.length; i++, at += 4) {
    const red = rgba[at] as number;
    const green = rgba[at + 1] as number;
    const blue = rgba[at + 2] as number;
    const most = Math.max(red, green, blue);
    const least = Math.min(red, green, blue);
    if (most - least < 12) samples[i] = Math.round((green * (GREYS - 1)) / 255);
    else {
      const hue = most === red ? 0 : most === green ? 1 : 2;
      samples[i] = GREYS + hue * TINTS + Math.round((least * (TINTS - 1)) / 255);
    }
  }
  return { samples, colourMap: overlayColours() };
}

function overlayColours(): Uint16Array {
  const map = new Uint16Array(3 * 256);
  for (let channel = 0; channel < 3; channel++) {
    const start = channel * 256;
    for (let i = 0; i < GREYS; i++) map[start + i] = Math.round((i * 65535) / (GREYS - 1));
    HUES.forEach((hue, h) => {
      for (let t = 0; t < TINTS; t++) {
        const share = t / (TINTS - 1);
        const level = (hue[channel] as number) * (1 - share) + 255 * share;
        map[start + GREYS + h * TINTS + t] = Math.round(level * 257);
      }
    });
  }
  return map;
}
