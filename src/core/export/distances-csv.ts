import { type CsvCell, writeCsv } from './csv.ts';

export interface DistanceTable {
  /** Of the pictures, in the order of the rows. */
  readonly paths: readonly string[];
  readonly labels: readonly (string | undefined)[];
  /** Condensed upper triangle, in the order of `pdist`. */
  readonly distances: Float32Array;
}

function* distanceRows({ paths, labels, distances }: DistanceTable): Generator<CsvCell[]> {
  const n = paths.length;
  yield ['path', 'label', ...paths];
  for (let i = 0; i < n; i++) {
    const row: CsvCell[] = [paths[i], labels[i]];
    for (let j = 0; j < n; j++) {
      const [a, b] = i < j ? [i, j] : [j, i];
      row.push(i === j ? 0 : distances[a * n - (a * (a + 1)) / 2 + (b - a - 1)]);
    }
    yield row;
  }
}

/** The square matrix: a line and a column for each picture, columns `path,label` before them. */
export function distancesCsv(table: DistanceTable): string {
  return writeCsv(distanceRows(table));
}
