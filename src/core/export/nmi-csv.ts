import type { ClusterMethod } from '../cluster/tree.ts';
import type { ReferenceScenarios, ScoreCurve } from '../metrics/score-curve.ts';
import { type CsvCell, writeCsv } from './csv.ts';

export interface MethodCurve {
  readonly method: ClusterMethod;
  readonly curve: ScoreCurve;
}

const DENSE_UP_TO = 1000;
const STEPS_PER_DECADE = 100;

/** Every number of clusters up to 1,000, then a hundred a decade, evenly on a log axis, up to and with `n`. */
export function scoreGrid(n: number): number[] {
  const ks = Array.from({ length: Math.min(n, DENSE_UP_TO) }, (_, i) => i + 1);
  for (let step = 1; ; step++) {
    const k = Math.round(DENSE_UP_TO * 10 ** (step / STEPS_PER_DECADE));
    if (k >= n) break;
    ks.push(k);
  }
  if (n > DENSE_UP_TO) ks.push(n);
  return ks;
}

/** Positions in the ascending `k` that lie on the grid up to its last entry. */
function gridPositions(k: Int32Array): number[] {
  const wanted = new Set(scoreGrid(k.at(-1) ?? 0));
  const positions: number[] = [];
  for (let i = 0; i < k.length; i++) if (wanted.has(k[i])) positions.push(i);
  return positions;
}

/**
 * Columns `method,k,nmi,ari,ami,nmi_low,nmi_high` on `scoreGrid`; the two scenarios stand as methods `good`
 * and `uniform`, which have no `ari` and `ami`; only `uniform` has a band.
 */
export function nmiCsv(curves: readonly MethodCurve[], scenarios?: ReferenceScenarios): string {
  return writeCsv(nmiRows(curves, scenarios));
}

function* nmiRows(
  curves: readonly MethodCurve[],
  scenarios: ReferenceScenarios | undefined,
): Generator<readonly CsvCell[]> {
  yield ['method', 'k', 'nmi', 'ari', 'ami', 'nmi_low', 'nmi_high'];
  for (const { method, curve } of curves) {
    for (const i of gridPositions(curve.k)) {
      yield [method, curve.k[i], curve.nmi[i], curve.ari[i], curve.ami[i], '', ''];
    }
  }
  if (!scenarios) return;
  const { k, good, uniform, uniformLow, uniformHigh } = scenarios;
  const positions = gridPositions(k);
  for (const i of positions) yield ['good', k[i], good[i], '', '', '', ''];
  for (const i of positions) {
    yield ['uniform', k[i], uniform[i], '', '', uniformLow[i], uniformHigh[i]];
  }
}
