import { type OpenFile, ProjectFiles } from './project-files.ts';

/** One checkpoint's row; the weights lie in the file of that name. */
export interface StoredRow {
  readonly file: string;
  /** Plain JSON. */
  readonly record: unknown;
}

const ROW = '.json';
const STATE = '.state';

/** The file of a download: unfinished while its state lies beside it. */
export const downloadFileOf = (id: string) => `download-${id}`;

/**
 * Checkpoints of this browser, whatever the project: weights and rows side by side in one folder. A row is written
 * after its weights are flushed, so that it never stands without them.
 */
export class CheckpointStore {
  readonly #folder: FileSystemDirectoryHandle;
  readonly #files: ProjectFiles;

  constructor(folder: FileSystemDirectoryHandle, openFile: OpenFile) {
    this.#folder = folder;
    this.#files = new ProjectFiles(folder, openFile);
  }

  /** Rows by id; what can't be read is left out. */
  async rows(): Promise<ReadonlyMap<string, StoredRow>> {
    const rows = new Map<string, StoredRow>();
    for await (const [name, handle] of this.#folder.entries()) {
      if (!name.endsWith(ROW) || handle.kind !== 'file') continue;
      const row = await this.#json<StoredRow>(name);
      if (row) rows.set(name.slice(0, -ROW.length), row);
    }
    return rows;
  }

  /** The weights as they are on the disk; read when they are asked for. */
  async weights({ file }: StoredRow): Promise<File> {
    return (await this.#folder.getFileHandle(file)).getFile();
  }

  async put(id: string, parts: readonly Uint8Array<ArrayBuffer>[], record: unknown): Promise<void> {
    const file = `${id}.${crypto.randomUUID()}.safetensors`;
    let at = 0;
    try {
      for (const part of parts) {
        await this.#files.write(file, part, at);
        at += part.byteLength;
      }
      await this.#settle(file);
      await this.adopt(id, file, record);
    } catch (cause) {
      await Promise.allSettled([this.#files.delete(file)]);
      throw cause;
    }
  }

  /** Makes a file that is there already the weights of `id`. */
  async adopt(id: string, file: string, record: unknown): Promise<void> {
    const before = await this.#json<StoredRow>(`${id}${ROW}`);
    await this.#writeJson(`${id}${ROW}`, { file, record } satisfies StoredRow);
    if (before && before.file !== file) await this.#drop(before.file);
    await this.#drop(`${file}${STATE}`);
  }

  /** Frees the disk of a checkpoint or of an unfinished download. */
  async remove(id: string): Promise<void> {
    const row = await this.#json<StoredRow>(`${id}${ROW}`);
    await this.#drop(`${id}${ROW}`);
    if (row) await this.#drop(row.file);
    await this.#drop(`${downloadFileOf(id)}${STATE}`);
    if (row?.file !== downloadFileOf(id)) await this.#drop(downloadFileOf(id));
  }

  async size(file: string): Promise<number> {
    return (await this.#file(file))?.size ?? 0;
  }

  async append(file: string, bytes: Uint8Array<ArrayBuffer>, at: number): Promise<void> {
    await this.#files.write(file, bytes, at);
  }

  /** Flushes a file and lets other threads read it. */
  async settle(file: string): Promise<void> {
    if (await this.#file(file)) await this.#settle(file);
  }

  async state<T>(file: string): Promise<T | undefined> {
    return this.#json<T>(`${file}${STATE}`);
  }

  /** Empties `file` and notes what it is of. */
  async begin(file: string, state: unknown): Promise<void> {
    await this.#files.truncate(file, 0);
    await this.#writeJson(`${file}${STATE}`, state);
  }

  async discard(file: string): Promise<void> {
    await this.#drop(`${file}${STATE}`);
    await this.#drop(file);
  }

  /** Deletes what a killed tab left: weights without a row that are no unfinished download. */
  async sweep(): Promise<void> {
    const used = new Set([...(await this.rows()).values()].map(({ file }) => file));
    const names: string[] = [];
    for await (const name of this.#folder.keys()) names.push(name);
    for (const name of names) {
      const isDownload = name.endsWith(STATE) || names.includes(`${name}${STATE}`);
      if (!name.endsWith(ROW) && !isDownload && !used.has(name)) await this.#drop(name);
    }
  }

  async #settle(file: string): Promise<void> {
    await this.#files.flush(file);
    await this.#files.release(file);
  }

  async #file(name: string): Promise<File | undefined> {
    try {
      return await (await this.#folder.getFileHandle(name)).getFile();
    } catch (cause) {
      if ((cause as Error).name === 'NotFoundError') return undefined;
      throw cause;
    }
  }

  async #json<T>(name: string): Promise<T | undefined> {
    const text = await (await this.#file(name))?.text();
    try {
      return text ? (JSON.parse(text) as T) : undefined;
    } catch {
      return undefined;
    }
  }

  async #writeJson(name: string, value: unknown): Promise<void> {
    await this.#files.truncate(name, 0);
    await this.#files.write(name, new TextEncoder().encode(JSON.stringify(value)), 0);
    await this.#settle(name);
  }

  async #drop(name: string): Promise<void> {
    try {
      await this.#files.delete(name);
    } catch (cause) {
      if ((cause as Error).name !== 'NotFoundError') throw cause;
    }
  }
}
