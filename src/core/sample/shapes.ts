import { around, type Relief, raise } from './relief.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Ellipsoid extends Point {
  /** Half of the long axis, in pixels. */
  readonly radius: number;
  /** Long axis over short axis. */
  readonly aspect: number;
  /** Of the long axis, in radians. */
  readonly angle: number;
  readonly base: number;
  readonly tone: number;
  /** 2 is an ellipsoid; more is boxier, with flatter faces. */
  readonly power?: number;
}

export interface Tube {
  readonly from: Point;
  readonly to: Point;
  readonly fromRadius: number;
  readonly toRadius: number;
  /** Height of the axis at both ends. */
  readonly fromBase: number;
  readonly toBase: number;
  readonly tone: number;
}

export interface Slab extends Point {
  readonly halfWidth: number;
  readonly halfHeight: number;
  readonly angle: number;
  readonly top: number;
  readonly tone: number;
}

/** A ball, rod or rounded block lying on `base`. */
export function raiseEllipsoid(relief: Relief, shape: Ellipsoid): void {
  const { x, y, radius, aspect, angle, base, tone, power = 2 } = shape;
  const cos = Math.cos(angle) / radius;
  const sin = Math.sin(angle) / radius;
  const thick = radius / aspect;
  const zAt = (px: number, py: number) => {
    const along = (px - x) * cos + (py - y) * sin;
    const across = ((py - y) * cos - (px - x) * sin) * aspect;
    if (power === 2) {
      const rest = 1 - along * along - across * across;
      return rest > 0 ? base + thick * Math.sqrt(rest) : Number.NEGATIVE_INFINITY;
    }
    const rest = 1 - Math.abs(along) ** power - Math.abs(across) ** power;
    return rest > 0 ? base + thick * rest ** (1 / power) : Number.NEGATIVE_INFINITY;
  };
  raise(relief, { bounds: around(x, y, radius * (power > 2 ? 1.42 : 1)), zAt, tone });
}

/** A round wire or cone between two points, its ends cut square. */
export function raiseTube(relief: Relief, tube: Tube): void {
  const { from, to, fromRadius, toRadius, tone } = tube;
  const { width, height, z, tone: tones } = relief;
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const ux = (to.x - from.x) / length;
  const uy = (to.y - from.y) / length;
  const reach = Math.max(fromRadius, toRadius);
  const top = Math.max(0, Math.ceil(Math.min(from.y, to.y) - reach));
  const bottom = Math.min(height - 1, Math.floor(Math.max(from.y, to.y) + reach));
  const half = reach / Math.max(Math.abs(uy), 1e-6);
  for (let y = top; y <= bottom; y++) {
    const middle = from.x + ((y - from.y) * ux) / (uy || 1e-6);
    const left = Math.max(0, Math.ceil(Math.max(Math.min(from.x, to.x) - reach, middle - half)));
    const right = Math.min(
      width - 1,
      Math.floor(Math.min(Math.max(from.x, to.x) + reach, middle + half)),
    );
    for (let x = left; x <= right; x++) {
      const t = ((x - from.x) * ux + (y - from.y) * uy) / length;
      if (t < 0 || t > 1) continue;
      const across = (y - from.y) * ux - (x - from.x) * uy;
      const radius = fromRadius + (toRadius - fromRadius) * t;
      const rest = radius * radius - across * across;
      if (rest <= 0) continue;
      const level = tube.fromBase + (tube.toBase - tube.fromBase) * t + Math.sqrt(rest);
      const at = y * width + x;
      if (level > z[at]) {
        z[at] = level;
        tones[at] = tone;
      }
    }
  }
}

/** A flat-topped block with upright walls. */
export function raiseSlab(relief: Relief, slab: Slab): void {
  const { x, y, halfWidth, halfHeight, angle, top, tone } = slab;
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  const zAt = (px: number, py: number) => {
    const along = (px - x) * cos + (py - y) * sin;
    const across = (py - y) * cos - (px - x) * sin;
    return Math.abs(along) <= halfWidth && Math.abs(across) <= halfHeight
      ? top
      : Number.NEGATIVE_INFINITY;
  };
  const reachX = Math.abs(halfWidth * cos) + Math.abs(halfHeight * sin);
  const reachY = Math.abs(halfWidth * sin) + Math.abs(halfHeight * cos);
  const bounds = { left: x - reachX, top: y - reachY, right: x + reachX, bottom: y + reachY };
  raise(relief, { bounds, zAt, tone });
}
