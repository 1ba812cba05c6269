import type { DecisionGraph } from '../core/cluster/density-peaks.ts';
import { type Axis, type AxisSpec, layoutAxis, placeOn } from './axis.ts';
import { formatNumber } from './number-format.ts';
import { type FigureSize, type PlotArea, type Point, roundPixel } from './plot-area.ts';

export interface DecisionGraphData {
  readonly graph: DecisionGraph;
  /** How many centres are taken. */
  readonly k: number;
  /** What makes a centre: the product of density and distance, or the distance alone. */
  readonly rule: 'gamma' | 'longest-link';
}

export interface DecisionMark {
  /** Row of the point. */
  readonly index: number;
  readonly x: number;
  readonly y: number;
}

export interface DecisionGraphLayout {
  readonly size: FigureSize;
  readonly plot: PlotArea;
  readonly title: string;
  readonly description: string;
  readonly xAxis: Axis;
  readonly yAxis: Axis;
  readonly centres: readonly DecisionMark[];
  readonly others: readonly DecisionMark[];
  /** Points right of and above it are centres. */
  readonly threshold: readonly Point[];
  readonly thresholdLabel:
    | { readonly x: number; readonly y: number; readonly text: string }
    | undefined;
}

const MOST_MARKS = 2000;
const ALWAYS_SHOWN = 200;
/** Beyond this ratio to the largest, small values stand on the edge of their axis. */
const AXIS_RATIO = 1e4;

function logDomain(values: Float64Array): readonly [number, number] {
  let high = 0;
  let low = Number.POSITIVE_INFINITY;
  for (const v of values) {
    if (v > high && Number.isFinite(v)) high = v;
    if (v > 0 && v < low) low = v;
  }
  if (high === 0) return [0.1, 1];
  return [Math.max(Math.min(low, high / 2), high / AXIS_RATIO), high * 1.25];
}

/** Rows from the highest score, `count` of them; costs one sort of plain numbers. */
function topRows(score: Float64Array, count: number): number[] {
  const bar = score.toSorted()[Math.max(0, score.length - count)] ?? Number.POSITIVE_INFINITY;
  const rows: number[] = [];
  for (let i = 0; i < score.length; i++) if ((score[i] ?? 0) >= bar) rows.push(i);
  return rows.sort((a, b) => (score[b] ?? 0) - (score[a] ?? 0) || a - b).slice(0, count);
}

/** One point for each patch of the plot, the patches growing until there are few enough. */
function thinMarks(marks: readonly DecisionMark[], most: number): DecisionMark[] {
  if (most < 1) return [];
  for (let patch = 1; ; patch *= 1.25) {
    const taken = new Map<number, DecisionMark>();
    for (const mark of marks) {
      const key = Math.floor(mark.x / patch) * 65536 + Math.floor(mark.y / patch);
      if (!taken.has(key)) taken.set(key, mark);
      if (taken.size > most) break;
    }
    if (taken.size <= most) return [...taken.values()];
  }
}

/** The line between the last centre and the first that is none, clipped to the plot. */
function thresholdOf(
  value: number,
  rule: DecisionGraphData['rule'],
  axes: { x: Axis; y: Axis },
): Point[] {
  const placeX = placeOn(axes.x);
  const placeY = placeOn(axes.y);
  const [x0, x1] = axes.x.domain;
  const [y0, y1] = axes.y.domain;
  if (rule === 'longest-link') {
    const y = roundPixel(placeY(value));
    return value >= y0 && value <= y1
      ? [
          [axes.x.range[0], y],
          [axes.x.range[1], y],
        ]
      : [];
  }
  const from = Math.max(x0, value / y1);
  const to = Math.min(x1, value / y0);
  if (!(to > from)) return [];
  return [from, to].map((x) => [roundPixel(placeX(x)), roundPixel(placeY(value / x))]);
}

/** Density against distance to the nearest denser point: centres of clusters stand apart at the upper right. */
export function layoutDecisionGraph(
  data: DecisionGraphData,
  size: FigureSize,
): DecisionGraphLayout {
  const { graph, k, rule } = data;
  const { rho, delta } = graph;
  const plot = { left: 52, top: 16, right: size.width - 16, bottom: size.height - 40 };
  const axis = (title: string, values: Float64Array): AxisSpec => ({
    kind: 'log',
    domain: logDomain(values),
    title,
  });
  const xAxis = layoutAxis(axis('Density ρ (neighbours)', rho), [plot.left, plot.right], 48);
  const yAxis = layoutAxis(axis('Distance δ (code units)', delta), [plot.bottom, plot.top], 28);
  const placeX = placeOn(xAxis);
  const placeY = placeOn(yAxis);
  const markOf = (index: number): DecisionMark => ({
    index,
    x: roundPixel(placeX(Math.max(rho[index] ?? 0, xAxis.domain[0]))),
    y: roundPixel(placeY(Math.max(delta[index] ?? 0, yAxis.domain[0]))),
  });
  const score = rule === 'gamma' ? rho.map((r, i) => r * (delta[i] ?? 0)) : delta;
  const count = Math.min(k, rho.length, MOST_MARKS);
  const top = topRows(score, Math.min(MOST_MARKS, Math.max(count + 1, ALWAYS_SHOWN)));
  const kept = new Set(top);
  const rest = Array.from(rho.keys())
    .filter((i) => !kept.has(i))
    .map(markOf);
  const centres = top.slice(0, count).map(markOf);
  const runnersUp = top.slice(count).map(markOf);
  const last = score[top[count - 1] ?? -1];
  const next = score[top[count] ?? -1];
  const threshold =
    last !== undefined && next !== undefined && next > 0
      ? thresholdOf(Math.sqrt(last * next), rule, { x: xAxis, y: yAxis })
      : [];
  const [start] = threshold;
  const title = 'Decision graph of density peaks';
  return {
    size,
    plot,
    title,
    description: `${title}; ${formatNumber(count)} of ${formatNumber(rho.length)} points are centres, chosen by ${rule === 'gamma' ? 'density times distance' : 'distance'}.`,
    xAxis,
    yAxis,
    centres,
    others: [...thinMarks(rest, MOST_MARKS - top.length), ...runnersUp],
    threshold,
    thresholdLabel: start
      ? { x: start[0] + 6, y: start[1] - 6, text: `k = ${formatNumber(count)}` }
      : undefined,
  };
}

/** The mark under a pixel, centres first. */
export function markAt(
  layout: DecisionGraphLayout,
  x: number,
  y: number,
): DecisionMark | undefined {
  const reach = 6;
  for (const marks of [layout.centres, layout.others]) {
    let best: DecisionMark | undefined;
    let least = reach;
    for (const mark of marks) {
      const distance = Math.hypot(mark.x - x, mark.y - y);
      if (distance < least) {
        least = distance;
        best = mark;
      }
    }
    if (best) return best;
  }
  return undefined;
}
