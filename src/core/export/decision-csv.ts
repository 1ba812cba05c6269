import type { DecisionGraph } from '../cluster/density-peaks.ts';
import { type CsvCell, writeCsv } from './csv.ts';

/**
 * Columns `file,density,distance,nearest_denser`, a line a row of the codes: the last is the row, from 0, of the
 * nearest denser one, empty for the densest, whose distance is the largest of all from it.
 */
export function decisionCsv(
  files: readonly string[],
  { rho, delta, parent }: Pick<DecisionGraph, 'rho' | 'delta' | 'parent'>,
): string {
  const rows = files.map((file, row): CsvCell[] => [
    file,
    rho[row],
    delta[row],
    parent[row] < 0 ? undefined : parent[row],
  ]);
  return writeCsv([['file', 'density', 'distance', 'nearest_denser'], ...rows]);
}
