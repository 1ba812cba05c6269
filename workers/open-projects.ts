import { AppError } from '../src/core/app-error.ts';
import { checkpointFor, type Job } from '../src/protocol/job.ts';
import type { OpenProject } from '../src/protocol/storage.ts';
import { markOpened, removeProject } from '../src/storage/catalogue.ts';
import type { ProjectRow } from '../src/storage/database.ts';
import { Project } from '../src/storage/project.ts';
import { openSharedFile } from '../src/storage/project-files.ts';
import { lockProject } from '../src/storage/project-lock.ts';
import type { StorageSession } from './storage-session.ts';

/** Opens and closes projects for a session: each is held by one thread alone, and read by others. */
export class OpenProjects {
  readonly #session: StorageSession;
  #waiting: AbortController | undefined;

  constructor(session: StorageSession) {
    this.#session = session;
  }

  /** The former project stays open until the new one is, so that a refusal leaves all as it was. */
  async switchTo({ id }: ProjectRow, job: Job): Promise<OpenProject> {
    this.#stopWaiting();
    const session = this.#session;
    const former = session.held;
    const again = former?.project.id === id ? former : undefined;
    const unlock = again?.unlock ?? (await this.#lockIfFree(id, job));
    if (again) {
      session.held = undefined;
      await session.untilDecided();
      await again.project.close();
    }
    try {
      const { project, opened } = await this.#read(id, unlock === undefined, job);
      session.held = { project, unlock };
      await session.untilDecided();
      if (!again) await former?.project.close();
      if (!again) former?.unlock?.();
      return opened;
    } catch (cause) {
      unlock?.();
      throw cause;
    }
  }

  /** Resolves once the project that is read only here is held by this thread. */
  async whenFree({ signal }: Job): Promise<void> {
    const session = this.#session;
    const { held } = session;
    if (!held || held.unlock) return;
    this.#stopWaiting();
    this.#waiting = new AbortController();
    const unlock = await lockProject(session.lockName(held.project.id), {
      waitMs: undefined,
      signal: AbortSignal.any([signal, this.#waiting.signal]),
    });
    if (session.held === held) held.unlock = unlock;
    else unlock();
  }

  async remove(id: string, job: Job): Promise<void> {
    const session = this.#session;
    const { db, root } = await session.shelf();
    const held = session.held?.project.id === id ? session.held : undefined;
    const unlock = held?.unlock ?? (await session.lock(id, job));
    try {
      if (held) session.held = undefined;
      await session.untilDecided();
      await held?.project.close();
      await removeProject(db, root, id);
    } finally {
      unlock();
    }
  }

  #stopWaiting(): void {
    this.#waiting?.abort(new DOMException('Cancelled', 'AbortError'));
  }

  async #read(id: string, isReadOnly: boolean, job: Job) {
    const { deps } = this.#session;
    const { db, root } = await this.#session.shelf();
    const checkpoint = checkpointFor(job, 'Reading the records');
    const openFile = isReadOnly ? openSharedFile : deps.openFile;
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

  /** Undefined where another thread has the project and keeps it. */
  #lockIfFree(id: string, job: Job): Promise<(() => void) | undefined> {
    return this.#session.lock(id, job).catch((cause: unknown) => {
      if (cause instanceof AppError && cause.code === 'project-locked') return undefined;
      throw cause;
    });
  }
}
