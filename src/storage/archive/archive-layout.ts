import type { ROW_STORES } from '../database.ts';

// An exported project is a tar file: PROJECT_ENTRY first, then rows of the database as JSON and packed files as they
// are, END_ENTRY last, which names the checksum of every entry.

export const PROJECT_ENTRY = 'project.json';
export const SETTINGS_ENTRY = 'settings.json';
export const END_ENTRY = 'end.json';
export const ROWS_FOLDER = 'rows/';
export const FILES_FOLDER = 'files/';

/** Raise with every change that an older Semscape can't read. */
export const ARCHIVE_VERSION = 1;
export const ARCHIVE_FORMAT = 'semscape-project';

/** Stores that are exported besides decisions; snapshots are made anew, and the ways to folders are this machine's. */
export const PICTURE_STORES = ['pictures', 'problems'] as const;
/** Stores of features, and of all that was made from them. */
export const RESULT_STORES = ['featureTables', 'featureRows', 'artefacts'] as const;

export type ArchivedStore = Exclude<(typeof ROW_STORES)[number], 'snapshots' | 'folders'>;

export interface ArchiveHead {
  readonly format: typeof ARCHIVE_FORMAT;
  readonly version: number;
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly pictures: number;
  readonly decisions: number;
  readonly standing: number;
  /** Bytes of each packed file. */
  readonly files: Readonly<Record<string, number>>;
}

/** CRC-32 of each entry's contents. */
export interface ArchiveEnd {
  readonly crc32: Readonly<Record<string, number>>;
}

/** A row as it is exported: its key without the project's id, and its value. */
export type ArchivedRow = readonly [key: readonly (string | number)[], value: unknown];
