import type { Decision } from '../core/dataset/decisions.ts';
import type { ImportProblem, PictureRecord } from '../core/dataset/picture.ts';
import type { LoopHooks } from '../core/loop-hooks.ts';
import { ArtefactStore } from './artefact-store.ts';
import { commit, keysUnder, type StorageDatabase } from './database.ts';
import { DecisionStore } from './decision-store.ts';
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
}

/** All that a project holds besides bytes. */
export interface ProjectContents {
  readonly records: readonly PictureRecord[];
  readonly problems: readonly ImportProblem[];
  readonly decisions: readonly Decision[];
  readonly settings: unknown;
}

/** One project, open for writing in this thread alone; the caller holds its lock. */
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
    { id, db, root, openFile }: OpenProjectOptions,
    hooks: LoopHooks = {},
  ): Promise<{ readonly project: Project; readonly contents: ProjectContents }> {
    const folder = await root.getDirectoryHandle(id, { create: true });
    const context = { id, db, files: new ProjectFiles(folder, openFile) };
    const { store, records } = await PictureStore.open(context, hooks);
    const project = new Project(context, store);
    try {
      await project.#reclaim();
      const contents = {
        records,
        problems: await db.getAll('problems', keysUnder(id)),
        decisions: await project.decisions.all(),
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

  /** @param settings Plain JSON. */
  async putSettings(settings: unknown): Promise<void> {
    await this.#context.db.put('settings', settings, this.#context.id);
  }

  /** Lets other threads open the files. */
  async close(): Promise<void> {
    await this.#context.files.close();
  }

  async #reclaim(): Promise<void> {
    const committed = [
      ...this.pictures.committed(),
      ...(await this.features.committed()),
      ...(await this.artefacts.committed()),
    ];
    await this.#context.files.reclaim(new Map(committed));
  }
}
