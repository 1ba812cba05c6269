import { AppError } from '../app-error.ts';
import { isPictureName } from '../dataset/is-picture-name.ts';
import { type CsvRow, type CsvSeparator, parseCsv } from './csv.ts';

function refuse(message: string): never {
  throw new AppError('bad-labels', message);
}

interface Columns {
  readonly file: number;
  readonly label: number;
}

/** As programs name them, and people in English, German, French, Italian and Spanish. */
const FILE_TITLES = [
  ...['file', 'filename', 'file_name', 'file name', 'path', 'image', 'picture'],
  ...['datei', 'dateiname', 'bild', 'pfad', 'fichier', 'nom du fichier', 'archivo', 'immagine'],
];
const LABEL_TITLES = [
  ...['label', 'class', 'category', 'kategorie', 'klasse', 'catégorie', 'categorie', 'classe'],
  ...['étiquette', 'etiquette', 'categoría', 'categoria', 'clase', 'etiqueta', 'etichetta'],
];
const SEPARATORS = [',', ';', '\t'] as const;
/** A spreadsheet's own first line. */
const SEPARATOR_LINE = /^\ufeff?sep=([,;\t])(?=[\r\n]|$)/i;

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
  const { rows, separator } = layoutOf(text);
  return beginsWithLabels(rows, separator);
}

function beginsWithLabels(rows: string, separator: CsvSeparator): boolean {
  const first = firstRow(rows, separator);
  if (!first) return false;
  const [file = '', ...rest] = first.cells;
  return headerOf(first) !== undefined || (isPictureName(file.trim()) && rest.length > 0);
}

/** Undefined too where it can't be read with this separator. */
function firstRow(rows: string, separator: CsvSeparator): CsvRow | undefined {
  try {
    return parseCsv(rows, 'bad-labels', separator).next().value ?? undefined;
  } catch (cause) {
    if (cause instanceof AppError) return undefined;
    throw cause;
  }
}

interface Layout {
  /** Without a line that names the separator, but for its end: lines are counted from the file's first. */
  readonly rows: string;
  readonly separator: CsvSeparator;
}

/** The separator is the one that a text names, else the one that makes labels of its first line, else one that is there. */
function layoutOf(text: string): Layout {
  const named = SEPARATOR_LINE.exec(text);
  if (named) return { rows: text.slice(named[0].length), separator: named[1] as CsvSeparator };
  const cells = (separator: CsvSeparator) => firstRow(text, separator)?.cells.length ?? 0;
  const separator =
    SEPARATORS.find((each) => beginsWithLabels(text, each)) ??
    SEPARATORS.find((each) => cells(each) > 1) ??
    ',';
  return { rows: text, separator };
}

/** As `PictureRecord.path` has it: `/`-separated, without a leading `./`. */
function normalPath(text: string): string {
  return text
    .trim()
    .replaceAll('\\', '/')
    .replace(/^(\.?\/)+/, '');
}

/**
 * Labels of pictures by path, from cells between commas, semicolons or tabs, of columns `file` and `label`, or other common names of these, in any order and
 * among others where a header says so, else the first two. An empty label says nothing, so that a table
 * which is half filled takes no label away.
 * @throws {AppError} `bad-labels`, naming the line, where a cell is missing or a file has two labels.
 */
export function parseLabelsCsv(text: string): ReadonlyMap<string, string> {
  const labels = new Map<string, string>();
  let isEmpty = true;
  let columns: Columns | undefined;
  const { rows, separator } = layoutOf(text);
  for (const row of parseCsv(rows, 'bad-labels', separator)) {
    if (!columns) {
      const header = headerOf(row);
      columns = header ?? { file: 0, label: 1 };
      if (header) continue;
    }
    const path = normalPath(row.cells[columns.file] ?? '');
    if (path === '' || columns.label >= row.cells.length) {
      refuse(
        `Line ${row.line} of the labels file must have a file and a label, with a comma, a semicolon or a tab between.`,
      );
    }
    isEmpty = false;
    const label = row.cells[columns.label].trim();
    if (label === '') continue;
    if ((labels.get(path) ?? label) !== label) {
      refuse(
        `Line ${row.line} of the labels file gives ${path} a second label. Leave one of them out.`,
      );
    }
    labels.set(path, label);
  }
  if (isEmpty) refuse('The labels file has no rows. It needs columns file and label.');
  return labels;
}
