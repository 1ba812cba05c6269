import { ticks as roundTicks, scaleLinear, tickStep } from 'd3';
import { formatNumber, formatShort } from './number-format.ts';
import { roundPixel } from './plot-area.ts';

export type AxisKind = 'linear' | 'log' | 'sqrt';

export interface Tick {
  readonly at: number;
  /** Empty for a minor tick. */
  readonly label: string;
}

export interface Axis {
  readonly kind: AxisKind;
  readonly domain: readonly [number, number];
  /** Pixels. */
  readonly range: readonly [number, number];
  readonly ticks: readonly Tick[];
  /** Name and unit. */
  readonly title: string;
}

export interface AxisSpec {
  readonly kind: AxisKind;
  readonly domain: readonly [number, number];
  readonly title: string;
  /** It counts: no tick stands between two whole numbers. */
  readonly isCount?: boolean;
}

type AxisFrame = Pick<Axis, 'kind' | 'domain' | 'range'>;

interface Transform {
  readonly forth: (value: number) => number;
  readonly back: (value: number) => number;
}

const TRANSFORMS: Readonly<Record<AxisKind, Transform>> = {
  linear: { forth: (v) => v, back: (v) => v },
  log: { forth: Math.log, back: Math.exp },
  sqrt: { forth: Math.sqrt, back: (v) => v * v },
};

/** Gives the pixel of a value; plain arithmetic, since curves of 50,000 points go through it. */
export function placeOn({ kind, domain, range }: AxisFrame): (value: number) => number {
  const { forth } = TRANSFORMS[kind];
  const start = forth(domain[0]);
  const pixels = (range[1] - range[0]) / (forth(domain[1]) - start);
  return (value) => range[0] + (forth(value) - start) * pixels;
}

/** Gives the value at a pixel. */
export function valueOn({ kind, domain, range }: AxisFrame): (pixel: number) => number {
  const { forth, back } = TRANSFORMS[kind];
  const start = forth(domain[0]);
  const unit = (forth(domain[1]) - start) / (range[1] - range[0]);
  return (pixel) => back(start + (pixel - range[0]) * unit);
}

interface Candidate {
  readonly value: number;
  readonly label: string;
}

function linearCandidates([low, high]: readonly [number, number], room: number): Candidate[] {
  let count = room;
  while (count > 1 && (high - low) / tickStep(low, high, count) > room + 0.5) count--;
  const step = tickStep(low, high, count);
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  return roundTicks(low, high, count).map((value) => ({
    value,
    label: formatNumber(value, decimals),
  }));
}

/** Decades are labelled, then as many of 2, 5 and the rest as there is room for; the others stay as marks. */
function logCandidates({ domain: [low, high], isCount }: AxisSpec, room: number): Candidate[] {
  const decades = Math.log10(high / low);
  if (decades < 0.7) {
    return roundTicks(low, high, Math.min(8, Math.max(2, room)))
      .filter((value) => !isCount || Number.isInteger(value))
      .map((value) => ({ value, label: formatShort(value) }));
  }
  const stride = Math.max(1, Math.ceil(decades / Math.max(1, room)));
  const labelled = decades * 3 <= room ? [1, 2, 5] : [1];
  const found: Candidate[] = [];
  for (let e = Math.floor(Math.log10(low)); e <= Math.ceil(Math.log10(high)); e++) {
    for (let m = 1; m <= 9; m++) {
      const value = Number(`${m}e${e}`);
      if (value < low * (1 - 1e-9) || value > high * (1 + 1e-9)) continue;
      const isLabelled = labelled.includes(m) && e % stride === 0;
      if (isLabelled || (stride === 1 && m > 1)) {
        found.push({ value, label: isLabelled ? formatShort(value) : '' });
      }
    }
  }
  return found;
}

function roomFor({ kind, isCount, domain: [low, high] }: AxisSpec, room: number): number {
  if (isCount) return Math.max(1, Math.min(room, Math.floor(high - low)));
  return kind === 'sqrt' ? Math.ceil(room * 0.7) : room;
}

/** `pixelsPerLabel` is the least distance between two labelled ticks. */
export function layoutAxis(
  spec: AxisSpec,
  range: readonly [number, number],
  pixelsPerLabel: number,
): Axis {
  const room = Math.max(2, Math.floor(Math.abs(range[1] - range[0]) / pixelsPerLabel));
  const candidates =
    spec.kind === 'log'
      ? logCandidates(spec, room)
      : linearCandidates(spec.domain, roomFor(spec, room));
  const place = placeOn({ ...spec, range });
  let lastLabel = Number.NEGATIVE_INFINITY;
  const ticks = candidates.map(({ value, label }) => {
    const at = roundPixel(place(value));
    const fits = label !== '' && Math.abs(at - lastLabel) >= pixelsPerLabel * 0.5;
    if (fits) lastLabel = at;
    return { at, label: fits ? label : '' };
  });
  return { ...spec, range, ticks };
}

/** A linear domain widened to round ends. */
export function roundDomain(low: number, high: number): readonly [number, number] {
  const [from, to] = high > low ? [low, high] : [low - 0.5, low + 0.5];
  const [a = from, b = to] = scaleLinear().domain([from, to]).nice(5).domain();
  return [a, b];
}
