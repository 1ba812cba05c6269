import { boundsOf, PointGrid } from '../../core/map/point-grid.ts';
import { pointsInPolygon } from '../../core/map/points-in-polygon.ts';
import { spreadRows } from '../../core/map/spread-rows.ts';
import type { FigureTheme } from '../../figures/palette.ts';
import type { FigureSize } from '../../figures/plot-area.ts';
import type { ScatterLayers } from '../../figures/scatter-layers.ts';
import { pointRadius, ScatterPainter } from '../../figures/scatter-paint.ts';
import {
  fitView,
  moveView,
  type ScatterView,
  toPixel,
  toPlane,
  viewBounds,
  zoomView,
} from '../../figures/scatter-view.ts';
import type { MapView } from '../../state/map.ts';

/** CSS pixels from the top left of the map. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

interface Look {
  readonly size: FigureSize;
  readonly theme: FigureTheme;
  readonly colors: Uint32Array;
  readonly layers: ScatterLayers;
}

const SETTLES_IN_MS = 260;
const MOST_GLIDING = 10_000;
const REACH = 12;
const MOST_PICTURES = 150;
const SMALLEST_PICTURE = 48;
const LARGEST_PICTURE = 112;

/** A map on its canvas: drawn once a frame at most, and asked what lies where. */
export class MapScene {
  /** After each frame. */
  onFrame: () => void = () => {};
  readonly #painter: ScatterPainter;
  #look: Look | undefined;
  #target = new Float32Array();
  #shown = new Float32Array();
  #from: Float32Array | undefined;
  #movesSince = 0;
  #view: ScatterView = { x: 0, y: 0, scale: 1 };
  #isFitted = true;
  #frame = 0;
  /** Of all points, and of those that are not faint. */
  #grids: { readonly all: PointGrid; readonly vivid: PointGrid } | undefined;

  constructor(canvas: HTMLCanvasElement) {
    this.#painter = new ScatterPainter(canvas);
  }

  /** Points glide to their new places where there are as many as before, and few enough to leave the worker its core. */
  place(positions: Float32Array<ArrayBuffer>): void {
    const canGlide =
      positions.length === this.#shown.length &&
      positions.length <= 2 * MOST_GLIDING &&
      !window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.#from = canGlide ? this.#shown.slice() : undefined;
    this.#movesSince = performance.now();
    this.#target = positions;
    if (!canGlide) {
      this.#shown = positions.slice();
      this.#isFitted = true;
    }
    this.#changed();
  }

  show(look: Look): void {
    this.#look = look;
    this.#changed();
  }

  stop(): void {
    cancelAnimationFrame(this.#frame);
  }

  get size(): FigureSize {
    return this.#look?.size ?? { width: 1, height: 1 };
  }

  get isMoving(): boolean {
    return this.#from !== undefined;
  }

  /** Side of a picture that is shown in place of its dot: as many fit on a large screen as on a small one. */
  get pictureSide(): number {
    const { width, height } = this.size;
    // Half of a map is empty.
    const even = Math.sqrt((width * height) / (2 * MOST_PICTURES));
    return Math.round(Math.max(SMALLEST_PICTURE, Math.min(LARGEST_PICTURE, even)));
  }

  move(byX: number, byY: number): void {
    this.#see(moveView(this.#view, byX, byY));
  }

  zoom(factor: number, at: Place = { x: this.size.width / 2, y: this.size.height / 2 }): void {
    this.#see(zoomView(this.#view, this.size, { factor, at, fit: this.#fit() }));
  }

  showAll(): void {
    this.#isFitted = true;
    this.#request();
  }

  pixelOf(row: number): Place {
    const [x = 0, y = 0] = this.#shown.subarray(2 * row, 2 * row + 2);
    return toPixel(this.#view, this.size, { x, y });
  }

  /** The picture nearest to a place, no farther than `reach` pixels; none while they move. */
  rowAt(at: Place, reach = REACH): number | undefined {
    if (this.isMoving) return undefined;
    const { x, y } = toPlane(this.#view, this.size, at);
    const { vivid, all } = this.#grid();
    const within = reach / this.#view.scale;
    return vivid.nearest(x, y, within) ?? all.nearest(x, y, within);
  }

  rowsInView(): readonly number[] {
    return this.#grid().vivid.inside(viewBounds(this.#view, this.size));
  }

  rowsInLasso(line: readonly Place[]): readonly number[] {
    const corners = line.flatMap((at) => {
      const { x, y } = toPlane(this.#view, this.size, at);
      return [x, y];
    });
    return pointsInPolygon(this.#grid().vivid, this.#shown, Float32Array.from(corners));
  }

  /** Those to be shown as pictures, none of which covers another. */
  pictures(mode: MapView['pictures']): readonly number[] {
    if (mode === 'never' || this.isMoving || !this.#look) return [];
    const { vivid } = this.#grid();
    const bounds = viewBounds(this.#view, this.size);
    const side = (this.pictureSide + 2) / this.#view.scale;
    const inView = vivid.inside(bounds).length;
    if (mode === 'near' && inView > 2 * MOST_PICTURES) return [];
    const chosen = spreadRows(vivid, this.#shown, bounds, { side, most: MOST_PICTURES });
    return mode === 'near' && chosen.length < inView / 12 ? [] : chosen;
  }

  #see(view: ScatterView): void {
    this.#view = view;
    this.#isFitted = false;
    this.#request();
  }

  #changed(): void {
    this.#grids = undefined;
    this.#request();
  }

  #request(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame((now) => this.#draw(now));
  }

  #fit(): ScatterView {
    const { faint, plain, ringed } = this.#layers();
    const parts = [faint, plain, ringed].map((rows) => boundsOf(this.#shown, rows));
    const all = parts.reduce((a, b) =>
      a && b
        ? {
            left: Math.min(a.left, b.left),
            right: Math.max(a.right, b.right),
            bottom: Math.min(a.bottom, b.bottom),
            top: Math.max(a.top, b.top),
          }
        : (a ?? b),
    );
    // A picture stands around its place.
    return all ? fitView(all, this.size, this.pictureSide / 2 + 4) : this.#view;
  }

  #layers(): ScatterLayers {
    const none = new Int32Array();
    return this.#look?.layers ?? { faint: none, plain: none, ringed: none };
  }

  #grid() {
    const { faint, plain, ringed } = this.#layers();
    if (this.#grids) return this.#grids;
    const gridOf = (...parts: readonly Int32Array[]) => new PointGrid(this.#shown, joined(parts));
    const all = gridOf(faint, plain, ringed);
    this.#grids = { all, vivid: faint.length === 0 ? all : gridOf(plain, ringed) };
    return this.#grids;
  }

  #glide(now: number): void {
    if (!this.#from) return;
    const done = Math.min(1, (now - this.#movesSince) / SETTLES_IN_MS);
    const eased = done * (2 - done);
    for (let i = 0; i < this.#shown.length; i++) {
      const [from = 0, to = 0] = [this.#from[i], this.#target[i]];
      this.#shown[i] = from + (to - from) * eased;
    }
    if (done < 1) return;
    this.#from = undefined;
    this.#grids = undefined;
  }

  #draw(now: number): void {
    if (!this.#look) return;
    this.#glide(now);
    const fit = this.#fit();
    if (this.#isFitted) this.#view = fit;
    const { size, theme, colors, layers } = this.#look;
    const points = layers.faint.length + layers.plain.length + layers.ringed.length;
    this.#painter.paint({
      size,
      ratio: window.devicePixelRatio,
      view: this.#view,
      theme,
      positions: this.#shown,
      colors,
      radius: pointRadius(points, this.#view.scale / fit.scale),
      layers,
    });
    this.onFrame();
    if (this.isMoving) this.#request();
  }
}

function joined(parts: readonly Int32Array[]): Int32Array {
  const all = new Int32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
