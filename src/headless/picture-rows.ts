import type { ImportProblem, PictureRecord } from '../core/dataset/picture.ts';
import type { CsvCell } from '../core/export/csv.ts';

export interface PictureRow {
  readonly file: string;
  readonly label?: string | undefined;
  readonly width?: number;
  readonly height?: number;
  /** Why the file is not among the pictures; undefined where it is. */
  readonly error?: string;
}

interface ImportedFolder {
  readonly records: readonly PictureRecord[];
  readonly problems: readonly ImportProblem[];
  labelOf(record: PictureRecord): string | undefined;
}

/** One row a file: the pictures in the order of the records, and those left out where their paths belong. */
export function pictureRows({ records, problems, labelOf }: ImportedFolder): readonly PictureRow[] {
  const leftOut: PictureRow[] = [
    ...problems.map(({ path, reason }) => ({ file: path, error: reason })),
    ...records.flatMap(({ path, otherPaths }) =>
      otherPaths.map((other) => ({ file: other, error: `Same content as ${path}.` })),
    ),
  ].sort((a, b) => (a.file < b.file ? -1 : 1));
  const rows: PictureRow[] = [];
  let next = 0;
  for (const record of records) {
    for (let row = leftOut[next]; row && row.file < record.path; row = leftOut[next]) {
      rows.push(row);
      next++;
    }
    const { path: file, width, height } = record;
    rows.push({ file, label: labelOf(record), width, height });
  }
  return [...rows, ...leftOut.slice(next)];
}

/** Columns `file,label,width,height,error`. */
export function* pictureCells(rows: readonly PictureRow[]): Generator<readonly CsvCell[]> {
  yield ['file', 'label', 'width', 'height', 'error'];
  for (const { file, label, width, height, error } of rows) {
    yield [file, label, width, height, error];
  }
}
