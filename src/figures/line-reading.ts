import { select } from 'd3';
import { placeOn, valueOn } from './axis.ts';
import { layerOf } from './frame.ts';
import type { LineChartLayout, LineSeries } from './line-chart-layout.ts';
import { formatNumber, formatSignificant } from './number-format.ts';
import type { FigureTheme, Tone } from './palette.ts';
import { roundPixel } from './plot-area.ts';

export interface LineValue {
  readonly id: string;
  readonly label: string;
  readonly tone: Tone;
  readonly value: number;
  /** `value` for a person, with its spread where it has one. */
  readonly text: string;
  /** Pixels. */
  readonly y: number;
}

export interface LineReading {
  /** On the x axis, snapped to the nearest point of any line: k, a sample size, an epoch. */
  readonly at: number;
  /** `at` for a person, without its unit. */
  readonly text: string;
  /** Pixels. */
  readonly x: number;
  readonly top: number;
  readonly bottom: number;
  /** Of every line that has a point there, from the highest. */
  readonly values: readonly LineValue[];
}

/** Two points nearer than this on the screen count as being at the same place. */
const SAME_PLACE_PIXELS = 3;

/** Index of the point nearest to `wanted`; -1 for a line without points. */
function nearestIndex({ x }: LineSeries, wanted: number): number {
  let low = 0;
  let high = x.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((x[middle] ?? 0) <= wanted) low = middle;
    else high = middle;
  }
  const distance = (i: number) => Math.abs((x[i] ?? Number.NaN) - wanted);
  return distance(high) < distance(low) ? high : x.length === 0 ? -1 : low;
}

function valueText(value: number, low: number | undefined, high: number | undefined): string {
  const text = formatSignificant(value);
  if (low === undefined || high === undefined || !(high > low)) return text;
  return `${text} (${formatSignificant(low)} to ${formatSignificant(high)})`;
}

/** All lines' values under pixel `x`; undefined outside the plot or where there is nothing. */
export function readLineChart(layout: LineChartLayout, x: number): LineReading | undefined {
  const { plot, xAxis, yAxis, series } = layout;
  if (x < plot.left - 4 || x > plot.right + 4) return undefined;
  const placeX = placeOn(xAxis);
  const placeY = placeOn(yAxis);
  const wanted = valueOn(xAxis)(x);
  const found = series.flatMap((s) => {
    const i = nearestIndex(s, wanted);
    const at = s.x[i];
    const value = s.y[i];
    const low = s.low?.[i];
    const high = s.high?.[i];
    if (at === undefined || value === undefined || !Number.isFinite(value)) return [];
    return [{ series: s, at, value, text: valueText(value, low, high), pixel: placeX(at) }];
  });
  const nearest = found.reduce<(typeof found)[number] | undefined>(
    (best, f) => (best && Math.abs(best.pixel - x) <= Math.abs(f.pixel - x) ? best : f),
    undefined,
  );
  if (!nearest) return undefined;
  const values = found
    .filter((f) => Math.abs(f.pixel - nearest.pixel) <= SAME_PLACE_PIXELS)
    .sort((a, b) => b.value - a.value)
    .map(({ series: { id, label, tone }, value, text }) => ({
      id,
      label,
      tone,
      value,
      text,
      y: roundPixel(placeY(value)),
    }));
  return {
    at: nearest.at,
    text: formatNumber(nearest.at),
    x: roundPixel(nearest.pixel),
    top: plot.top,
    bottom: plot.bottom,
    values,
  };
}

/** Marks the reading in a figure drawn before, or takes the mark away. Exported files never carry it. */
export function drawLineReading(
  target: SVGSVGElement,
  reading: LineReading | undefined,
  theme: FigureTheme,
): void {
  const layer = layerOf(select(target), 'reading')
    .attr('data-transient', '')
    .attr('pointer-events', 'none');
  layer
    .selectChildren('line')
    .data(reading ? [reading] : [])
    .join('line')
    .attr('x1', (r) => r.x)
    .attr('x2', (r) => r.x)
    .attr('y1', (r) => r.top)
    .attr('y2', (r) => r.bottom)
    .attr('stroke', theme.mutedInk)
    .attr('stroke-dasharray', '2 3');
  layer
    .selectChildren('circle')
    .data(reading?.values ?? [])
    .join('circle')
    .attr('cx', reading?.x ?? 0)
    .attr('cy', (v) => v.y)
    .attr('r', 3.5)
    .attr('fill', theme.background)
    .attr('stroke', (v) => theme.tones[v.tone])
    .attr('stroke-width', 1.8);
}
