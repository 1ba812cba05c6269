import type { LoopHooks } from '../../core/loop-hooks.ts';
import { findProject } from '../catalogue.ts';
import type { ProjectRow, StorageDatabase } from '../database.ts';
import type { Project } from '../project.ts';
import type { OpenFile } from '../project-files.ts';
import { lockProject } from '../project-lock.ts';
import { storageFull } from '../storage-failure.ts';
import {
  ARCHIVE_FORMAT,
  ARCHIVE_VERSION,
  type ArchivedRow,
  type ArchivedStore,
  type ArchiveEnd,
  type ArchiveHead,
  END_ENTRY,
  FILES_FOLDER,
  PICTURE_STORES,
  PROJECT_ENTRY,
  RESULT_STORES,
  ROWS_FOLDER,
  SETTINGS_ENTRY,
} from './archive-layout.ts';
import { type ArchiveSink, ArchiveWriter } from './archive-writer.ts';

export interface ExportOptions {
  readonly db: StorageDatabase;
  readonly root: FileSystemDirectoryHandle;
  /** Of the folder that holds the projects. */
  readonly name: string;
  /** Undefined for a file under `root`, which is given back. */
  readonly target: FileSystemFileHandle | undefined;
  /** Whether features, and what was made from them, go along. */
  readonly results: boolean;
  readonly openFile: OpenFile;
  /** Runs while no decision is made. */
  holdDecisions<T>(run: () => Promise<T>): Promise<T>;
}

const ROWS_AN_ENTRY = 1024;
const PIECE_BYTES = 2 ** 22;

/** Writes the project as one file; nothing of it is held in memory but a piece at a time. */
export async function exportProject(
  project: Project,
  options: ExportOptions,
  hooks: LoopHooks = {},
): Promise<File | undefined> {
  const { target } = options;
  if (!target) return exportUnderRoot(project, options, hooks);
  const stream = await target.createWritable();
  try {
    await writeProject(project, { ...options, sink: stream }, hooks);
    await stream.close();
  } catch (cause) {
    await stream.abort().catch(() => 'was closed by its failure');
    throw cause;
  }
  return undefined;
}

/** Its folder belongs to no project: it is swept up after this thread has ended, and its lock is free. */
async function exportUnderRoot(
  project: Project,
  options: ExportOptions,
  hooks: LoopHooks,
): Promise<File> {
  const { root, name, openFile } = options;
  const id = `export-${crypto.randomUUID()}`;
  await lockProject(`${name}/${id}`, { waitMs: undefined, signal: new AbortController().signal });
  const folder = await root.getDirectoryHandle(id, { create: true });
  const fileName = 'project.semscape';
  const file = await openFile(folder, fileName);
  try {
    let at = 0;
    const write = async (bytes: Uint8Array<ArrayBuffer>) => {
      if (file.write(bytes, { at }) !== bytes.length) throw storageFull();
      at += bytes.length;
    };
    await writeProject(project, { ...options, sink: { write } }, hooks);
    file.flush();
  } catch (cause) {
    file.close();
    await root.removeEntry(id, { recursive: true });
    throw cause;
  }
  file.close();
  return (await folder.getFileHandle(fileName)).getFile();
}

async function writeProject(
  project: Project,
  { db, results, sink, holdDecisions }: ExportOptions & { readonly sink: ArchiveSink },
  hooks: LoopHooks,
): Promise<void> {
  const files = await project.committed(results);
  const writer = new ArchiveWriter(sink);
  const writeRows = async (store: ArchivedStore) => {
    let entry = 0;
    for await (const rows of rowsOf(db, store, project.id)) {
      await writer.json(`${ROWS_FOLDER}${store}/${entry++}.json`, rows);
      await hooks.checkpoint?.(0);
    }
  };
  await holdDecisions(async () => {
    await writer.json(PROJECT_ENTRY, headOf(await findProject(db, project.id), files));
    await writeRows('decisions');
  });
  const settings = await db.get('settings', project.id);
  if (settings !== undefined) await writer.json(SETTINGS_ENTRY, settings);
  for (const store of [...PICTURE_STORES, ...(results ? RESULT_STORES : [])])
    await writeRows(store);
  await writeFiles(project, files, { writer, hooks });
  const end: ArchiveEnd = { crc32: writer.checksums() };
  await writer.json(END_ENTRY, end);
  await writer.end();
}

function headOf(
  { name, createdAt, pictures, decisions, standing }: ProjectRow,
  files: ReadonlyMap<string, number>,
): ArchiveHead {
  const [format, version] = [ARCHIVE_FORMAT, ARCHIVE_VERSION] as const;
  const counts = { pictures, decisions, standing };
  return { format, version, name, createdAt, ...counts, files: Object.fromEntries(files) };
}

async function writeFiles(
  project: Project,
  files: ReadonlyMap<string, number>,
  { writer, hooks }: { readonly writer: ArchiveWriter; readonly hooks: LoopHooks },
): Promise<void> {
  const total = [...files.values()].reduce((sum, bytes) => sum + bytes, 0);
  let done = 0;
  for (const [file, bytes] of files) {
    await writer.entry({ name: FILES_FOLDER + file, bytes }, pieces(file, bytes));
  }
  async function* pieces(file: string, bytes: number) {
    for (let at = 0; at < bytes; at += PIECE_BYTES) {
      const piece = await project.readBytes(file, at, Math.min(PIECE_BYTES, bytes - at));
      yield piece;
      done += piece.length;
      await hooks.checkpoint?.(done / total);
    }
  }
}

/** All rows of a project in a store, some at a time. */
async function* rowsOf(
  db: StorageDatabase,
  store: ArchivedStore,
  id: string,
): AsyncGenerator<readonly ArchivedRow[]> {
  let from: IDBValidKey = [id];
  for (;;) {
    const range = IDBKeyRange.bound(from, [id, []], true);
    const [keys, values] = await Promise.all([
      db.getAllKeys(store, range, ROWS_AN_ENTRY),
      db.getAll(store, range, ROWS_AN_ENTRY),
    ]);
    const last = keys.at(-1);
    if (!last) return;
    yield keys.map(([, ...key], i): ArchivedRow => [key, values[i]]);
    from = last;
  }
}
