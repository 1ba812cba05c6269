import { interpolateViridis, rgb } from 'd3';
import { categoryColor, type FigureTheme } from './palette.ts';

/** Colours that stay apart; what has none of its own is grey. */
export const MOST_COLOURS = 12;

/** What colour an entry of the legend stands for. */
export type Swatch =
  | { readonly kind: 'category'; readonly index: number }
  /** Along the colours for numbers, in `[0, 1]`. */
  | { readonly kind: 'tint'; readonly at: number }
  | { readonly kind: 'rest' };

export interface ScatterEntry {
  readonly label: string;
  readonly count: number;
  readonly swatch: Swatch;
}

/** What the points of a map are coloured by. */
export interface ScatterColouring {
  readonly title: string;
  readonly entries: readonly ScatterEntry[];
  /** The entry of each point; -1 for one that is not shown. */
  readonly entryOf: Int32Array;
  /** Of each point, where colours go by a number: in `[0, 1]`, or NaN for one without. */
  readonly tints: Float32Array | undefined;
}

/** Ends of viridis that would be lost on the ground are left out. */
const TINTS: Readonly<Record<'dark' | 'light', readonly [number, number]>> = {
  dark: [0.22, 1],
  light: [0, 0.9],
};
const TINT_STEPS = 256;

export function swatchColor(swatch: Swatch, theme: FigureTheme): string {
  if (swatch.kind === 'rest') return theme.mutedInk;
  if (swatch.kind === 'category') return categoryColor(theme, swatch.index);
  const isDark = rgb(theme.background).r < 128;
  const [from, to] = TINTS[isDark ? 'dark' : 'light'];
  return rgb(interpolateViridis(from + (to - from) * swatch.at)).formatHex();
}

/** As the bytes of canvas pixels are read on a little-endian machine. */
export function pixelColor(color: string): number {
  const { r, g, b } = rgb(color);
  return ((255 << 24) | (b << 16) | (g << 8) | r) >>> 0;
}

/** Of every point. */
export function pointColors(
  { entries, entryOf, tints }: ScatterColouring,
  theme: FigureTheme,
): Uint32Array {
  const ofEntry = entries.map(({ swatch }) => pixelColor(swatchColor(swatch, theme)));
  const ofTint = Uint32Array.from({ length: tints ? TINT_STEPS : 0 }, (_, i) =>
    pixelColor(swatchColor({ kind: 'tint', at: i / (TINT_STEPS - 1) }, theme)),
  );
  return Uint32Array.from(entryOf, (entry, row) => {
    const tint = tints?.[row] ?? Number.NaN;
    const own = Number.isNaN(tint) ? undefined : ofTint[Math.round(tint * (TINT_STEPS - 1))];
    return own ?? ofEntry[entry] ?? 0;
  });
}
