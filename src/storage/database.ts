import {
  type DBSchema,
  type IDBPDatabase,
  type IDBPTransaction,
  openDB,
  type StoreNames,
} from 'idb';
import type { Decision } from '../core/dataset/decisions.ts';
import type { ImportProblem, PictureId, PictureRecord } from '../core/dataset/picture.ts';
import type { Place } from './pack.ts';
import type { ArrayEntry } from './typed-arrays.ts';

/** Raise by one with every change to what is stored, here or in the files, and migrate in `upgrade`. */
const SCHEMA_VERSION = 1;

/** One project; what it holds lies in the other stores, under keys that begin with its `id`. */
export interface ProjectRow {
  readonly id: string;
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly openedAt: number;
  /** Also the key of the next picture's row. */
  readonly pictures: number;
  /** How many decisions of the log stand. */
  readonly standing: number;
}

/** A record and where its bytes lie, in one row, so that neither is ever there without the other. */
export interface PictureRow {
  readonly record: PictureRecord;
  readonly thumbnail: Place;
  readonly preview: Place;
  readonly plate: Place;
  readonly plateWidth: number;
  readonly plateHeight: number;
}

/** A file of `rows` rows of `cols` single-precision numbers. */
export interface FeatureTableRow {
  readonly file: string;
  readonly cols: number;
  readonly rows: number;
}

export interface ArtefactRow {
  /** Undefined where there is no byte to keep. */
  readonly file: string | undefined;
  readonly bytes: number;
  readonly meta: unknown;
  readonly arrays: readonly ArrayEntry[];
}

/** Keys are arrays that begin with the project's id; rows of one project are one key range. */
export interface StorageSchema extends DBSchema {
  projects: { key: string; value: ProjectRow };
  /** `[project, position]`, positions counting from 0 in the order of import. */
  pictures: { key: [string, number]; value: PictureRow };
  /** `[project, path, reason]`: a file that fails twice alike is listed once. */
  problems: { key: [string, string, string]; value: ImportProblem };
  /** `[project, position]`. */
  decisions: { key: [string, number]; value: Decision };
  settings: { key: string; value: unknown };
  /** `[project, table key]`. */
  featureTables: { key: [string, string]; value: FeatureTableRow };
  /** `[project, table key, first row]`: whose the rows from there on are. */
  featureRows: { key: [string, string, number]; value: readonly PictureId[] };
  /** `[project, artefact key]`. */
  artefacts: { key: [string, string]; value: ArtefactRow };
}

export type StorageDatabase = IDBPDatabase<StorageSchema>;

/** Opens the database `name`, made or migrated as needed. Rejects with `VersionError` if a newer Semscape made it. */
export function openDatabase(name: string): Promise<StorageDatabase> {
  return openDB<StorageSchema>(name, SCHEMA_VERSION, {
    upgrade(db) {
      db.createObjectStore('projects', { keyPath: 'id' });
      db.createObjectStore('pictures');
      db.createObjectStore('problems');
      db.createObjectStore('decisions');
      db.createObjectStore('settings');
      db.createObjectStore('featureTables');
      db.createObjectStore('featureRows');
      db.createObjectStore('artefacts');
    },
    // A newer version in another tab wants to migrate: its turn must not hang on this one.
    blocking(_current, _blocked, event) {
      (event.target as IDBDatabase).close();
    },
  });
}

/** All keys that begin with `prefix`. */
export function keysUnder(...prefix: string[]): IDBKeyRange {
  return IDBKeyRange.bound(prefix, [...prefix, []]);
}

type Stores = readonly StoreNames<StorageSchema>[];

/**
 * One read-write transaction: all that `run` does, or nothing. `strict` waits for the disk: needed where
 * what the old state refers to is deleted afterwards.
 */
export async function commit<const Names extends Stores, T>(
  db: StorageDatabase,
  stores: Names,
  run: (tx: IDBPTransaction<StorageSchema, Names, 'readwrite'>) => Promise<T>,
  durability: IDBTransactionDurability = 'relaxed',
): Promise<T> {
  const tx = db.transaction(stores, 'readwrite', { durability });
  const done = tx.done.then(
    () => undefined,
    (cause: unknown) => ({ cause }),
  );
  let result: T;
  try {
    result = await run(tx);
  } catch (cause) {
    abort(tx);
    throw cause;
  }
  const failed = await done;
  if (failed) throw failed.cause;
  return result;
}

function abort(tx: { abort(): void }): void {
  try {
    tx.abort();
  } catch (cause) {
    if ((cause as Error).name !== 'InvalidStateError') throw cause;
  }
}
