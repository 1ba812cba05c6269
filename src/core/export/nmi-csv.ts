import type { ClusterMethod } from '../cluster/tree.ts';
import type { ReferenceScenarios, ScoreCurve } from '../metrics/score-curve.ts';
import { scoreGrid } from '../metrics/score-grid.ts';
import { type CsvCell, writeCsv } from './csv.ts';

export interface MethodCurve {
  readonly method: ClusterMethod;
  readonly curve: ScoreCurve;
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
 * and `uniform` at every k they have, without `ari` and `ami`; only `uniform` has a band.
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
  for (let i = 0; i < k.length; i++) yield ['good', k[i], good[i], '', '', '', ''];
  for (let i = 0; i < k.length; i++) {
    yield ['uniform', k[i], uniform[i], '', '', uniformLow[i], uniformHigh[i]];
  }
}
