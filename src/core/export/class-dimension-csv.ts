import type { ClassDimensions } from '../dimension/two-nn-per-class.ts';
import { type CsvCell, writeCsv } from './csv.ts';

/**
 * Columns `label,sample,fraction,id`, `sample` being the distinct points of the label; `id` is empty where they are
 * too few for an estimate. `names` goes by the number of a class.
 */
export function classDimensionCsv(
  names: readonly string[],
  { fractions, classes, leftOut }: ClassDimensions,
): string {
  const none = leftOut.map((one) => ({ ...one, dimension: fractions.map(() => undefined) }));
  const rows = [...classes, ...none]
    .sort((a, b) => a.label - b.label)
    .flatMap(({ label, sample, dimension }) =>
      fractions.map((fraction, f): CsvCell[] => {
        const id = dimension[f];
        return [names[label], sample, fraction, Number.isFinite(id) ? id : undefined];
      }),
    );
  return writeCsv([['label', 'sample', 'fraction', 'id'], ...rows]);
}
