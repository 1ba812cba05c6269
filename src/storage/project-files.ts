import { AppError } from '../core/app-error.ts';
import { readOnly, storageFull } from './storage-failure.ts';

/** What is used of a `FileSystemSyncAccessHandle`; a file that is only read may take its time. */
export interface SyncFile {
  read(
    into: ArrayBufferView<ArrayBuffer>,
    options: { readonly at: number },
  ): number | Promise<number>;
  write(from: ArrayBufferView, options: { readonly at: number }): number;
  truncate(size: number): void;
  flush(): void;
  close(): void;
}

/** Opens a file for this thread alone, making it if it is not there. */
export type OpenFile = (folder: FileSystemDirectoryHandle, name: string) => Promise<SyncFile>;

const HANDLE_WAIT_MS = 5000;
const HANDLE_RETRY_MS = 50;

/**
 * Repeats `run` while another thread has the file open: the browser frees the handles of a terminated worker
 * only some time after its locks.
 */
async function whenFree<T>(run: () => Promise<T>): Promise<T> {
  const deadline = performance.now() + HANDLE_WAIT_MS;
  for (;;) {
    try {
      return await run();
    } catch (cause) {
      if ((cause as Error).name !== 'NoModificationAllowedError') throw cause;
      if (performance.now() > deadline) throw cause;
      await new Promise((resolve) => setTimeout(resolve, HANDLE_RETRY_MS));
    }
  }
}

/** Opens a file of the origin-private file system; in workers only. */
export const openSyncFile: OpenFile = async (folder, name) => {
  const handle = await folder.getFileHandle(name, { create: true });
  return whenFree(() => handle.createSyncAccessHandle());
};

/** Opens a file that another thread may be writing, to read only. */
export const openSharedFile: OpenFile = async (folder, name) => {
  const handle = await folder.getFileHandle(name);
  const refuse = () => {
    throw readOnly();
  };
  return {
    // A snapshot of the file dies with the next write: each read takes a new one, and once more if it was too slow.
    read: (into, { at }) => readSlice(handle, into, at).catch(() => readSlice(handle, into, at)),
    write: refuse,
    truncate: refuse,
    flush: refuse,
    close: () => {},
  };
};

async function readSlice(
  handle: FileSystemFileHandle,
  into: ArrayBufferView<ArrayBuffer>,
  at: number,
): Promise<number> {
  const file = await handle.getFile();
  const bytes = new Uint8Array(await file.slice(at, at + into.byteLength).arrayBuffer());
  new Uint8Array(into.buffer, into.byteOffset, into.byteLength).set(bytes);
  return bytes.length;
}

/** The files of one project. Each is opened when first needed and kept open, for this thread alone, until `close`. */
export class ProjectFiles {
  readonly #folder: FileSystemDirectoryHandle;
  readonly #openFile: OpenFile;
  readonly #open = new Map<string, Promise<SyncFile>>();
  #closed = false;

  constructor(folder: FileSystemDirectoryHandle, openFile: OpenFile) {
    this.#folder = folder;
    this.#openFile = openFile;
  }

  /** @throws {AppError} `storage-full` where not all could be written. */
  async write(name: string, from: ArrayBufferView, at: number): Promise<void> {
    if (from.byteLength === 0) return;
    const file = await this.#file(name);
    if (file.write(from, { at }) !== from.byteLength) throw storageFull();
  }

  /** @throws {AppError} `storage-unavailable` where the file ends before `into` is full. */
  async read(name: string, into: ArrayBufferView<ArrayBuffer>, at: number): Promise<void> {
    if (into.byteLength === 0) return;
    const file = await this.#file(name);
    if ((await file.read(into, { at })) !== into.byteLength) {
      throw new AppError(
        'storage-unavailable',
        `The file ${name} of this project is damaged. Import the pictures again into a new project.`,
      );
    }
  }

  /** Resolves once all that was written to the file is on the disk. */
  async flush(name: string): Promise<void> {
    (await this.#file(name)).flush();
  }

  async truncate(name: string, size: number): Promise<void> {
    (await this.#file(name)).truncate(size);
  }

  async delete(name: string): Promise<void> {
    await this.release(name);
    await whenFree(() => this.#folder.removeEntry(name));
  }

  /** Closes the file until it is needed again. */
  async release(name: string): Promise<void> {
    const opening = this.#open.get(name);
    this.#open.delete(name);
    (await opening)?.close();
  }

  /**
   * Cuts what a killed tab left behind: tails beyond the committed length, and files that nothing refers to.
   * @param committed Bytes in use, by file name.
   */
  async reclaim(committed: ReadonlyMap<string, number>): Promise<void> {
    for await (const [name, entry] of this.#folder.entries()) {
      const used = committed.get(name);
      if (used === undefined) await this.delete(name);
      else if ((await (entry as FileSystemFileHandle).getFile()).size > used) {
        await this.truncate(name, used);
      }
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#open.keys()].map((name) => this.release(name)));
  }

  #file(name: string): Promise<SyncFile> {
    if (this.#closed) {
      throw new AppError('storage-unavailable', 'This project was closed. Open it again to go on.');
    }
    const known = this.#open.get(name);
    if (known) return known;
    const opening = this.#openFile(this.#folder, name);
    this.#open.set(name, opening);
    opening.catch(() => this.#open.delete(name));
    return opening;
  }
}
