import type { StabilityCurve } from '../cluster/stability.ts';
import type { ClusterMethod } from '../cluster/tree.ts';
import { type CsvCell, writeCsv } from './csv.ts';

export interface MethodStability {
  readonly method: ClusterMethod;
  readonly curve: StabilityCurve;
}

/** Columns `method,k,ari_mean,ari_low,ari_high`: adjusted Rand index, its tenth and ninetieth percentile. */
export function stabilityCsv(curves: readonly MethodStability[]): string {
  const rows = curves.flatMap(({ method, curve: { k, mean, low, high } }) =>
    Array.from(k, (count, i): CsvCell[] => [method, count, mean[i], low[i], high[i]]),
  );
  return writeCsv([['method', 'k', 'ari_mean', 'ari_low', 'ari_high'], ...rows]);
}
