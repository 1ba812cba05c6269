/** A specimen: what the beam scans before anything is known of detectors. */
export interface Relief {
  readonly width: number;
  readonly height: number;
  /** Height above the substrate in pixels, row-major. */
  readonly z: Float32Array;
  /** Electron yield of the material, about 1, row-major. */
  readonly tone: Float32Array;
}

export interface Bounds {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface Paint {
  readonly bounds: Bounds;
  /** Height at a pixel, `-Infinity` outside the shape. */
  readonly zAt: (x: number, y: number) => number;
  readonly tone: number;
}

/** A flat substrate of even yield. */
export function createRelief(width: number, height: number): Relief {
  const n = width * height;
  return { width, height, z: new Float32Array(n), tone: new Float32Array(n).fill(1) };
}

/** The box about a point, `reach` pixels each way. */
export function around(x: number, y: number, reach: number): Bounds {
  return { left: x - reach, top: y - reach, right: x + reach, bottom: y + reach };
}

/** Puts a shape on the relief, hidden where something higher is there already. */
export function raise(relief: Relief, paint: Paint): void {
  const { width, z, tone } = relief;
  const { left, top, right, bottom } = clip(relief, paint.bounds);
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      const at = y * width + x;
      const height = paint.zAt(x, y);
      if (height > z[at]) {
        z[at] = height;
        tone[at] = paint.tone;
      }
    }
  }
}

/** Cuts a shape out of the relief; `zAt` is `-Infinity` where nothing is cut. */
export function sink(relief: Relief, paint: Paint): void {
  const { width, z, tone } = relief;
  const { left, top, right, bottom } = clip(relief, paint.bounds);
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      const at = y * width + x;
      const height = paint.zAt(x, y);
      if (height > Number.NEGATIVE_INFINITY && height < z[at]) {
        z[at] = height;
        tone[at] = paint.tone;
      }
    }
  }
}

/** Adds `gain` times a texture to the heights. */
export function roughen(relief: Relief, texture: Float32Array, gain: number): void {
  const { z } = relief;
  for (let i = 0; i < z.length; i++) z[i] += gain * texture[i];
}

function clip({ width, height }: Relief, bounds: Bounds): Bounds {
  return {
    left: Math.max(0, Math.floor(bounds.left)),
    top: Math.max(0, Math.floor(bounds.top)),
    right: Math.min(width, Math.ceil(bounds.right) + 1),
    bottom: Math.min(height, Math.ceil(bounds.bottom) + 1),
  };
}
