import { AppError } from '../app-error.ts';
import { type CsvRow, parseCsv } from './csv.ts';

function refuse(message: string): never {
  throw new AppError('bad-labels', message);
}

interface Columns {
  readonly file: number;
  readonly label: number;
}

const FILE_TITLES = ['file', 'filename', 'file_name', 'path', 'image'];
const LABEL_TITLES = ['label', 'class', 'category'];
const PICTURE_NAME = /\.(tiff?|png|jpe?g|bmp|webp|gif)$/i;

/** Undefined where `row` is no header. */
function headerOf({ cells }: CsvRow): Columns | undefined {
  const titles = cells.map((cell) => cell.trim().toLowerCase());
  const columnOf = (names: readonly string[]) =>
    titles.indexOf(names.find((name) => titles.includes(name)) ?? '\0');
  const file = columnOf(FILE_TITLES);
  const label = columnOf(LABEL_TITLES);
  return file >= 0 && label >= 0 ? { file, label } : undefined;
}

/** Whether CSV seems to hold labels: its header names both columns, or its first line is a picture's file and a label. */
export function isLabelsCsv(text: string): boolean {
  const end = text.search(/[\r\n]/);
  const [first] = [...parseCsv(end < 0 ? text : text.slice(0, end), 'bad-labels')];
  if (!first) return false;
  const [file = '', ...rest] = first.cells;
  return headerOf(first) !== undefined || (PICTURE_NAME.test(file.trim()) && rest.length > 0);
}

/** As `PictureRecord.path` has it: `/`-separated, without a leading `./`. */
function normalPath(text: string): string {
  return text
    .trim()
    .replaceAll('\\', '/')
    .replace(/^(\.?\/)+/, '');
}

/**
 * Labels of pictures by path, from CSV of columns `file` and `label`, or other common names of these, in any order and
 * among others where a header says so, else the first two. An empty label takes the folder's away: the picture is unlabelled.
 * @throws {AppError} `bad-labels`, naming the line, where a cell is missing or a file has two labels.
 */
export function parseLabelsCsv(text: string): ReadonlyMap<string, string | undefined> {
  const labels = new Map<string, string | undefined>();
  let columns: Columns | undefined;
  for (const row of parseCsv(text, 'bad-labels')) {
    if (!columns) {
      const header = headerOf(row);
      columns = header ?? { file: 0, label: 1 };
      if (header) continue;
    }
    const path = normalPath(row.cells[columns.file] ?? '');
    if (path === '' || columns.label >= row.cells.length) {
      refuse(
        `Line ${row.line} of the labels file must have a file and a label, with a comma between.`,
      );
    }
    const label = row.cells[columns.label].trim() || undefined;
    if (labels.has(path) && labels.get(path) !== label) {
      refuse(
        `Line ${row.line} of the labels file gives ${path} a second label. Leave one of them out.`,
      );
    }
    labels.set(path, label);
  }
  if (labels.size === 0) refuse('The labels file has no rows. It needs columns file and label.');
  return labels;
}
