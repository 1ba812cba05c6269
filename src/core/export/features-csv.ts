import { AppError } from '../app-error.ts';
import type { Matrix } from '../arrays/matrix.ts';
import { type CsvRow, type CsvSeparator, parseCsv } from './csv.ts';

/** Features that came from a file; all arrays run over the rows. */
export interface FeatureTable {
  readonly features: Matrix;
  /** Undefined where the row is unlabelled. */
  readonly labels: readonly (string | undefined)[];
  /** What a column `file` or a nameless first column calls each row; undefined without such a column. */
  readonly names: readonly string[] | undefined;
  /** Whether the first line was taken for the columns' titles. */
  readonly hasHeader: boolean;
}

interface Columns {
  readonly count: number;
  readonly features: readonly number[];
  readonly label: number;
  readonly name: number;
}

function refuse(message: string): never {
  throw new AppError('bad-features', message);
}

/** What a file's cells are written in. */
interface Writing {
  readonly separator: CsvSeparator;
  /** Where commas don't stand between cells, one may stand in a number. */
  readonly hasDecimalComma: boolean;
}

const NUMBER_WITH_COMMA = /^\s*[+-]?\d*,\d+(e[+-]?\d+)?\s*$/i;

/** As spreadsheets of many countries write it: semicolons or tabs, where the first line shows them. */
function writingOf(text: string): Writing {
  const separator = ([';', '\t'] as const).find((each) => {
    if (!text.includes(each)) return false;
    const cells = firstCells(text, each);
    const isNumeric = (cell: string) => NUMBER_WITH_COMMA.test(cell) || Number.isFinite(+cell);
    const hasCommas = cells.some((cell) => cell.includes(','));
    return cells.length > 1 && (!hasCommas || cells.every(isNumeric));
  });
  return { separator: separator ?? ',', hasDecimalComma: separator !== undefined };
}

/** None where it can't be read with this separator. */
function firstCells(text: string, separator: CsvSeparator): readonly string[] {
  try {
    const row: CsvRow | undefined = parseCsv(text, 'bad-features', separator).next().value;
    return row?.cells ?? [];
  } catch (cause) {
    if (cause instanceof AppError) return [];
    throw cause;
  }
}

/** Undefined for what is no number at all. */
function numberIn(cell: string, { hasDecimalComma }: Writing): number | undefined {
  const text =
    hasDecimalComma && NUMBER_WITH_COMMA.test(cell) ? cell.trim().replace(',', '.') : cell.trim();
  if (text === '') return undefined;
  const value = Number(text);
  if (!Number.isNaN(value)) return value;
  if (/^[+-]?nan$/i.test(text)) return Number.NaN;
  return /^[+-]?inf(inity)?$/i.test(text) ? Number.POSITIVE_INFINITY : undefined;
}

/** Titles as pandas numbers them. */
function countUp(cells: readonly string[]): boolean {
  return cells.length > 0 && cells.every((cell, i) => cell.trim() === String(i));
}

/** An empty cell alone makes no header: it may be a number that is missing. */
function isHeader({ cells }: CsvRow, writing: Writing): boolean {
  const isText = cells.some((cell) => cell.trim() !== '' && numberIn(cell, writing) === undefined);
  const isIndexed = cells[0].trim() === '' && countUp(cells.slice(1));
  return isText || isIndexed || countUp(cells);
}

function columnsOf({ cells }: CsvRow, hasTitles: boolean): Columns {
  const titles = hasTitles ? cells.map((cell) => cell.trim().toLowerCase()) : [];
  const label = titles.indexOf('label');
  const name = titles[0] === '' ? 0 : titles.indexOf('file');
  const features = cells.map((_, i) => i).filter((i) => i !== label && i !== name);
  if (features.length === 0) {
    refuse('The features file has no column of numbers. It needs one column a feature.');
  }
  if (titles.lastIndexOf('label') !== label) {
    refuse('The features file has two columns named label. Leave one of them out.');
  }
  return { count: cells.length, features, label, name };
}

function readFeature({ line, cells }: CsvRow, column: number, writing: Writing): number {
  const value = numberIn(cells[column], writing);
  const place = `Line ${line}, column ${column + 1} of the features file`;
  if (value === undefined) {
    if (cells[column].trim() === '') {
      refuse(`${place} is empty where a number must be. Put it in or leave the row out.`);
    }
    const isMany = /\S[\s;]+\S/.test(cells[column]);
    const hint = isMany ? ' Put commas, semicolons or tabs between the columns.' : '';
    refuse(`${place} is "${printable(cells[column])}", which is not a number.${hint}`);
  }
  if (!Number.isFinite(Math.fround(value))) {
    refuse(
      `${place} is ${cells[column].trim()}. Features must be finite in single precision: replace it or leave the row out.`,
    );
  }
  return value;
}

/** So much of a cell as a person needs to find it, and nothing that would disturb a terminal. */
function printable(cell: string): string {
  return cell.slice(0, 40).replace(/[\p{Cc}\p{Co}\p{Cn}]/gu, '\ufffd');
}

/**
 * Features from CSV, a row a picture, with commas between the cells, or semicolons or tabs where the first line has those. The first line is a header if it holds text that is no number, or counts the
 * columns from 0 as pandas does, behind a nameless index or not; then a column `label` holds the label, an empty one being
 * none, and a column `file`, or a nameless first one, the row's name.
 * @throws {AppError} `bad-features`, naming the line, for ragged rows, for what is missing or not a finite number,
 * and for a file without rows.
 */
export function parseFeaturesCsv(text: string): FeatureTable {
  const writing = writingOf(text);
  let columns: Columns | undefined;
  let hasHeader = false;
  let data = new Float32Array(1024);
  let filled = 0;
  const labels: (string | undefined)[] = [];
  const names: string[] = [];

  for (const row of parseCsv(text, 'bad-features', writing.separator)) {
    if (!columns) {
      hasHeader = isHeader(row, writing);
      columns = columnsOf(row, hasHeader);
      if (hasHeader) continue;
    }
    if (row.cells.length !== columns.count) {
      refuse(
        `Line ${row.line} of the features file has ${row.cells.length} cells where the first line has ${columns.count}. Every line needs the same number.`,
      );
    }
    if (filled + columns.features.length > data.length) data = grown(data, columns.features.length);
    for (const column of columns.features) data[filled++] = readFeature(row, column, writing);
    labels.push(columns.label < 0 ? undefined : row.cells[columns.label].trim() || undefined);
    if (columns.name >= 0) names.push(row.cells[columns.name].trim());
  }

  if (!columns || labels.length === 0) refuse('The features file has no rows.');
  return {
    features: { data: data.slice(0, filled), rows: labels.length, cols: columns.features.length },
    labels,
    names: columns.name < 0 ? undefined : names,
    hasHeader,
  };
}

function grown(data: Float32Array<ArrayBuffer>, atLeast: number): Float32Array<ArrayBuffer> {
  const larger = new Float32Array(data.length * 2 + atLeast);
  larger.set(data);
  return larger;
}
