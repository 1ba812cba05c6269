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
  /** Thinnest bar without caps. */
  readonly thinnest: number;
  /** What is not ink is blank, so that a bar that fades out at an end is only a part of one. */
  readonly isOnPaper: boolean;
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
  /** Paler ink goes on behind an end. */
  readonly isFading: boolean;
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
/** Columns of paler ink at the sides of a cap that belong to it. */
const HALO = 1;

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

function strokeOf(part: Component, ink: Ink, limits: BarLimits): Stroke | undefined {
  const { width, height, x, runs } = part;
  if (width < limits.shortest / 4 || width > limits.longest) return undefined;
  if (height > limits.tallest || width < 3 * Math.min(height, THINNEST)) return undefined;
  const body = bodyOf(part);
  if (!body || width < THINNEST * body.thickness) return undefined;
  const { first, last, thickness } = body;
  const reach = Math.max(4, 2 * thickness, Math.min(0.15 * width, 12));
  const caps = { left: new Map<number, Run>(), right: new Map<number, Run>() };
  const end = x + width;
  for (let i = 0; i < runs.length; i += 3) {
    const [row, from, to] = [runs[i], runs[i + 1], runs[i + 2]];
    if (row >= first && row <= last) continue;
    // Of several runs in a row, the outer one is the cap's, and the others are an arrow's.
    if (to - x <= reach) {
      if (!caps.left.has(row)) caps.left.set(row, { from, to });
    } else if (end - from <= reach) caps.right.set(row, { from, to });
    else return undefined;
  }
  const leftCap = caps.left.size;
  const rightCap = caps.right.size;
  const middle = (rows: ReadonlyMap<number, Run>) =>
    middleOfCap(
      ink,
      [...rows].filter(([row]) => row < first - 1 || row > last + 1),
    );
  const [from, to] = [x, end].map((place, i) => endOf(ink, { place, body, inward: i ? -1 : 1 }));
  return {
    part,
    y: (first + last + 1) / 2,
    thickness,
    leftCap,
    rightCap,
    from: (isCapped(leftCap, thickness) ? middle(caps.left) : from.place) ?? x,
    to: (isCapped(rightCap, thickness) ? middle(caps.right) : to.place) ?? end,
    isFading: from.isFading || to.isFading,
  };
}

/** Columns beside the end of a bar over which its ink may be spread, and those behind them that show the paper. */
const SPREAD = 2;
const BEHIND = 2;
/** Of the bar's ink, behind its end. */
const FADING = 0.3;

/**
 * Where a stroke without a cap ends, to a part of a pixel: where its ink would end if all of it were full. `place` is
 * the end as it was found, and `inward` the way to the other end.
 */
function endOf(
  { data, area }: Ink,
  { place, body, inward }: { place: number; body: Body; inward: 1 | -1 },
): { readonly place: number; readonly isFading: boolean } {
  const outermost = inward > 0 ? place : place - 1;
  const meanAt = (step: number) => {
    const x = outermost + inward * step;
    if (x < 0 || x >= area.width) return 0;
    let sum = 0;
    for (let y = body.first; y <= body.last; y++) sum += data[y * area.width + x];
    return sum / body.thickness;
  };
  const full = meanAt(SPREAD + 1);
  const paper = (meanAt(-SPREAD - 1) + meanAt(-SPREAD - BEHIND)) / 2;
  const isFading = paper > FADING * full;
  if (isFading) return { place, isFading };
  let share = 0;
  for (let step = -SPREAD; step <= SPREAD; step++) {
    share += Math.min(1, Math.max(0, (meanAt(step) - paper) / (full - paper)));
  }
  return { place: place + inward * (SPREAD + 1 - share), isFading };
}

interface Body {
  readonly first: number;
  readonly last: number;
  readonly thickness: number;
}

/** The rows that the stroke fills from end to end, if they lie together. */
function bodyOf({ runs, width }: Component): Body | undefined {
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

interface Run {
  readonly from: number;
  readonly to: number;
}

/**
 * Where the ink of a cap has its centre, to a part of a pixel. Rows in which it is wider than elsewhere, as an arrow's
 * head makes it, don't count.
 */
function middleOfCap(
  { data, area }: Ink,
  rows: readonly (readonly [number, Run])[],
): number | undefined {
  const narrowest = Math.min(...rows.map(([, { from, to }]) => to - from));
  let ink = 0;
  let moment = 0;
  for (const [y, { from, to }] of rows) {
    if (to - from > narrowest + 1) continue;
    for (let x = Math.max(0, from - HALO); x < Math.min(area.width, to + HALO); x++) {
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
