import { stampPoints } from '../core/map/stamp-points.ts';
import type { FigureTheme } from './palette.ts';
import type { FigureSize } from './plot-area.ts';
import { pixelColor } from './scatter-colouring.ts';
import type { ScatterLayers } from './scatter-layers.ts';
import type { ScatterView } from './scatter-view.ts';

export interface ScatterPicture {
  readonly size: FigureSize;
  /** Of the screen, in its pixels a CSS pixel. */
  readonly ratio: number;
  readonly view: ScatterView;
  readonly theme: FigureTheme;
  /** `[n, 2]`. */
  readonly positions: Float32Array;
  /** Of each point, by `pointColors`. */
  readonly colors: Uint32Array;
  /** In CSS pixels. */
  readonly radius: number;
  readonly layers: ScatterLayers;
}

const RING = 1.8;

/** Radius of a point in CSS pixels: fewer are larger, and all grow a little while the map is enlarged. */
export function pointRadius(points: number, enlarged: number): number {
  const whole = points > 20_000 ? 1.4 : points > 4_000 ? 1.9 : points > 800 ? 2.7 : 4;
  return Math.min(7, whole * Math.max(1, enlarged) ** 0.3);
}

/** Paints maps on one canvas, whose pixels it keeps. */
export class ScatterPainter {
  readonly #canvas: HTMLCanvasElement;
  #image = new ImageData(1, 1);

  constructor(canvas: HTMLCanvasElement) {
    this.#canvas = canvas;
  }

  paint(picture: ScatterPicture): void {
    const { size, ratio, view, theme, positions, colors, radius, layers } = picture;
    const width = Math.max(1, Math.round(size.width * ratio));
    const height = Math.max(1, Math.round(size.height * ratio));
    if (this.#image.width !== width || this.#image.height !== height) {
      this.#image = new ImageData(width, height);
      this.#canvas.width = width;
      this.#canvas.height = height;
    }
    const pixels = new Uint32Array(this.#image.data.buffer);
    pixels.fill(pixelColor(theme.background));
    const target = { pixels, width, height };
    const scale = view.scale * ratio;
    const place = { scale, left: width / 2 - view.x * scale, top: height / 2 + view.y * scale };
    const disc = { positions, colors, radius: radius * ratio };
    stampPoints(target, place, { ...disc, rows: layers.faint, opacity: 0.14 });
    stampPoints(target, place, { ...disc, rows: layers.plain, opacity: 0.9 });
    const { ringed } = layers;
    if (ringed.length > 0) {
      const ink = new Uint32Array(colors.length).fill(pixelColor(theme.tones.accent));
      const ring = { ...disc, colors: ink, radius: (radius + RING) * ratio };
      stampPoints(target, place, { ...ring, rows: ringed, opacity: 1 });
      stampPoints(target, place, { ...disc, rows: ringed, opacity: 1 });
    }
    this.#canvas.getContext('2d')?.putImageData(this.#image, 0, 0);
  }
}
