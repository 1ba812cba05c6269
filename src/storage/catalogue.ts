import { AppError } from '../core/app-error.ts';
import { commit, keysUnder, type ProjectRow, type StorageDatabase } from './database.ts';

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
  const stores = [
    'pictures',
    'problems',
    'decisions',
    'featureTables',
    'featureRows',
    'artefacts',
  ] as const;
  await commit(
    db,
    ['projects', 'settings', ...stores],
    async (tx) => {
      await Promise.all([
        tx.objectStore('projects').delete(id),
        tx.objectStore('settings').delete(id),
        ...stores.map((store) => tx.objectStore(store).delete(keysUnder(id))),
      ]);
    },
    'strict',
  );
  await sweep(db, root);
}

/** Deletes the folders of projects that are no more; a project's row is there before its folder. */
export async function sweep(db: StorageDatabase, root: FileSystemDirectoryHandle): Promise<void> {
  const folders: string[] = [];
  for await (const name of root.keys()) folders.push(name);
  const ids = new Set(await db.getAllKeys('projects'));
  const orphans = folders.filter((name) => !ids.has(name));
  await Promise.allSettled(orphans.map((name) => root.removeEntry(name, { recursive: true })));
}
