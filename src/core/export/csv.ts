import { AppError, type AppErrorCode } from '../app-error.ts';

/** Undefined becomes an empty cell. */
export type CsvCell = string | number | undefined;

/** One record and the line of the text it begins on, from 1. */
export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
}

const NAMES = { ',': 'comma', ';': 'semicolon', '\t': 'tab' } as const;
const NEEDS_QUOTES = /[",\r\n]/;

function encodeCell(cell: CsvCell, alone: boolean): string {
  const text = cell === undefined ? '' : String(cell);
  return NEEDS_QUOTES.test(text) || (alone && text === '')
    ? `"${text.replaceAll('"', '""')}"`
    : text;
}

/** RFC 4180, but with plain line feeds; numbers are written so that reading gives the same doubles back. */
export function writeCsv(rows: Iterable<readonly CsvCell[]>): string {
  const lines: string[] = [];
  for (const row of rows) {
    lines.push(row.map((cell) => encodeCell(cell, row.length === 1)).join(','));
  }
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}

/** What stands between cells; spreadsheets of many countries write semicolons, as their numbers have commas. */
export type CsvSeparator = ',' | ';' | '\t';

interface CsvFormat {
  /** Of the error that a broken cell is. */
  readonly code: AppErrorCode;
  readonly separator: CsvSeparator;
}

/**
 * The records of an RFC 4180 text, one at a time. Any of the three line ends ends a record; blank lines and
 * a byte-order mark are passed over.
 * @throws {AppError} `code`, naming the line, where a quoted cell is broken.
 */
export function* parseCsv(
  text: string,
  code: AppErrorCode,
  separator: CsvSeparator = ',',
): Generator<CsvRow> {
  let at = text.startsWith('\ufeff') ? 1 : 0;
  let line = 1;
  while (at < text.length) {
    const end = lineEnd(text, at);
    if (end === at) {
      at = afterBreak(text, end);
      line++;
      continue;
    }
    const plain = text.slice(at, end);
    if (!plain.includes('"')) {
      yield { line, cells: plain.split(separator) };
      at = afterBreak(text, end);
      line++;
      continue;
    }
    const quoted = readQuotedRecord(text, { at, line }, { code, separator });
    yield { line, cells: quoted.cells };
    at = quoted.at;
    line = quoted.line;
  }
}

function lineEnd(text: string, from: number): number {
  for (let i = from; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 10 || c === 13) return i;
  }
  return text.length;
}

function afterBreak(text: string, at: number): number {
  return text.charCodeAt(at) === 13 && text.charCodeAt(at + 1) === 10 ? at + 2 : at + 1;
}

interface Cursor {
  readonly at: number;
  readonly line: number;
}

function readQuotedRecord(
  text: string,
  start: Cursor,
  format: CsvFormat,
): Cursor & { readonly cells: readonly string[] } {
  const cells: string[] = [];
  const { separator } = format;
  const ends = [separator, '\r', '\n'];
  let { at, line } = start;
  for (;;) {
    if (text[at] === '"') {
      const { content, end } = readQuotedCell(text, { at, line: start.line }, format);
      line += (content.match(/\r\n|\r|\n/g) ?? []).length;
      cells.push(content);
      at = end;
    } else {
      let end = at;
      while (end < text.length && !ends.includes(text[end])) end++;
      cells.push(text.slice(at, end));
      at = end;
    }
    if (text[at] !== separator) return { cells, at: afterBreak(text, at), line: line + 1 };
    at++;
  }
}

function readQuotedCell(
  text: string,
  { at: open, line }: Cursor,
  { code, separator }: CsvFormat,
): { readonly content: string; readonly end: number } {
  let content = '';
  let from = open + 1;
  for (;;) {
    const quote = text.indexOf('"', from);
    if (quote < 0) {
      throw new AppError(code, `Line ${line}: a quoted cell is never closed. Add the missing ".`);
    }
    content += text.slice(from, quote);
    if (text[quote + 1] !== '"') {
      const next = text[quote + 1];
      if (next !== undefined && ![separator, '\r', '\n'].includes(next)) {
        throw new AppError(
          code,
          `Line ${line}: after a closing " there must be a ${NAMES[separator]} or the end of the line. Write a " inside a quoted cell twice.`,
        );
      }
      return { content, end: quote + 1 };
    }
    content += '"';
    from = quote + 2;
  }
}
