import type { Bounds } from '../core/map/point-grid.ts';
import type { FigureSize } from './plot-area.ts';

/** Which part of the plane a map shows; y goes upwards, as in the plane. */
export interface ScatterView {
  /** In the middle. */
  readonly x: number;
  readonly y: number;
  /** Pixels a unit of the plane. */
  readonly scale: number;
}

interface Pixel {
  readonly x: number;
  readonly y: number;
}

const MARGIN = 18;
const MOST_ENLARGED = 2000;
const MOST_REDUCED = 0.5;

/** All of `bounds`, as large as it can be with so many pixels around. */
export function fitView(bounds: Bounds, size: FigureSize, margin = MARGIN): ScatterView {
  const { left, right, bottom, top } = bounds;
  const across = Math.max(1, size.width - 2 * margin) / Math.max(right - left, Number.MIN_VALUE);
  const along = Math.max(1, size.height - 2 * margin) / Math.max(top - bottom, Number.MIN_VALUE);
  const scale = Math.min(across, along);
  return {
    x: (left + right) / 2,
    y: (bottom + top) / 2,
    scale: Number.isFinite(scale) && scale < 1e30 ? scale : 1,
  };
}

export function toPlane(view: ScatterView, size: FigureSize, { x, y }: Pixel): Pixel {
  return {
    x: view.x + (x - size.width / 2) / view.scale,
    y: view.y - (y - size.height / 2) / view.scale,
  };
}

export function toPixel(view: ScatterView, size: FigureSize, { x, y }: Pixel): Pixel {
  return {
    x: size.width / 2 + (x - view.x) * view.scale,
    y: size.height / 2 - (y - view.y) * view.scale,
  };
}

export function moveView(view: ScatterView, byX: number, byY: number): ScatterView {
  return { ...view, x: view.x - byX / view.scale, y: view.y + byY / view.scale };
}

interface Zoom {
  readonly factor: number;
  /** Stays where it is. */
  readonly at: Pixel;
  /** The whole map, from which nobody needs to go far. */
  readonly fit: ScatterView;
}

export function zoomView(
  view: ScatterView,
  size: FigureSize,
  { factor, at, fit }: Zoom,
): ScatterView {
  const most = fit.scale * MOST_ENLARGED;
  const scale = Math.max(fit.scale * MOST_REDUCED, Math.min(most, view.scale * factor));
  const place = toPlane(view, size, at);
  const after = { ...view, scale };
  const moved = toPlane(after, size, at);
  return { ...after, x: view.x + place.x - moved.x, y: view.y + place.y - moved.y };
}

/** What is on screen, and `beyond` pixels around it. */
export function viewBounds(view: ScatterView, size: FigureSize, beyond = 0): Bounds {
  const halfWidth = (size.width / 2 + beyond) / view.scale;
  const halfHeight = (size.height / 2 + beyond) / view.scale;
  return {
    left: view.x - halfWidth,
    right: view.x + halfWidth,
    bottom: view.y - halfHeight,
    top: view.y + halfHeight,
  };
}
