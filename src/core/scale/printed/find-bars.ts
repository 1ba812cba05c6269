import type { Rectangle } from '../../dataset/picture.ts';
import type { Component } from './components.ts';
import { findTicks } from './find-ticks.ts';

export type BarKind = 'capped' | 'plain' | 'split' | 'ticks';

/** A scale bar, perhaps. In the pixels of the area that the components are of. */
export interface Bar {
  readonly kind: BarKind;
  /** What it covers, caps included. */
  readonly box: Rectangle;
  /** From the middle of one cap or tick to the other's, or a plain bar's whole length. */
  readonly pixels: number;
  readonly y: number;
  readonly thickness: number;
}

export interface BarLimits {
  readonly shortest: number;
  readonly longest: number;
  /** Of a component with a bar in it, from the top of its caps to their ends. */
  readonly tallest: number;
}

/** A straight stroke with what stands on its ends. */
interface Stroke {
  readonly part: Component;
  readonly y: number;
  readonly thickness: number;
  /** Rows that each end reaches above and below the stroke. */
  readonly leftCap: number;
  readonly rightCap: number;
  /** Columns of a cap. */
  readonly capWidth: number;
}

/** Share of a component's width that a row of the bar's body fills. */
const FULL = 0.93;
const THINNEST = 4;
/** How alike two halves of a split bar are. */
const SAME_ROWS = 2.5;
/** Least gap in a split bar, over its caps' or its own height, and most over the picture's. */
const LEAST_GAP = 12;

/** Every component, pair of components or row of ticks that could be a scale bar. */
export function findBars(parts: readonly Component[], limits: BarLimits): Bar[] {
  const strokes = parts.map((part) => strokeOf(part, limits)).filter((s) => s !== undefined);
  const whole = strokes.filter(isWhole).filter(({ part }) => part.width >= limits.shortest);
  return [
    ...whole.map(barOf),
    ...joinHalves(strokes, limits),
    ...findTicks(parts, limits),
  ].filter(({ pixels }) => pixels >= limits.shortest && pixels <= limits.longest);
}

function strokeOf(part: Component, limits: BarLimits): Stroke | undefined {
  const { width, height, x, runs } = part;
  if (width < limits.shortest / 4 || width > limits.longest) return undefined;
  if (height > limits.tallest || width < 3 * Math.min(height, THINNEST)) return undefined;
  let first = -1;
  let last = -1;
  let rows = 0;
  for (let i = 0; i < runs.length; i += 3) {
    if (runs[i + 2] - runs[i + 1] < FULL * width) continue;
    if (first < 0) first = runs[i];
    last = runs[i];
    rows++;
  }
  const thickness = last - first + 1;
  if (first < 0 || rows !== thickness || width < THINNEST * thickness) return undefined;
  const reach = Math.max(4, 2 * thickness, Math.min(0.15 * width, 12));
  const caps = { left: 0, right: 0, widths: [] as number[] };
  for (let i = 0; i < runs.length; i += 3) {
    if (runs[i] >= first && runs[i] <= last) continue;
    const fromLeft = runs[i + 1] - x;
    const fromRight = x + width - runs[i + 2];
    const wide = runs[i + 2] - runs[i + 1];
    if (fromLeft + wide <= reach) caps.left++;
    else if (fromRight + wide <= reach) caps.right++;
    else return undefined;
    caps.widths.push(wide);
  }
  const capWidth = caps.widths.sort((a, b) => a - b)[caps.widths.length >> 1] ?? 0;
  const y = (first + last + 1) / 2;
  return { part, y, thickness, leftCap: caps.left, rightCap: caps.right, capWidth };
}

function isCapped(rows: number, thickness: number): boolean {
  return rows >= Math.max(2, thickness);
}

function isWhole({ leftCap, rightCap, thickness, part }: Stroke): boolean {
  const left = isCapped(leftCap, thickness);
  const right = isCapped(rightCap, thickness);
  if (left && right) return Math.min(leftCap, rightCap) >= 0.5 * Math.max(leftCap, rightCap);
  return !left && !right && part.width >= 5 * thickness && part.height <= thickness + 3;
}

function barOf({ part, leftCap, y, thickness, capWidth }: Stroke): Bar {
  const { x, y: top, width, height } = part;
  const box = { x, y: top, width, height };
  const capped = isCapped(leftCap, thickness);
  const kind = capped ? 'capped' : 'plain';
  return { kind, box, pixels: capped ? width - capWidth : width, y, thickness };
}

/** Bars whose middle is left free for their label: two strokes at one height, capped outside or not at all. */
function joinHalves(strokes: readonly Stroke[], limits: BarLimits): Bar[] {
  const bars: Bar[] = [];
  for (const left of strokes) {
    const right = nearestHalf(left, strokes);
    if (!right) continue;
    const pixels = right.part.x + right.part.width - left.part.x;
    const y = Math.min(left.part.y, right.part.y);
    const bottom = Math.max(left.part.y + left.part.height, right.part.y + right.part.height);
    if (pixels > limits.longest) continue;
    const isCappedOutside = left.leftCap >= 2 && right.rightCap >= 2;
    const capWidth = isCappedOutside ? Math.max(left.capWidth, right.capWidth) : 0;
    bars.push({
      kind: 'split',
      box: { x: left.part.x, y, width: pixels, height: bottom - y },
      pixels: pixels - capWidth,
      y: (left.y + right.y) / 2,
      thickness: left.thickness,
    });
  }
  return bars;
}

function nearestHalf(left: Stroke, strokes: readonly Stroke[]): Stroke | undefined {
  let best: Stroke | undefined;
  const end = left.part.x + left.part.width;
  if (isCapped(left.rightCap, left.thickness)) return undefined;
  for (const right of strokes) {
    if (right === left || Math.abs(right.y - left.y) > SAME_ROWS / 2) continue;
    if (Math.abs(right.thickness - left.thickness) > 1) continue;
    if (isCapped(right.leftCap, right.thickness)) continue;
    const caps = [left.leftCap, right.rightCap];
    if (Math.abs(caps[0] - caps[1]) > SAME_ROWS) continue;
    const gap = right.part.x - end;
    const sizes = [left.part.width, right.part.width];
    if (gap < LEAST_GAP || Math.max(...sizes) > 1.6 * Math.min(...sizes)) continue;
    if (!best || right.part.x < best.part.x) best = right;
  }
  return best;
}
