import { AppError } from '../../core/app-error.ts';
import type { LoopHooks } from '../../core/loop-hooks.ts';
import { removeProject } from '../catalogue.ts';
import { commit, type PictureRow, type ProjectRow, type StorageDatabase } from '../database.ts';
import { DecisionStore } from '../decision-store.ts';
import { type Place, packFile } from '../pack.ts';
import { type OpenFile, ProjectFiles } from '../project-files.ts';
import {
  ARCHIVE_FORMAT,
  ARCHIVE_VERSION,
  type ArchivedStore,
  type ArchiveEnd,
  type ArchiveHead,
  END_ENTRY,
  FILES_FOLDER,
  PROJECT_ENTRY,
  ROWS_FOLDER,
  SETTINGS_ENTRY,
} from './archive-layout.ts';
import { areRows } from './check-rows.ts';
import { crc32 } from './crc32.ts';
import { parseTarHeader, TAR_BLOCK, type TarEntry, tarPadding } from './tar-header.ts';

export interface ImportOptions {
  /** Of the new project, whose lock the caller holds. */
  readonly id: string;
  readonly db: StorageDatabase;
  readonly root: FileSystemDirectoryHandle;
  readonly openFile: OpenFile;
}

const PIECE_BYTES = 2 ** 22;
/** No entry of rows or settings is longer. */
const MOST_JSON_BYTES = 2 ** 28;

/**
 * Makes a project of an exported file. Its row is written last: until then there is no project, and what a failure or
 * a killed tab leaves is deleted.
 * @throws {AppError} `bad-project` where the file is no exported project, or not whole.
 */
export async function importProject(
  file: File,
  options: ImportOptions,
  hooks: LoopHooks = {},
): Promise<ProjectRow> {
  const { id, db, root, openFile } = options;
  const folder = await root.getDirectoryHandle(id, { create: true });
  const files = new ProjectFiles(folder, openFile);
  try {
    const reader = new ProjectReader(file, { id, db, files });
    const head = await reader.read(hooks);
    await new DecisionStore({ id, db, files }).snapshot(head.standing);
    const { name, createdAt, pictures, decisions, standing } = head;
    const row = { id, name, createdAt, openedAt: Date.now(), pictures, decisions, standing };
    await files.close();
    await db.add('projects', row);
    return row;
  } catch (cause) {
    await files.close();
    await removeProject(db, root, id);
    throw cause;
  }
}

interface Target {
  readonly id: string;
  readonly db: StorageDatabase;
  readonly files: ProjectFiles;
}

/** Takes the entries of one file in their order, and checks each before it is stored. */
class ProjectReader {
  readonly #file: File;
  readonly #target: Target;
  readonly #checksums = new Map<string, number>();
  readonly #written = new Map<string, number>();
  #head: ArchiveHead | undefined;
  #pictures = 0;
  #decisions = 0;
  #isWhole = false;

  constructor(file: File, target: Target) {
    this.#file = file;
    this.#target = target;
  }

  async read(hooks: LoopHooks): Promise<ArchiveHead> {
    for (let at = 0; !this.#isWhole; ) {
      const entry = parseTarHeader(await this.#bytes(at, TAR_BLOCK));
      if (!entry || (at === 0 && entry.name !== PROJECT_ENTRY)) throw at === 0 ? foreign() : torn();
      const from = at + TAR_BLOCK;
      if (entry.name.startsWith(FILES_FOLDER)) await this.#takeFile(entry, from, hooks);
      else await this.#takeJson(entry.name, await this.#json(entry, from));
      at = from + entry.bytes + tarPadding(entry.bytes);
      await hooks.checkpoint?.(at / this.#file.size);
    }
    const head = this.#head as ArchiveHead;
    const isComplete =
      this.#pictures === head.pictures &&
      this.#decisions === head.decisions &&
      Object.entries(head.files).every(([name, bytes]) => this.#written.get(name) === bytes);
    if (!isComplete) throw torn();
    return head;
  }

  async #takeJson(name: string, value: unknown): Promise<void> {
    const { db, id } = this.#target;
    if (name === PROJECT_ENTRY) this.#head = headOf(value);
    else if (name === SETTINGS_ENTRY) await db.put('settings', value, id);
    else if (name === END_ENTRY) this.#checkEnd(value);
    else if (name.startsWith(ROWS_FOLDER)) await this.#takeRows(name.split('/')[1] ?? '', value);
    else throw torn();
  }

  async #takeRows(store: string, rows: unknown): Promise<void> {
    if (!areRows(store, rows)) throw torn();
    const { db, id } = this.#target;
    if (store === 'pictures') {
      for (const [[position], value] of rows) {
        if (position !== this.#pictures++ || !this.#areThere(value as PictureRow)) throw torn();
      }
    }
    if (store === 'decisions') {
      for (const [[position]] of rows) if (position !== this.#decisions++) throw torn();
    }
    await commit(db, [store as ArchivedStore], async (tx) => {
      const into = tx.objectStore(store as ArchivedStore);
      const put = into.put as (value: unknown, key: IDBValidKey) => Promise<unknown>;
      await Promise.all(rows.map(([key, value]) => put.call(into, value, [id, ...key])));
    });
  }

  /** Whether the bytes that a picture's row refers to are among those of the packed files. */
  #areThere(row: PictureRow): boolean {
    const files = this.#head?.files ?? {};
    const isThere = (pack: string, [segment, offset, length]: Place) =>
      offset + length <= (files[packFile(pack, segment)] ?? -1);
    const { thumbnail, preview, plate, cuts = [] } = row;
    return (
      isThere('thumbnails', thumbnail) &&
      isThere('previews', preview) &&
      isThere('plates', plate) &&
      cuts.every((cut) => isThere('cuts', cut.plate))
    );
  }

  async #takeFile({ name: entry, bytes }: TarEntry, from: number, hooks: LoopHooks) {
    const name = entry.slice(FILES_FOLDER.length);
    const isPlain = /^[\w-]+\.\w+$/.test(name);
    if (!isPlain || this.#head?.files[name] !== bytes || this.#written.has(name)) throw torn();
    const { files } = this.#target;
    let sum = 0;
    for (let at = 0; at < bytes; at += PIECE_BYTES) {
      const piece = await this.#bytes(from + at, Math.min(PIECE_BYTES, bytes - at));
      sum = crc32(piece, sum);
      await files.write(name, piece, at);
      await hooks.checkpoint?.((from + at) / this.#file.size);
    }
    await files.flush(name);
    await files.release(name);
    this.#checksums.set(entry, sum);
    this.#written.set(name, bytes);
  }

  #checkEnd(value: unknown): void {
    const sums = Object.entries((value as ArchiveEnd | null)?.crc32 ?? {});
    // The end itself is not among them.
    const expected = this.#checksums.size - 1;
    const isSame = sums.every(([name, sum]) => this.#checksums.get(name) === sum);
    if (!this.#head || sums.length !== expected || !isSame) throw torn();
    this.#isWhole = true;
  }

  async #json({ name, bytes }: TarEntry, from: number): Promise<unknown> {
    if (bytes > MOST_JSON_BYTES) throw torn();
    const text = await this.#bytes(from, bytes);
    this.#checksums.set(name, crc32(text));
    try {
      return JSON.parse(new TextDecoder().decode(text));
    } catch (cause) {
      throw torn(cause);
    }
  }

  async #bytes(at: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
    if (at + length > this.#file.size) throw at === 0 ? foreign() : torn();
    return new Uint8Array(await this.#file.slice(at, at + length).arrayBuffer());
  }
}

function headOf(value: unknown): ArchiveHead {
  const head = (value ?? {}) as Partial<ArchiveHead>;
  if (head.format !== ARCHIVE_FORMAT) throw foreign();
  if (head.version !== ARCHIVE_VERSION) {
    throw new AppError(
      'bad-project',
      'This project was exported by a newer Semscape. Nothing was imported: open it with that version.',
    );
  }
  const { name, createdAt, pictures, decisions, standing, files } = head;
  const counts = [createdAt, pictures, decisions, standing, ...Object.values(files ?? {})];
  const areCounts = counts.every((n) => Number.isSafeInteger(n) && (n as number) >= 0);
  const isRight = typeof name === 'string' && files && areCounts;
  if (!isRight || (standing as number) > (decisions as number)) throw torn();
  return head as ArchiveHead;
}

function foreign(): AppError {
  return new AppError(
    'bad-project',
    'This is no project that Semscape exported. Choose a file that ends in .semscape; pictures are added by "Add files".',
  );
}

function torn(cause?: unknown): AppError {
  return new AppError(
    'bad-project',
    'The exported project is damaged or not whole, so nothing of it was imported. Copy or export it again.',
    { cause },
  );
}
