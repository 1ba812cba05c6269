import { checkpointFor } from '../src/protocol/job.ts';
import type { StorageApi } from '../src/protocol/storage.ts';
import { exportProject } from '../src/storage/archive/export-project.ts';
import { importProject } from '../src/storage/archive/import-project.ts';
import {
  createProject,
  findProject,
  listProjects,
  renameProject,
} from '../src/storage/catalogue.ts';
import { Room } from '../src/storage/room.ts';
import { OpenProjects } from './open-projects.ts';
import type { StorageSession } from './storage-session.ts';

type ProjectVerbs = Pick<
  StorageApi,
  | 'projects'
  | 'open'
  | 'create'
  | 'whenFree'
  | 'rememberFolder'
  | 'folders'
  | 'rename'
  | 'remove'
  | 'exportProject'
  | 'importProject'
>;

/** The verbs that are about whole projects. */
export function projectVerbs(session: StorageSession): ProjectVerbs {
  const { deps } = session;
  const open = new OpenProjects(session);
  return {
    projects: (job) => session.atOnce(job, async () => listProjects((await session.shelf()).db)),

    open: (id, job) =>
      session.inTurn(job, async () => {
        const { db } = await session.shelf();
        const last = id === undefined ? (await listProjects(db))[0] : await findProject(db, id);
        return open.switchTo(last ?? (await createProject(db)), job);
      }),

    create: (name, job) =>
      session.inTurn(job, async () => {
        const { db } = await session.shelf();
        return open.switchTo(await createProject(db, name), job);
      }),

    whenFree: (job) => open.whenFree(job),

    rememberFolder: (folder, job) =>
      session.inTurn(job, () => session.writable().rememberFolder(folder)),

    folders: (job) => session.inTurn(job, () => session.project().folders()),

    rename: (id, name, job) =>
      session.inTurn(job, async () => renameProject((await session.shelf()).db, id, name)),

    remove: (id, job) => session.inTurn(job, () => open.remove(id, job)),

    exportProject: (options, job) =>
      session.inTurn(job, async () => {
        const project = session.project();
        const shelf = { ...(await session.shelf()), name: deps.name, openFile: deps.openFile };
        const checkpoint = checkpointFor(job, 'Writing the file');
        const holdDecisions = <T>(run: () => Promise<T>) => session.amongDecisions(job, run);
        return exportProject(project, { ...shelf, ...options, holdDecisions }, { checkpoint });
      }),

    importProject: (file, job) =>
      session.atOnce(job, async () => {
        const { db, root } = await session.shelf();
        const id = crypto.randomUUID();
        const unlock = await session.lock(id, job);
        const checkpoint = checkpointFor(job, 'Reading the file');
        const room = new Room(deps.estimate);
        const { openFile } = deps;
        try {
          await room.require(file.size);
          const row = await importProject(file, { id, db, root, openFile }, { checkpoint });
          const { standing, decisions, ...info } = row;
          return info;
        } finally {
          unlock();
        }
      }),
  };
}
