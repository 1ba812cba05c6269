import type { Component } from './components.ts';
import type { Bar, BarLimits } from './find-bars.ts';
import { around } from './printed-words.ts';

/** Hitachi's rulers have this many spaces between their ticks. */
const SPACES = 10;
const LEAST_TICKS = 8;
const LEAST_STEP = 8;
const NARROWEST = 1.8;
const WIDEST_TICK = 9;

interface Tick {
  readonly x: number;
  readonly part: Component;
}

/** Rows of eleven evenly spaced upright ticks, of which a few in the middle may be lost in a bright picture. */
export function findTicks(parts: readonly Component[], limits: BarLimits): Bar[] {
  const ticks = parts
    .filter((part) => isTick(part, limits))
    .map((part) => ({ part, x: part.x + part.width / 2 }))
    .sort((a, b) => a.x - b.x);
  const rows = new Map<string, Tick[]>();
  for (const tick of ticks) {
    for (const key of edgesOf(tick.part)) {
      const row = rows.get(key);
      if (row) row.push(tick);
      else rows.set(key, [tick]);
    }
  }
  const rulers = [...rows.values()].flatMap((row) => rulerIn(row, limits) ?? []);
  return rulers.filter(
    (ruler, i) => !rulers.slice(0, i).some((other) => Math.abs(other.y - ruler.y) < 4),
  );
}

/** Ticks of two lengths are level at the top or at the bottom, to a pixel. */
function edgesOf({ y, height }: Component): string[] {
  const bottom = y + height;
  return [`top ${y}`, `top ${y - 1}`, `bottom ${bottom}`, `bottom ${bottom + 1}`];
}

function isTick({ width, height }: Component, limits: BarLimits): boolean {
  return (
    width <= WIDEST_TICK && height >= NARROWEST * width && height >= 5 && height <= limits.tallest
  );
}

function rulerIn(row: readonly Tick[], limits: BarLimits): Bar | undefined {
  if (row.length < LEAST_TICKS) return undefined;
  let best: { readonly found: readonly Tick[]; readonly step: number } | undefined;
  for (let i = 0; i < row.length - 1; i++) {
    for (let j = row.length - 1; j > i; j--) {
      const step = (row[j].x - row[i].x) / SPACES;
      if (step < LEAST_STEP || step * SPACES < limits.shortest) break;
      if (step * SPACES > limits.longest) continue;
      const found = onGrid(row, row[i].x, step);
      if (found.length > (best?.found.length ?? LEAST_TICKS - 1)) best = { found, step };
    }
  }
  if (!best || !areAlike(best.found)) return undefined;
  const first = best.found[0];
  const last = best.found[best.found.length - 1];
  const parts = best.found.map(({ part }) => part);
  const box = around(parts);
  return {
    kind: 'ticks',
    box,
    pixels: last.x - first.x,
    y: box.y + box.height / 2,
    thickness: first.part.width,
    parts,
  };
}

/** Ticks are of one width and of one or two lengths; letters are not. */
function areAlike(ticks: readonly Tick[]): boolean {
  const widths = ticks.map(({ part }) => part.width).sort((a, b) => a - b);
  const heights = ticks.map(({ part }) => part.height).sort((a, b) => a - b);
  const width = widths[widths.length >> 1];
  const short = heights[1];
  const long = heights[heights.length - 2];
  const isEven = (height: number) =>
    [short, long].some((usual) => Math.abs(height - usual) <= Math.max(2, 0.2 * usual));
  const even = ticks.filter(({ part }) => Math.abs(part.width - width) <= 1 && isEven(part.height));
  return even.length >= ticks.length - 1;
}

/** The ticks nearest to each of the eleven places, both ends among them. */
function onGrid(row: readonly Tick[], start: number, step: number): Tick[] {
  const tolerance = Math.max(1.5, 0.04 * step);
  const found: Tick[] = [];
  for (let k = 0; k <= SPACES; k++) {
    const tick = row.find(({ x }) => Math.abs(x - start - k * step) <= tolerance);
    if (tick) found.push(tick);
  }
  return found;
}
