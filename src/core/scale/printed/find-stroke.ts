import type { Component } from './components.ts';
import type { Ink } from './ink.ts';

/** A straight stroke with what stands on its ends. */
export interface Stroke {
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

export interface StrokeLimits {
  readonly shortest: number;
  readonly longest: number;
  /** Of a component with a bar in it, from the top of its caps to their ends. */
  readonly tallest: number;
}

/** Share of a component's width that a row of the bar's body fills. */
const FULL = 0.93;
const THINNEST = 4;
/** Ink below this is compression's. */
const FAINT = 48;
/** Columns of paler ink at the sides of a cap that belong to it. */
const HALO = 1;

/** The component as a stroke, if it is one; a bar's half may be a quarter of the shortest bar. */
export function strokeOf(part: Component, ink: Ink, limits: StrokeLimits): Stroke | undefined {
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

/** Whether rows above or under an end are a cap, for a stroke this thick. */
export function isCapped(rows: number, thickness: number): boolean {
  return rows >= Math.max(2, thickness);
}
