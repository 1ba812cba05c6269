import { applyDecisions, type Decided, NOTHING_DECIDED } from '../core/dataset/apply-decisions.ts';
import type { Decision } from '../core/dataset/decisions.ts';
import { findProject } from './catalogue.ts';
import { commit, type ProjectRow } from './database.ts';
import type { ProjectContext } from './project-context.ts';
import { outOfTurn } from './storage-failure.ts';

/** A snapshot is due after so many decisions, or after so many pictures in them. */
const SNAPSHOT_DECISIONS = 256;
const SNAPSHOT_PICTURES = 100_000;

/** The standing decisions since the last snapshot. */
export interface LogTail {
  /** What the decisions before `first` come to. */
  readonly base: Decided;
  /** Position of `decisions[0]` in the log. */
  readonly first: number;
  readonly decisions: readonly Decision[];
}

/**
 * The operation log: one row a decision, in the project's row how many there are and how many of them stand, and
 * now and then a snapshot of what they come to, so that a long log opens as fast as a short one.
 */
export class DecisionStore {
  readonly #context: ProjectContext;
  /** Since the last snapshot; undefined until `tail` has been read. */
  #since: { decisions: number; pictures: number } | undefined;

  constructor(context: ProjectContext) {
    this.#context = context;
  }

  /** The decisions from position `from` up to `to`, those included that were undone. */
  async read(from: number, to: number): Promise<readonly Decision[]> {
    if (to <= from) return [];
    return this.#context.db.getAll('decisions', positions(this.#context.id, from, to));
  }

  /** What stands: the last snapshot, and the decisions behind it. */
  async tail(standing: number): Promise<LogTail> {
    const { db, id } = this.#context;
    const range = positions(id, 0, standing + 1);
    const cursor = await db.transaction('snapshots').store.openCursor(range, 'prev');
    const first = cursor?.key[1] ?? 0;
    const base = cursor?.value ?? NOTHING_DECIDED;
    const decisions = await this.read(first, standing);
    this.#since = {
      decisions: decisions.length,
      pictures: decisions.reduce((sum, decision) => sum + weightOf(decision), 0),
    };
    return { base, first, decisions };
  }

  /**
   * Forgets what was undone, appends, and moves the standing mark behind it.
   * @throws {AppError} `out-of-turn` where the log does not stand at `from`.
   */
  async append(decision: Decision, from: number): Promise<void> {
    const { db, id } = this.#context;
    const standing = await commit(db, ['projects', 'decisions', 'snapshots'], async (tx) => {
      const projects = tx.objectStore('projects');
      const decisions = tx.objectStore('decisions');
      const project = (await projects.get(id)) as ProjectRow;
      const { standing: at } = project;
      if (at !== from) throw outOfTurn();
      await Promise.all([
        decisions.delete(positions(id, at)),
        tx.objectStore('snapshots').delete(positions(id, at + 1)),
        decisions.put(decision, [id, at]),
        projects.put({ ...project, standing: at + 1, decisions: at + 1 }),
      ]);
      return at + 1;
    });
    const since = this.#since;
    if (!since) return;
    since.decisions++;
    since.pictures += weightOf(decision);
    const isDue = since.decisions >= SNAPSHOT_DECISIONS || since.pictures >= SNAPSHOT_PICTURES;
    // Without the snapshot the next start only takes longer.
    if (isDue) await Promise.allSettled([this.snapshot(standing)]);
  }

  /** Keeps what the first `standing` decisions come to; the decisions stay, for undo. */
  async snapshot(standing: number): Promise<void> {
    const { base, decisions } = await this.tail(standing);
    if (decisions.length > 0) {
      const { db, id } = this.#context;
      await db.put('snapshots', applyDecisions(decisions, base), [id, standing]);
    }
    this.#since = { decisions: 0, pictures: 0 };
  }

  /** How many decisions stand, and how many there are. */
  async marks(): Promise<{ readonly standing: number; readonly total: number }> {
    const { standing, decisions } = await findProject(this.#context.db, this.#context.id);
    return { standing, total: decisions };
  }

  /**
   * @throws {RangeError} if there are not so many decisions.
   * @throws {AppError} `out-of-turn` where the log does not stand at `from`.
   */
  async setStanding(standing: number, from: number): Promise<void> {
    const { db, id } = this.#context;
    await commit(db, ['projects'], async (tx) => {
      const projects = tx.objectStore('projects');
      const project = (await projects.get(id)) as ProjectRow;
      if (!Number.isInteger(standing) || standing < 0 || standing > project.decisions) {
        throw new RangeError(`${standing} of ${project.decisions} decisions can't stand`);
      }
      if (project.standing !== from) throw outOfTurn();
      await projects.put({ ...project, standing });
    });
  }
}

function weightOf(decision: Decision): number {
  return decision.kind === 'cluster-name' ? 1 : decision.pictures.length;
}

function positions(project: string, from: number, to = Number.POSITIVE_INFINITY): IDBKeyRange {
  return IDBKeyRange.bound([project, from], [project, to], false, true);
}
