import { transfer } from 'comlink';
import { AppError } from '../src/core/app-error.ts';
import type { Matrix } from '../src/core/arrays/matrix.ts';
import type { Decision } from '../src/core/dataset/decisions.ts';
import type { ImportProblem, PictureId, RecordChange } from '../src/core/dataset/picture.ts';
import type { ReadPicture } from '../src/protocol/imaging.ts';
import { checkpointFor, type Job } from '../src/protocol/job.ts';
import type { OpenProject, StorageApi, StoredArtefact } from '../src/protocol/storage.ts';
import {
  createProject,
  findProject,
  listProjects,
  markOpened,
  removeProject,
  renameProject,
  sweep,
} from '../src/storage/catalogue.ts';
import { openDatabase, type ProjectRow, type StorageDatabase } from '../src/storage/database.ts';
import { Project } from '../src/storage/project.ts';
import type { OpenFile } from '../src/storage/project-files.ts';
import { lockProject } from '../src/storage/project-lock.ts';
import { storageFailure } from '../src/storage/storage-failure.ts';

export interface StorageDeps {
  /** Of the database and of the folder that holds the projects' files. */
  readonly name: string;
  readonly openFile: OpenFile;
  /** How long a project's former holder may take to let go of it. */
  readonly lockWaitMs: number;
}

export function createStorageApi(deps: StorageDeps): StorageApi {
  return new StorageSession(deps);
}

interface Shelf {
  readonly db: StorageDatabase;
  readonly root: FileSystemDirectoryHandle;
}

interface Held {
  readonly project: Project;
  readonly unlock: () => void;
}

/** At most one open project, and one change at a time. */
class StorageSession implements StorageApi {
  readonly #deps: StorageDeps;
  #opening: Promise<Shelf> | undefined;
  #held: Held | undefined;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(deps: StorageDeps) {
    this.#deps = deps;
  }

  projects(job: Job) {
    return this.#atOnce(job, async () => listProjects((await this.#shelf()).db));
  }

  open(id: string | undefined, job: Job) {
    return this.#inTurn(job, async () => {
      const { db } = await this.#shelf();
      const last = id === undefined ? (await listProjects(db))[0] : await findProject(db, id);
      return this.#switchTo(last ?? (await createProject(db)), job);
    });
  }

  create(name: string, job: Job) {
    return this.#inTurn(job, async () => {
      const { db } = await this.#shelf();
      return this.#switchTo(await createProject(db, name), job);
    });
  }

  rename(id: string, name: string, job: Job) {
    return this.#inTurn(job, async () => {
      const { db } = await this.#shelf();
      await renameProject(db, id, name);
    });
  }

  remove(id: string, job: Job) {
    return this.#inTurn(job, async () => {
      const { db, root } = await this.#shelf();
      const held = this.#held?.project.id === id ? this.#held : undefined;
      const unlock = held?.unlock ?? (await this.#lock(id, job));
      try {
        if (held) this.#held = undefined;
        await held?.project.close();
        await removeProject(db, root, id);
      } finally {
        unlock();
      }
    });
  }

  addPictures(
    batch: readonly ReadPicture[],
    folderLabels: readonly (string | undefined)[],
    job: Job,
  ) {
    return this.#inTurn(job, () => this.#project().pictures.add(batch, folderLabels));
  }

  updateRecords(changes: readonly RecordChange[], job: Job) {
    return this.#inTurn(job, () => this.#project().pictures.update(changes));
  }

  addProblems(problems: readonly ImportProblem[], job: Job) {
    return this.#inTurn(job, () => this.#project().addProblems(problems));
  }

  clearProblems(job: Job) {
    return this.#inTurn(job, () => this.#project().clearProblems());
  }

  dropProblems(paths: readonly string[], job: Job) {
    return this.#inTurn(job, () => this.#project().dropProblems(paths));
  }

  thumbnails(ids: readonly PictureId[], job: Job) {
    return this.#atOnce(job, async () => {
      const { pictures } = this.#project();
      const jpegs = await Promise.all(ids.map((id) => pictures.thumbnail(id)));
      return transfer(
        jpegs,
        jpegs.flatMap((jpeg) => (jpeg ? [jpeg.buffer] : [])),
      );
    });
  }

  preview(id: PictureId, job: Job) {
    return this.#atOnce(job, async () => {
      const jpeg = await this.#project().pictures.preview(id);
      return jpeg && transfer(jpeg, [jpeg.buffer]);
    });
  }

  plates(ids: readonly PictureId[], job: Job) {
    return this.#atOnce(job, async () => {
      const { pictures } = this.#project();
      const plates = await Promise.all(ids.map((id) => pictures.plate(id)));
      return transfer(
        plates,
        plates.map((plate) => plate.data.buffer),
      );
    });
  }

  missingFeatures(key: string, ids: readonly PictureId[], job: Job) {
    return this.#inTurn(job, () => this.#project().features.missing(key, ids));
  }

  addFeatures(key: string, ids: readonly PictureId[], rows: Matrix, job: Job) {
    return this.#inTurn(job, () => this.#project().features.add(key, ids, rows));
  }

  features(key: string, ids: readonly PictureId[], job: Job) {
    return this.#atOnce(job, async () => {
      const checkpoint = checkpointFor(job, 'features');
      const matrix = await this.#project().features.rows(key, ids, { checkpoint });
      return transfer(matrix, [matrix.data.buffer]);
    });
  }

  putArtefact(key: string, artefact: StoredArtefact, job: Job) {
    return this.#inTurn(job, () => this.#project().artefacts.put(key, artefact));
  }

  artefact(key: string, job: Job) {
    return this.#inTurn(job, async () => {
      const found = await this.#project().artefacts.get(key);
      return (
        found &&
        transfer(
          found,
          Object.values(found.arrays).map((view) => view.buffer),
        )
      );
    });
  }

  artefactKeys(prefix: string, job: Job) {
    return this.#inTurn(job, () => this.#project().artefacts.keys(prefix));
  }

  decide(decision: Decision, job: Job) {
    return this.#inTurn(job, () => this.#project().decisions.append(decision));
  }

  setStanding(standing: number, job: Job) {
    return this.#inTurn(job, () => this.#project().decisions.setStanding(standing));
  }

  putSettings(settings: unknown, job: Job) {
    return this.#inTurn(job, () => this.#project().putSettings(settings));
  }

  use(job: Job) {
    return this.#atOnce(job, async () => {
      const { usage = 0, quota = 0 } = await navigator.storage.estimate();
      const persistent = await navigator.storage.persisted();
      return { usedBytes: usage, quotaBytes: quota, persistent };
    });
  }

  /** The former project stays open until the new one is, so that a refusal leaves all as it was. */
  async #switchTo({ id }: ProjectRow, job: Job): Promise<OpenProject> {
    const former = this.#held;
    const again = former?.project.id === id ? former : undefined;
    const unlock = again?.unlock ?? (await this.#lock(id, job));
    if (again) {
      this.#held = undefined;
      await again.project.close();
    }
    try {
      const { project, opened } = await this.#read(id, job);
      this.#held = { project, unlock };
      if (!again) await former?.project.close();
      if (!again) former?.unlock();
      return opened;
    } catch (cause) {
      unlock();
      throw cause;
    }
  }

  async #read(id: string, job: Job) {
    const { db, root } = await this.#shelf();
    const checkpoint = checkpointFor(job, 'open');
    const { openFile } = this.#deps;
    const { project, contents } = await Project.open({ id, db, root, openFile }, { checkpoint });
    const { standing, ...info } = await markOpened(db, id);
    const { decisions, ...rest } = contents;
    const opened: OpenProject = { info, ...rest, log: { decisions, standing } };
    return { project, opened };
  }

  #lock(id: string, { signal }: Job): Promise<() => void> {
    return lockProject(`${this.#deps.name}/${id}`, { waitMs: this.#deps.lockWaitMs, signal });
  }

  #project(): Project {
    if (!this.#held) throw new TypeError('no project is open');
    return this.#held.project;
  }

  #shelf(): Promise<Shelf> {
    this.#opening ??= this.#openShelf().catch((cause: unknown) => {
      this.#opening = undefined;
      throw cause;
    });
    return this.#opening;
  }

  async #openShelf(): Promise<Shelf> {
    if (!navigator.storage?.getDirectory || !navigator.locks) {
      throw new AppError(
        'storage-unavailable',
        'This browser cannot keep projects. Use a current Chrome, Edge, Firefox or Safari, over https or on localhost.',
      );
    }
    const origin = await navigator.storage.getDirectory();
    const root = await origin.getDirectoryHandle(this.#deps.name, { create: true });
    const db = await openDatabase(this.#deps.name);
    await sweep(db, root);
    return { db, root };
  }

  /** For what only reads bytes that never change: need not wait for changes under way. */
  async #atOnce<T>({ signal }: Job, run: () => Promise<T>): Promise<T> {
    try {
      signal.throwIfAborted();
      return await run();
    } catch (cause) {
      throw signal.aborted ? cause : storageFailure(cause);
    }
  }

  #inTurn<T>(job: Job, run: () => Promise<T>): Promise<T> {
    const mine = this.#turn.then(() => this.#atOnce(job, run));
    this.#turn = mine.catch(() => {});
    return mine;
  }
}
