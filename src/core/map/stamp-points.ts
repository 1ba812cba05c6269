/** Steps of a pixel at which a disc may lie, along either side: without them, points would tremble while a map moves. */
const STEPS = 4;

/** `0xAABBGGRR`, as the bytes of canvas pixels are read on a little-endian machine. */
export interface PixelTarget {
  readonly pixels: Uint32Array;
  readonly width: number;
  readonly height: number;
}

/** Pixel `(scale x + left, -scale y + top)` is where `(x, y)` lies. */
export interface PixelPlace {
  readonly scale: number;
  readonly left: number;
  readonly top: number;
}

export interface Discs {
  /** `[n, 2]`. */
  readonly positions: Float32Array;
  /** Which of them, in the order in which they are painted. */
  readonly rows: Int32Array;
  /** Of each of `positions`; its own alpha does not matter. */
  readonly colors: Uint32Array;
  /** In pixels. */
  readonly radius: number;
  /** In `(0, 1]`. */
  readonly opacity: number;
}

/** Paints smooth discs over opaque pixels. A few milliseconds for 50,000 of them, which no canvas call a disc reaches. */
export function stampPoints(target: PixelTarget, place: PixelPlace, discs: Discs): void {
  const { width, height } = target;
  const { positions, rows, colors, radius, opacity } = discs;
  const side = Math.ceil(2 * radius) + 2;
  const masks = discMasks(radius, side, opacity);
  for (let r = 0; r < rows.length; r++) {
    const row = rows[r];
    const x = place.left + place.scale * positions[2 * row] - radius - 0.5;
    const y = place.top - place.scale * positions[2 * row + 1] - radius - 0.5;
    const left = Math.floor(x);
    const top = Math.floor(y);
    if (left < -side || top < -side || left >= width || top >= height) continue;
    const step = Math.floor((y - top) * STEPS) * STEPS + Math.floor((x - left) * STEPS);
    stamp(target, masks[step], { left, top, side, color: colors[row] });
  }
}

interface Stamp {
  readonly left: number;
  readonly top: number;
  readonly side: number;
  readonly color: number;
}

function stamp(
  { pixels, width, height }: PixelTarget,
  mask: Uint8Array,
  { left, top, side, color }: Stamp,
): void {
  const fromX = left < 0 ? -left : 0;
  const toX = left + side > width ? width - left : side;
  const fromY = top < 0 ? -top : 0;
  const toY = top + side > height ? height - top : side;
  const redBlue = color & 0xff00ff;
  const green = color & 0x00ff00;
  for (let y = fromY; y < toY; y++) {
    let at = (top + y) * width + left + fromX;
    for (let m = y * side + fromX; m < y * side + toX; m++, at++) {
      const share = mask[m];
      if (share === 0) continue;
      const under = pixels[at];
      const rest = 256 - share;
      const mixed =
        ((((under & 0xff00ff) * rest + redBlue * share) >>> 8) & 0xff00ff) |
        ((((under & 0x00ff00) * rest + green * share) >>> 8) & 0x00ff00);
      pixels[at] = 0xff000000 | mixed;
    }
  }
}

/** Cover of each pixel of a square of `side`, in 256ths, for every step of the disc's place along both sides. */
function discMasks(radius: number, side: number, opacity: number): readonly Uint8Array[] {
  const full = Math.min(255, Math.round(opacity * 256));
  return Array.from({ length: STEPS * STEPS }, (_, step) => {
    const centreX = radius + 0.5 + ((step % STEPS) + 0.5) / STEPS;
    const centreY = radius + 0.5 + (Math.floor(step / STEPS) + 0.5) / STEPS;
    return Uint8Array.from({ length: side * side }, (_, m) => {
      const x = (m % side) + 0.5 - centreX;
      const y = Math.floor(m / side) + 0.5 - centreY;
      return Math.round(full * Math.max(0, Math.min(1, radius + 0.5 - Math.hypot(x, y))));
    });
  });
}
