import { writeCsv } from './csv.ts';

/** Columns `file,x,y`: where each picture lies on a map; `positions` are `[files, 2]`, in the order of `files`. */
export function mapCsv(files: readonly string[], positions: Float32Array): string {
  return writeCsv([
    ['file', 'x', 'y'],
    ...files.map((file, row) => [file, positions[2 * row], positions[2 * row + 1]]),
  ]);
}
