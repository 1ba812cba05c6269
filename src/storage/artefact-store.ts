import { type ArtefactRow, commit, keysUnder } from './database.ts';
import type { ProjectContext } from './project-context.ts';
import { layOutArrays, viewAs } from './typed-arrays.ts';

/** Plain JSON and named arrays. */
export interface Artefact {
  readonly meta: unknown;
  readonly arrays: Readonly<Record<string, ArrayBufferView<ArrayBuffer>>>;
}

/** Results under keys that name all they were made from: one file of arrays each, the rest in the database. */
export class ArtefactStore {
  readonly #context: ProjectContext;

  constructor(context: ProjectContext) {
    this.#context = context;
  }

  /** Replaces what was under `key`: a tab killed meanwhile leaves the old or the new, whole. */
  async put(key: string, { meta, arrays }: Artefact): Promise<void> {
    const { entries, bytes } = layOutArrays(arrays);
    const file = bytes > 0 ? `artefact-${crypto.randomUUID()}.arrays` : undefined;
    const row: ArtefactRow = { file, bytes, meta, arrays: entries };
    try {
      if (file) await this.#write(file, arrays);
      await this.#discard(await this.#replace(key, row));
    } catch (cause) {
      await this.#discard(file);
      throw cause;
    }
  }

  async #write(file: string, arrays: Artefact['arrays']): Promise<void> {
    const { files } = this.#context;
    let at = 0;
    for (const view of Object.values(arrays)) {
      await files.write(file, view, at);
      at += view.byteLength;
    }
    await files.flush(file);
    await files.release(file);
  }

  /** The file of the row that was there before. */
  #replace(key: string, row: ArtefactRow): Promise<string | undefined> {
    const { db, id } = this.#context;
    return commit(
      db,
      ['artefacts'],
      async (tx) => {
        const store = tx.objectStore('artefacts');
        const before = await store.get([id, key]);
        await store.put(row, [id, key]);
        return before?.file;
      },
      'strict',
    );
  }

  /** Best effort: what can't be deleted now is deleted when the project is opened next. */
  async #discard(file: string | undefined): Promise<void> {
    if (file) await Promise.allSettled([this.#context.files.delete(file)]);
  }

  /** Each array in a buffer of its own. */
  async get(key: string): Promise<Artefact | undefined> {
    const { db, files, id } = this.#context;
    const row = await db.get('artefacts', [id, key]);
    if (!row) return undefined;
    const arrays: Record<string, ArrayBufferView<ArrayBuffer>> = {};
    for (const { name, kind, offset, bytes } of row.arrays) {
      const view = viewAs(kind, new ArrayBuffer(bytes));
      if (row.file) await files.read(row.file, view, offset);
      arrays[name] = view;
    }
    if (row.file) await files.release(row.file);
    return { meta: row.meta, arrays };
  }

  /** All keys that begin with `prefix`, sorted. */
  async keys(prefix: string): Promise<readonly string[]> {
    const keys = await this.#context.db.getAllKeys('artefacts', keysUnder(this.#context.id));
    return keys.map(([, key]) => key).filter((key) => key.startsWith(prefix));
  }

  /** Bytes in use, by file name. */
  async committed(): Promise<readonly (readonly [string, number])[]> {
    const rows = await this.#context.db.getAll('artefacts', keysUnder(this.#context.id));
    return rows.flatMap(({ file, bytes }) => (file ? [[file, bytes] as const] : []));
  }
}
