/** CSS pixels. */
export interface FigureSize {
  readonly width: number;
  readonly height: number;
}

export interface PlotArea {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export type Point = readonly [x: number, y: number];

export const FONT_SIZE = 11;

/** To a tenth of a pixel, so that drawings are small and the same on every machine. */
export function roundPixel(value: number): number {
  return Math.round(value * 10) / 10 || 0;
}
