import type { StabilityCurve } from '../cluster/stability.ts';
import { writeCsv } from './csv.ts';

/** Columns `k,ari_mean,ari_low,ari_high`: adjusted Rand index, its tenth and ninetieth percentile. */
export function stabilityCsv({ k, mean, low, high }: StabilityCurve): string {
  const rows = Array.from(k, (count, i) => [count, mean[i], low[i], high[i]]);
  return writeCsv([['k', 'ari_mean', 'ari_low', 'ari_high'], ...rows]);
}
