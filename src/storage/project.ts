import type { ImportProblem } from '../core/dataset/picture.ts';
import type { LoopHooks } from '../core/loop-hooks.ts';
import { ArtefactStore } from './artefact-store.ts';
import { findProject } from './catalogue.ts';
import { commit, type ImportRow, keysUnder, type StorageDatabase } from './database.ts';
import { DecisionStore, type LogTail } from './decision-store.ts';
import { FeatureStore } from './feature-store.ts';
import { PictureStore } from './picture-store.ts';
import type { ProjectContext } from './project-context.ts';
import { type OpenFile, ProjectFiles } from './project-files.ts';

export interface OpenProjectOptions {
  readonly id: string;
  readonly db: StorageDatabase;
  /** Holds a folder a project. */
  readonly root: FileSystemDirectoryHandle;
  readonly openFile: OpenFile;
  /** Another thread writes it: this one only reads. */
  readonly isReadOnly: boolean;
}

/** All that a project holds besides bytes, records and results. */
export interface ProjectContents {
  readonly problems: readonly ImportProblem[];
  readonly tail: LogTail;
  readonly interrupted: ImportRow | undefined;
  readonly settings: unknown;
}

/** One project, open in this thread; the caller holds its lock, or opens it to read only. */
export class Project {
  readonly pictures: PictureStore;
  readonly features: FeatureStore;
  readonly artefacts: ArtefactStore;
  readonly decisions: DecisionStore;
  readonly #context: ProjectContext;

  private constructor(context: ProjectContext, pictures: PictureStore) {
    this.#context = context;
    this.pictures = pictures;
    this.features = new FeatureStore(context);
    this.artefacts = new ArtefactStore(context);
    this.decisions = new DecisionStore(context);
  }

  /** Reads the project and cuts off what a killed tab left unfinished. */
  static async open(
    { id, db, root, openFile, isReadOnly }: OpenProjectOptions,
    hooks: LoopHooks = {},
  ): Promise<{ readonly project: Project; readonly contents: ProjectContents }> {
    const folder = await root.getDirectoryHandle(id, { create: !isReadOnly });
    const files = new ProjectFiles(folder, openFile);
    const context = { id, db, files };
    const project = new Project(context, await PictureStore.open(context, hooks));
    try {
      if (!isReadOnly) await project.#reclaim();
      const { standing } = await findProject(db, id);
      const contents = {
        problems: await db.getAll('problems', keysUnder(id)),
        tail: await project.decisions.tail(standing),
        interrupted: await db.get('imports', id),
        settings: await db.get('settings', id),
      };
      return { project, contents };
    } catch (cause) {
      await project.close();
      throw cause;
    }
  }

  get id(): string {
    return this.#context.id;
  }

  /** A problem that is listed already stays listed once. */
  async addProblems(problems: readonly ImportProblem[]): Promise<void> {
    const { db, id } = this.#context;
    await commit(db, ['problems'], async (tx) => {
      const store = tx.objectStore('problems');
      await Promise.all(problems.map((p) => store.put(p, [id, p.path, p.reason])));
    });
  }

  async dropProblems(paths: readonly string[]): Promise<void> {
    const { db, id } = this.#context;
    await commit(db, ['problems'], async (tx) => {
      const store = tx.objectStore('problems');
      await Promise.all(paths.map((path) => store.delete(keysUnder(id, path))));
    });
  }

  async clearProblems(): Promise<void> {
    await this.#context.db.delete('problems', keysUnder(this.#context.id));
  }

  /** Undefined once the import has ended. */
  async noteImport(progress: ImportRow | undefined): Promise<void> {
    const { db, id } = this.#context;
    if (progress) await db.put('imports', progress, id);
    else await db.delete('imports', id);
  }

  /** @param settings Plain JSON. */
  async putSettings(settings: unknown): Promise<void> {
    await this.#context.db.put('settings', settings, this.#context.id);
  }

  /** One of the same name is replaced. */
  async rememberFolder(folder: FileSystemDirectoryHandle): Promise<void> {
    await this.#context.db.put('folders', folder, [this.#context.id, folder.name]);
  }

  /** By name. */
  folders(): Promise<readonly FileSystemDirectoryHandle[]> {
    return this.#context.db.getAll('folders', keysUnder(this.#context.id));
  }

  /** Lets other threads open the files. */
  async close(): Promise<void> {
    await this.#context.files.close();
  }

  /** Bytes in use, by file name; without `results`, those of pictures alone. */
  async committed(results = true): Promise<ReadonlyMap<string, number>> {
    const made = results
      ? [...(await this.features.committed()), ...(await this.artefacts.committed())]
      : [];
    return new Map([...this.pictures.committed(), ...made]);
  }

  /** Of one of its files. */
  async readBytes(file: string, at: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
    const bytes = new Uint8Array(length);
    await this.#context.files.read(file, bytes, at);
    return bytes;
  }

  async #reclaim(): Promise<void> {
    await this.#context.files.reclaim(await this.committed());
  }
}
