import type { Rectangle } from '../../dataset/picture.ts';
import type { Component } from './components.ts';
import { isCapped, type Stroke, type StrokeLimits, strokeOf } from './find-stroke.ts';
import { findTicks } from './find-ticks.ts';
import type { Ink } from './ink.ts';
import { around } from './printed-words.ts';

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
  /** What it is made of, in the pixels of the area that was searched. */
  readonly parts: readonly Component[];
}

export interface BarLimits extends StrokeLimits {
  /** Thinnest bar without caps. */
  readonly thinnest: number;
  /** What is not ink is blank, so that a bar that fades out at an end is only a part of one. */
  readonly isOnPaper: boolean;
}

/** How alike two halves of a split bar are. */
const SAME_ROWS = 2.5;
/** Least gap in a split bar. */
const LEAST_GAP = 12;

/** Every component, pair of components or row of ticks that could be a scale bar. */
export function findBars(ink: Ink, parts: readonly Component[], limits: BarLimits): Bar[] {
  const strokes = parts.map((part) => strokeOf(part, ink, limits)).filter((s) => s !== undefined);
  const whole = strokes
    .filter((stroke) => isWhole(stroke, limits))
    .filter(({ part }) => part.width >= limits.shortest);
  return [...whole.map(barOf), ...joinHalves(strokes), ...findTicks(parts, limits)].filter(
    ({ pixels }) => pixels >= limits.shortest && pixels <= limits.longest,
  );
}

function isWhole(
  { leftCap, rightCap, thickness, part, isFading }: Stroke,
  { thinnest, isOnPaper }: BarLimits,
): boolean {
  const left = isCapped(leftCap, thickness);
  const right = isCapped(rightCap, thickness);
  if (left && right) return Math.min(leftCap, rightCap) >= 0.5 * Math.max(leftCap, rightCap);
  if (thickness < thinnest || (isOnPaper && isFading)) return false;
  return !left && !right && part.width >= 5 * thickness && part.height <= thickness + 3;
}

function barOf(stroke: Stroke): Bar {
  const { part, leftCap, y, thickness, from, to } = stroke;
  const { x, y: top, width, height } = part;
  return {
    kind: isCapped(leftCap, thickness) ? 'capped' : 'plain',
    box: { x, y: top, width, height },
    pixels: to - from,
    y,
    thickness,
    parts: [part],
  };
}

/** Bars whose middle is left free for their label: two strokes at one height, capped outside or not at all. */
function joinHalves(strokes: readonly Stroke[]): Bar[] {
  const bars: Bar[] = [];
  for (const left of strokes) {
    const right = nearestHalf(left, strokes);
    if (!right) continue;
    const box = around([left.part, right.part]);
    bars.push({
      kind: 'split',
      box,
      pixels: right.to - left.from,
      y: (left.y + right.y) / 2,
      thickness: left.thickness,
      parts: [left.part, right.part],
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
