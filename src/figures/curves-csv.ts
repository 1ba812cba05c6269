import type { ClusterMethod } from '../core/cluster/tree.ts';
import type { ReferenceScenarios, ScoreCurve } from '../core/metrics/score-curve.ts';
import type { DimensionSoFar } from './dimension-curves.ts';
import { pairIndex } from './heatmap-layout.ts';

type Field = string | number | undefined;

function fieldText(field: Field): string {
  if (field === undefined || (typeof field === 'number' && !Number.isFinite(field))) return '';
  const text = typeof field === 'number' ? String(field) : field;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** RFC 4180: a header line, CRLF after every line, quotes only where they are needed. */
function csv(header: readonly string[], rows: Iterable<readonly Field[]>): string {
  const lines = [header.join(',')];
  for (const row of rows) lines.push(row.map(fieldText).join(','));
  return `${lines.join('\r\n')}\r\n`;
}

/** Six significant figures: what a reader compares, without the noise of the last bits. */
const figures = (value: number | undefined) =>
  value === undefined ? undefined : Number(value.toPrecision(6));

export interface ScoreTable {
  readonly curves: ReadonlyMap<ClusterMethod, ScoreCurve>;
  readonly scenarios: ReferenceScenarios | undefined;
}

function* scoreRows({ curves, scenarios }: ScoreTable): Generator<readonly Field[]> {
  for (const [method, { k, nmi, ari, ami }] of curves) {
    for (let i = 0; i < k.length; i++) {
      yield [method, k[i], figures(nmi[i]), figures(ari[i]), figures(ami[i]), undefined, undefined];
    }
  }
  if (!scenarios) return;
  const { k, good, uniform, uniformLow, uniformHigh } = scenarios;
  for (let i = 0; i < k.length; i++)
    yield ['good', k[i], figures(good[i]), undefined, undefined, undefined, undefined];
  for (let i = 0; i < k.length; i++) {
    yield [
      'uniform',
      k[i],
      figures(uniform[i]),
      undefined,
      undefined,
      figures(uniformLow[i]),
      figures(uniformHigh[i]),
    ];
  }
}

/** One line for each method or scenario and k. */
export function scoreCurvesCsv(table: ScoreTable): string {
  return csv(['method', 'k', 'nmi', 'ari', 'ami', 'nmi_low', 'nmi_high'], scoreRows(table));
}

export interface DimensionTable {
  readonly before: DimensionSoFar | undefined;
  readonly after: DimensionSoFar | undefined;
}

function* dimensionRows(
  stage: string,
  series: DimensionSoFar | undefined,
): Generator<readonly Field[]> {
  for (const { sample, mean, spread } of series?.points ?? []) {
    for (const [f, fraction] of (series?.fractions ?? []).entries()) {
      yield [stage, fraction, sample, figures(mean[f]), figures(spread[f])];
    }
  }
}

/** One line for each stage, sample size and fraction. */
export function dimensionCsv({ before, after }: DimensionTable): string {
  return csv(
    ['stage', 'fraction', 'sample', 'id', 'spread'],
    [...dimensionRows('before', before), ...dimensionRows('after', after)],
  );
}

export interface DistanceTable {
  /** Of the pictures, in the order of the rows. */
  readonly paths: readonly string[];
  readonly labels: readonly (string | undefined)[];
  /** Condensed upper triangle, in the order of `pdist`. */
  readonly distances: Float32Array<ArrayBuffer>;
}

function* distanceRows({ paths, labels, distances }: DistanceTable): Generator<readonly Field[]> {
  for (let i = 0; i < paths.length; i++) {
    const row: Field[] = [paths[i], labels[i]];
    for (let j = 0; j < paths.length; j++) {
      row.push(i === j ? 0 : figures(distances[pairIndex(i, j, paths.length)]));
    }
    yield row;
  }
}

/** The square matrix: a line and a column for each picture. */
export function distancesCsv(table: DistanceTable): string {
  return csv(['path', 'label', ...table.paths.map(fieldText)], distanceRows(table));
}
