import { transfer } from 'comlink';
import { AppError } from '../src/core/app-error.ts';
import type { Matrix } from '../src/core/arrays/matrix.ts';
import type { Decision } from '../src/core/dataset/decisions.ts';
import type { ImportProblem, PictureId, Plate, RecordChange } from '../src/core/dataset/picture.ts';
import { type PlateId, parsePlateId } from '../src/core/dataset/plate-id.ts';
import { plateOfPreview } from '../src/imaging/plate-of-preview.ts';
import type { ReadPicture } from '../src/protocol/imaging.ts';
import { checkpointFor, type Job } from '../src/protocol/job.ts';
import type {
  ImportProgress,
  OpenProject,
  StorageApi,
  StoredArtefact,
} from '../src/protocol/storage.ts';
import { exportProject } from '../src/storage/archive/export-project.ts';
import { importProject } from '../src/storage/archive/import-project.ts';
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
import type { PictureStore } from '../src/storage/picture-store.ts';
import { Project } from '../src/storage/project.ts';
import { type OpenFile, openSharedFile } from '../src/storage/project-files.ts';
import { lockProject } from '../src/storage/project-lock.ts';
import { type EstimateStorage, Room } from '../src/storage/room.ts';
import { readOnly, storageFailure } from '../src/storage/storage-failure.ts';

export interface StorageDeps {
  /** Of the database and of the folder that holds the projects' files. */
  readonly name: string;
  readonly openFile: OpenFile;
  /** How long a project's former holder may take to let go of it. */
  readonly lockWaitMs: number;
  readonly estimate: EstimateStorage;
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
  /** Undefined where another thread has the lock, so that the project is read only. */
  unlock: (() => void) | undefined;
}

/** At most one open project, and one change at a time. */
class StorageSession implements StorageApi {
  readonly #deps: StorageDeps;
  #opening: Promise<Shelf> | undefined;
  #held: Held | undefined;
  #turn: Promise<unknown> = Promise.resolve();
  #waiting: AbortController | undefined;
  readonly #room: Room;

  constructor(deps: StorageDeps) {
    this.#deps = deps;
    this.#room = new Room(deps.estimate);
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

  async whenFree(job: Job) {
    const held = this.#held;
    if (!held || held.unlock) return;
    this.#stopWaiting();
    this.#waiting = new AbortController();
    const signal = AbortSignal.any([job.signal, this.#waiting.signal]);
    const lock = { waitMs: undefined, signal };
    const unlock = await lockProject(this.#lockName(held.project.id), lock);
    if (this.#held === held) held.unlock = unlock;
    else unlock();
  }

  #stopWaiting(): void {
    this.#waiting?.abort(new DOMException('Cancelled', 'AbortError'));
  }

  records(from: number, job: Job) {
    return this.#inTurn(job, () => this.#project().pictures.records(from));
  }

  exportProject(options: Parameters<StorageApi['exportProject']>[0], job: Job) {
    return this.#inTurn(job, async () => {
      const project = this.#project();
      const shelf = { ...(await this.#shelf()), name: this.#deps.name };
      const checkpoint = checkpointFor(job, 'Writing the file');
      return exportProject(project, { ...shelf, ...options }, { checkpoint });
    });
  }

  importProject(file: File, job: Job) {
    return this.#atOnce(job, async () => {
      const { db, root } = await this.#shelf();
      const id = crypto.randomUUID();
      const unlock = await this.#lock(id, job);
      const checkpoint = checkpointFor(job, 'Reading the file');
      const room = new Room(this.#deps.estimate);
      const { openFile } = this.#deps;
      try {
        await room.require(file.size);
        const row = await importProject(file, { id, db, root, openFile }, { checkpoint });
        const { standing, decisions, ...info } = row;
        return info;
      } finally {
        unlock();
      }
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
    return this.#inTurn(job, async () => {
      const { pictures } = this.#writable();
      await this.#room.require(bytesOf(batch));
      return pictures.add(batch, folderLabels);
    });
  }

  updateRecords(changes: readonly RecordChange[], job: Job) {
    return this.#inTurn(job, () => this.#writable().pictures.update(changes));
  }

  noteImport(progress: ImportProgress | undefined, job: Job) {
    return this.#inTurn(job, () => this.#writable().noteImport(progress));
  }

  addProblems(problems: readonly ImportProblem[], job: Job) {
    return this.#inTurn(job, () => this.#writable().addProblems(problems));
  }

  clearProblems(job: Job) {
    return this.#inTurn(job, () => this.#writable().clearProblems());
  }

  dropProblems(paths: readonly string[], job: Job) {
    return this.#inTurn(job, () => this.#writable().dropProblems(paths));
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

  plates(ids: readonly PlateId[], job: Job) {
    return this.#atOnce(job, async () => {
      const { pictures } = this.#project();
      const plates = await Promise.all(ids.map((id) => plateOf(pictures, id)));
      return transfer(
        plates,
        plates.map((plate) => plate.data.buffer),
      );
    });
  }

  missingFeatures(key: string, ids: readonly PlateId[], job: Job) {
    return this.#inTurn(job, () => this.#project().features.missing(key, ids));
  }

  addFeatures(key: string, ids: readonly PlateId[], rows: Matrix, job: Job) {
    return this.#inTurn(job, () => this.#writable().features.add(key, ids, rows));
  }

  features(key: string, ids: readonly PlateId[], job: Job) {
    return this.#atOnce(job, async () => {
      const checkpoint = checkpointFor(job, 'features');
      const matrix = await this.#project().features.rows(key, ids, { checkpoint });
      return transfer(matrix, [matrix.data.buffer]);
    });
  }

  putArtefact(key: string, artefact: StoredArtefact, job: Job) {
    return this.#inTurn(job, async () => {
      if (this.#held?.unlock) await this.#project().artefacts.put(key, artefact);
    });
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
    return this.#inTurn(job, () => this.#writable().decisions.append(decision));
  }

  setStanding(standing: number, job: Job) {
    return this.#inTurn(job, () => this.#writable().decisions.setStanding(standing));
  }

  decisions(from: number, to: number, job: Job) {
    return this.#inTurn(job, () => this.#project().decisions.read(from, to));
  }

  putSettings(settings: unknown, job: Job) {
    return this.#inTurn(job, () => this.#writable().putSettings(settings));
  }

  use(job: Job) {
    return this.#atOnce(job, async () => {
      const { usage = 0, quota = 0 } = await this.#deps.estimate();
      const persistent = await navigator.storage.persisted();
      return { usedBytes: usage, quotaBytes: quota, persistent };
    });
  }

  /** The former project stays open until the new one is, so that a refusal leaves all as it was. */
  async #switchTo({ id }: ProjectRow, job: Job): Promise<OpenProject> {
    this.#stopWaiting();
    const former = this.#held;
    const again = former?.project.id === id ? former : undefined;
    const unlock = again?.unlock ?? (await this.#lockIfFree(id, job));
    if (again) {
      this.#held = undefined;
      await again.project.close();
    }
    try {
      const { project, opened } = await this.#read(id, unlock === undefined, job);
      this.#held = { project, unlock };
      if (!again) await former?.project.close();
      if (!again) former?.unlock?.();
      return opened;
    } catch (cause) {
      unlock?.();
      throw cause;
    }
  }

  async #read(id: string, isReadOnly: boolean, job: Job) {
    const { db, root } = await this.#shelf();
    const checkpoint = checkpointFor(job, 'Reading the records');
    const openFile = isReadOnly ? openSharedFile : this.#deps.openFile;
    const { project, contents } = await Project.open(
      { id, db, root, openFile, isReadOnly },
      { checkpoint },
    );
    const { standing, decisions: total, ...info } = await markOpened(db, id);
    const { tail, ...rest } = contents;
    const { base, first, decisions } = tail;
    const log = { first, decisions, standing, total };
    const opened: OpenProject = { info, isReadOnly, base, log, ...rest };
    return { project, opened };
  }

  #lockName(id: string): string {
    return `${this.#deps.name}/${id}`;
  }

  #lock(id: string, { signal }: Job): Promise<() => void> {
    return lockProject(this.#lockName(id), { waitMs: this.#deps.lockWaitMs, signal });
  }

  /** Undefined where another thread has the project and keeps it. */
  #lockIfFree(id: string, job: Job): Promise<(() => void) | undefined> {
    return this.#lock(id, job).catch((cause: unknown) => {
      if (cause instanceof AppError && cause.code === 'project-locked') return undefined;
      throw cause;
    });
  }

  #writable(): Project {
    const project = this.#project();
    if (!this.#held?.unlock) throw readOnly();
    return project;
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
    await sweep(db, root, (id) => this.#lockName(id));
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

function bytesOf(batch: readonly ReadPicture[]): number {
  const sizes = batch.map((p) => p.thumbnail.length + p.preview.length + p.plate.data.length);
  return sizes.reduce((sum, size) => sum + size, 0);
}

async function plateOf(pictures: PictureStore, id: PlateId): Promise<Plate> {
  const { picture, crop } = parsePlateId(id);
  const preview = crop && (await pictures.preview(picture));
  if (!crop || !preview) return pictures.plate(picture);
  return plateOfPreview(preview, { of: await pictures.record(picture), crop });
}
