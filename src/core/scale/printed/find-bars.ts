import type { Rectangle } from '../../dataset/picture.ts';
import type { Component } from './components.ts';
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
  /** Middles of the caps, or the ends of a stroke without. */
  readonly from: number;
  readonly to: number;
}

/** Share of a component's width that a row of the bar's body fills. */
const FULL = 0.93;
const THINNEST = 4;
/** How alike two halves of a split bar are. */
const SAME_ROWS = 2.5;
/** Least gap in a split bar. */
const LEAST_GAP = 12;
/** Ink below this is compression's. */
const FAINT = 48;

/** Every component, pair of components or row of ticks that could be a scale bar. */
export function findBars(ink: Ink, parts: readonly Component[], limits: BarLimits): Bar[] {
  const strokes = parts.map((part) => strokeOf(part, ink, limits)).filter((s) => s !== undefined);
  const whole = strokes.filter(isWhole).filter(({ part }) => part.width >= limits.shortest);
  return [...whole.map(barOf), ...joinHalves(strokes), ...findTicks(parts, limits)].filter(
    ({ pixels }) => pixels >= limits.shortest && pixels <= limits.longest,
  );
}

function strokeOf(part: Component, ink: Ink, limits: BarLimits): Stroke | undefined {
  const { width, height, x, runs } = part;
  if (width < limits.shortest / 4 || width > limits.longest) return undefined;
  if (height > limits.tallest || width < 3 * Math.min(height, THINNEST)) return undefined;
  const body = bodyOf(part);
  if (!body || width < THINNEST * body.thickness) return undefined;
  const { first, last, thickness } = body;
  const reach = Math.max(4, 2 * thickness, Math.min(0.15 * width, 12));
  const caps = { left: new Set<number>(), right: new Set<number>() };
  for (let i = 0; i < runs.length; i += 3) {
    if (runs[i] >= first && runs[i] <= last) continue;
    if (runs[i + 2] - x <= reach) caps.left.add(runs[i]);
    else if (x + width - runs[i + 1] <= reach) caps.right.add(runs[i]);
    else return undefined;
  }
  const leftCap = caps.left.size;
  const rightCap = caps.right.size;
  const end = x + width;
  const isClear = (row: number) => row < first - 1 || row > last + 1;
  const middle = (rows: ReadonlySet<number>, start: number, stop: number) =>
    middleOfCap(ink, [...rows].filter(isClear), start, stop);
  return {
    part,
    y: (first + last + 1) / 2,
    thickness,
    leftCap,
    rightCap,
    from: isCapped(leftCap, thickness) ? (middle(caps.left, x - 1, x + reach) ?? x) : x,
    to: isCapped(rightCap, thickness) ? (middle(caps.right, end - reach, end + 1) ?? end) : end,
  };
}

/** The rows that the stroke fills from end to end, if they lie together. */
function bodyOf({ runs, width }: Component) {
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
  return first >= 0 && rows === thickness ? { first, last, thickness } : undefined;
}

/** Where the ink of a cap has its centre, to a part of a pixel; rows that blend with the body don't count. */
function middleOfCap(
  { data, area }: Ink,
  rows: readonly number[],
  start: number,
  end: number,
): number | undefined {
  let ink = 0;
  let moment = 0;
  for (const y of rows) {
    for (let x = Math.max(0, Math.floor(start)); x < Math.min(area.width, end); x++) {
      const value = data[y * area.width + x];
      if (value < FAINT) continue;
      ink += value;
      moment += value * (x + 0.5);
    }
  }
  return ink > 0 ? moment / ink : undefined;
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
