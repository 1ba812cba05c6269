import { blur } from './blur.ts';
import type { Relief } from './relief.ts';

/** How strongly each cause of secondary-electron contrast shows. */
export interface Shading {
  /** More electrons leave a slope than a flat: 1 / cos of its angle. */
  readonly slope: number;
  /** The detector sits on one side. */
  readonly side: number;
  /** Direction towards the detector, in radians, y downwards. */
  readonly detector: number;
  /** Convex edges and tips glow. */
  readonly edge: number;
  /** Hollows give few electrons back. */
  readonly hollow: number;
  /** Reach of the two in pixels. */
  readonly edgeReach: number;
  readonly hollowReach: number;
}

/** Brightness of every pixel of a specimen, row-major, in no particular unit. */
export function shade(relief: Relief, shading: Shading): Float32Array {
  const { width, height, z, tone } = relief;
  const edgeReach = Math.max(1, Math.round(shading.edgeReach));
  const hollowReach = Math.max(2, Math.round(shading.hollowReach));
  const near = z.slice();
  blur(near, relief, edgeReach);
  const far = near.slice();
  blur(far, relief, hollowReach);
  const lightX = -Math.cos(shading.detector) * shading.side;
  const lightY = -Math.sin(shading.detector) * shading.side;
  const out = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    const up = y > 0 ? -width : 0;
    const down = y < height - 1 ? width : 0;
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      const dx = (z[x < width - 1 ? at + 1 : at] - z[x > 0 ? at - 1 : at]) * 0.5;
      const dy = (z[at + down] - z[at + up]) * 0.5;
      const secant = Math.sqrt(1 + dx * dx + dy * dy);
      const steep = 1 - 1 / secant;
      const lit = (dx * lightX + dy * lightY) / secant;
      const crest = saturate((z[at] - near[at]) / edgeReach);
      const depth = saturate((near[at] - far[at]) / hollowReach);
      const light = 1 + shading.slope * steep + lit + shading.edge * crest + shading.hollow * depth;
      out[at] = tone[at] * Math.max(0.02, light);
    }
  }
  return out;
}

function saturate(value: number): number {
  return value / (0.35 + Math.abs(value));
}
