import type { Decision } from '../core/dataset/decisions.ts';
import { commit, keysUnder, type ProjectRow } from './database.ts';
import type { ProjectContext } from './project-context.ts';

/** The operation log: one row a decision, and in the project's row how many of them stand. */
export class DecisionStore {
  readonly #context: ProjectContext;

  constructor(context: ProjectContext) {
    this.#context = context;
  }

  all(): Promise<readonly Decision[]> {
    return this.#context.db.getAll('decisions', keysUnder(this.#context.id));
  }

  /** Forgets what was undone, appends, and moves the standing mark behind it. */
  async append(decision: Decision): Promise<void> {
    const { db, id } = this.#context;
    await commit(db, ['projects', 'decisions'], async (tx) => {
      const projects = tx.objectStore('projects');
      const decisions = tx.objectStore('decisions');
      const project = (await projects.get(id)) as ProjectRow;
      const { standing } = project;
      await Promise.all([
        decisions.delete(IDBKeyRange.bound([id, standing], [id, Number.POSITIVE_INFINITY])),
        decisions.put(decision, [id, standing]),
        projects.put({ ...project, standing: standing + 1 }),
      ]);
    });
  }

  /** @throws {RangeError} if there are not so many decisions. */
  async setStanding(standing: number): Promise<void> {
    const { db, id } = this.#context;
    await commit(db, ['projects', 'decisions'], async (tx) => {
      const projects = tx.objectStore('projects');
      const count = await tx.objectStore('decisions').count(keysUnder(id));
      if (!Number.isInteger(standing) || standing < 0 || standing > count) {
        throw new RangeError(`${standing} of ${count} decisions can't stand`);
      }
      const project = (await projects.get(id)) as ProjectRow;
      await projects.put({ ...project, standing });
    });
  }
}
