import { AppError } from '../src/core/app-error.ts';
import type { Job } from '../src/protocol/job.ts';
import { sweep } from '../src/storage/catalogue.ts';
import { openDatabase, type StorageDatabase } from '../src/storage/database.ts';
import type { Project } from '../src/storage/project.ts';
import type { OpenFile } from '../src/storage/project-files.ts';
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

interface Shelf {
  readonly db: StorageDatabase;
  readonly root: FileSystemDirectoryHandle;
}

/** The project that is open in this thread. */
export interface Held {
  readonly project: Project;
  /** Undefined where another thread has the lock, so that the project is read only. */
  unlock: (() => void) | undefined;
}

/** What all verbs share: at most one open project, one change at a time, and one decision at a time. */
export class StorageSession {
  readonly deps: StorageDeps;
  readonly room: Room;
  held: Held | undefined;
  #opening: Promise<Shelf> | undefined;
  #turn: Promise<unknown> = Promise.resolve();
  #decided: Promise<unknown> = Promise.resolve();

  constructor(deps: StorageDeps) {
    this.deps = deps;
    this.room = new Room(deps.estimate);
  }

  /** The open project. */
  project(): Project {
    if (!this.held) throw new TypeError('no project is open');
    return this.held.project;
  }

  /** @throws {AppError} `project-locked` where the open project is read only. */
  writable(): Project {
    const project = this.project();
    if (!this.held?.unlock) throw readOnly();
    return project;
  }

  /** The database and the folder of all projects, opened once. */
  shelf(): Promise<Shelf> {
    this.#opening ??= this.#openShelf().catch((cause: unknown) => {
      this.#opening = undefined;
      throw cause;
    });
    return this.#opening;
  }

  lockName(id: string): string {
    return `${this.deps.name}/${id}`;
  }

  /** @throws {AppError} `project-locked` where another thread keeps the project. */
  lock(id: string, { signal }: Job): Promise<() => void> {
    return lockProject(this.lockName(id), { waitMs: this.deps.lockWaitMs, signal });
  }

  /** For what only reads bytes that never change: need not wait for changes under way. */
  async atOnce<T>({ signal }: Job, run: () => Promise<T>): Promise<T> {
    try {
      signal.throwIfAborted();
      return await run();
    } catch (cause) {
      throw signal.aborted ? cause : storageFailure(cause);
    }
  }

  /** For what changes something, or reads what changes. */
  inTurn<T>(job: Job, run: () => Promise<T>): Promise<T> {
    const mine = this.#turn.then(() => this.atOnce(job, run));
    this.#turn = mine.catch(() => {});
    return mine;
  }

  /** For what a person decides: waits for other decisions alone, as an export may take its time. */
  amongDecisions<T>(job: Job, run: () => Promise<T>): Promise<T> {
    const mine = this.#decided.then(() => this.atOnce(job, run));
    this.#decided = mine.catch(() => {});
    return mine;
  }

  /** Resolves once every decision so far is kept or refused. */
  async untilDecided(): Promise<void> {
    await this.#decided;
  }

  async #openShelf(): Promise<Shelf> {
    if (!navigator.storage?.getDirectory || !navigator.locks) {
      throw new AppError(
        'storage-unavailable',
        'This browser cannot keep projects. Use a current Chrome, Edge, Firefox or Safari, over https or on localhost.',
      );
    }
    const origin = await navigator.storage.getDirectory();
    const root = await origin.getDirectoryHandle(this.deps.name, { create: true });
    const db = await openDatabase(this.deps.name);
    await sweep(db, root, (id) => this.lockName(id));
    return { db, root };
  }
}
