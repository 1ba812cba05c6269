import {
  type DBSchema,
  type IDBPDatabase,
  type IDBPTransaction,
  openDB,
  type StoreNames,
} from 'idb';
import type { Decided } from '../core/dataset/apply-decisions.ts';
import type { Decision } from '../core/dataset/decisions.ts';
import type { ImportProblem, PictureRecord, Rectangle } from '../core/dataset/picture.ts';
import type { PlateId } from '../core/dataset/plate-id.ts';
import type { Place } from './pack.ts';
import type { ArrayEntry } from './typed-arrays.ts';

/** Raise by one with every change to what is stored, here or in the files, and migrate in `upgrade`. */
const SCHEMA_VERSION = 3;

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
  /** How many there are: those beyond `standing` were undone and can be redone. */
  readonly decisions: number;
}

/** A record and where its bytes lie, in one row, so that neither is ever there without the other. */
export interface PictureRow {
  readonly record: PictureRecord;
  readonly thumbnail: Place;
  readonly preview: Place;
  readonly plate: Place;
  readonly plateWidth: number;
  readonly plateHeight: number;
  /** Plates of the record's `fileCuts`, in their order. */
  readonly cuts?: readonly CutPlace[];
}

/** Where the plate of a crop that a person chose lies. */
export interface CutPlace {
  readonly crop: Rectangle;
  readonly plate: Place;
  readonly width: number;
  readonly height: number;
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

/** An import under way: there after a start only if the tab was killed in the midst of it. */
export interface ImportRow {
  readonly title: string;
  readonly source: string;
  readonly done: number;
  readonly total: number;
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
  /** `[project, position]`: what the decisions before that position come to. */
  snapshots: { key: [string, number]; value: Decided };
  settings: { key: string; value: unknown };
  imports: { key: string; value: ImportRow };
  /** `[project, table key]`. */
  featureTables: { key: [string, string]; value: FeatureTableRow };
  /** `[project, table key, first row]`: whose the rows from there on are. */
  featureRows: { key: [string, string, number]; value: readonly PlateId[] };
  /** `[project, folder's name]`: the way to a folder of pictures, which later visits can read. */
  folders: { key: [string, string]; value: FileSystemDirectoryHandle };
  /** `[project, artefact key]`. */
  artefacts: { key: [string, string]; value: ArtefactRow };
}

export type StorageDatabase = IDBPDatabase<StorageSchema>;

/** Stores whose keys are arrays that begin with a project's id. */
export const ROW_STORES = [
  'pictures',
  'problems',
  'decisions',
  'snapshots',
  'featureTables',
  'featureRows',
  'artefacts',
  'folders',
] as const;

/** Stores that hold one value a project, under its id. */
export const VALUE_STORES = ['settings', 'imports'] as const;

/**
 * Opens the database `name`, made or migrated as needed: a migration that fails leaves all as it was. Rejects with
 * `VersionError` if a newer Semscape made it.
 */
export function openDatabase(name: string): Promise<StorageDatabase> {
  return openDB<StorageSchema>(name, SCHEMA_VERSION, {
    async upgrade(db, oldVersion, _newVersion, tx) {
      if (oldVersion < 1) {
        db.createObjectStore('projects', { keyPath: 'id' });
        db.createObjectStore('pictures');
        db.createObjectStore('problems');
        db.createObjectStore('decisions');
        db.createObjectStore('settings');
        db.createObjectStore('featureTables');
        db.createObjectStore('featureRows');
        db.createObjectStore('artefacts');
      }
      if (oldVersion < 2) {
        db.createObjectStore('snapshots');
        db.createObjectStore('imports');
        for (const project of await tx.objectStore('projects').getAll()) {
          const decisions = await tx.objectStore('decisions').count(keysUnder(project.id));
          await tx.objectStore('projects').put({ ...project, decisions });
        }
      }
      if (oldVersion < 3) db.createObjectStore('folders');
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
