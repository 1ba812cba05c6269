import { AppError } from '../core/app-error.ts';
import {
  commit,
  keysUnder,
  type ProjectRow,
  ROW_STORES,
  type StorageDatabase,
  VALUE_STORES,
} from './database.ts';
import { ifUnlocked } from './project-lock.ts';

const UNNAMED = 'Untitled project';

/** All projects, the one opened last first. */
export async function listProjects(db: StorageDatabase): Promise<readonly ProjectRow[]> {
  const rows = await db.getAll('projects');
  return rows.sort((a, b) => b.openedAt - a.openedAt);
}

/** @throws {AppError} `storage-unavailable` if there is no such project. */
export async function findProject(db: StorageDatabase, id: string): Promise<ProjectRow> {
  const row = await db.get('projects', id);
  if (!row) throw gone();
  return row;
}

function gone(): AppError {
  return new AppError(
    'storage-unavailable',
    'This project is not there any more. Choose another one, or make a new one.',
  );
}

/** An empty name becomes "Untitled project". */
export async function createProject(db: StorageDatabase, name = UNNAMED): Promise<ProjectRow> {
  const now = Date.now();
  const row: ProjectRow = {
    id: crypto.randomUUID(),
    name: name.trim() || UNNAMED,
    createdAt: now,
    openedAt: now,
    pictures: 0,
    standing: 0,
    decisions: 0,
  };
  await db.add('projects', row);
  return row;
}

/**
 * An empty name changes nothing.
 * @throws {AppError} `storage-unavailable` if there is no such project.
 */
export async function renameProject(db: StorageDatabase, id: string, name: string): Promise<void> {
  await change(db, id, (row) => ({ ...row, name: name.trim() || row.name }));
}

/** The row, opened now. */
export function markOpened(db: StorageDatabase, id: string): Promise<ProjectRow> {
  return change(db, id, (row) => ({ ...row, openedAt: Date.now() }));
}

function change(
  db: StorageDatabase,
  id: string,
  changed: (row: ProjectRow) => ProjectRow,
): Promise<ProjectRow> {
  return commit(db, ['projects'], async (tx) => {
    const projects = tx.objectStore('projects');
    const before = await projects.get(id);
    if (!before) throw gone();
    const row = changed(before);
    await projects.put(row);
    return row;
  });
}

/** Forgets the project at once, then frees its bytes; the caller holds its lock. */
export async function removeProject(
  db: StorageDatabase,
  root: FileSystemDirectoryHandle,
  id: string,
): Promise<void> {
  await commit(
    db,
    ['projects', ...ROW_STORES, ...VALUE_STORES],
    async (tx) => {
      await Promise.all([
        tx.objectStore('projects').delete(id),
        ...VALUE_STORES.map((store) => tx.objectStore(store).delete(id)),
        ...ROW_STORES.map((store) => tx.objectStore(store).delete(keysUnder(id))),
      ]);
    },
    'strict',
  );
  // Best effort: a folder that can't be deleted now is an orphan at the next start.
  await Promise.allSettled([root.removeEntry(id, { recursive: true })]);
}

/**
 * Deletes what belongs to no project: what a killed tab left of one that it was removing, or bringing in from a file.
 * @param lockName The lock of a project; one that is held is being brought in.
 */
export async function sweep(
  db: StorageDatabase,
  root: FileSystemDirectoryHandle,
  lockName: (id: string) => string,
): Promise<void> {
  const found = new Set<string>();
  for await (const name of root.keys()) found.add(name);
  for (const id of await idsOfRows(db)) found.add(id);
  const ids = new Set(await db.getAllKeys('projects'));
  const orphans = [...found].filter((id) => !ids.has(id));
  await Promise.allSettled(
    orphans.map((id) => ifUnlocked(lockName(id), () => removeProject(db, root, id))),
  );
}

/** The projects that rows belong to, jumping from one project to the next. */
async function idsOfRows(db: StorageDatabase): Promise<readonly string[]> {
  const ids: string[] = [];
  for (const store of ROW_STORES) {
    let range: IDBKeyRange | undefined;
    for (;;) {
      const [key] = await db.getAllKeys(store, range, 1);
      if (!key) break;
      ids.push(key[0]);
      range = IDBKeyRange.lowerBound([key[0], []], true);
    }
  }
  return ids;
}
