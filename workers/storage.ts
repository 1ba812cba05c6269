import type { StorageApi } from '../src/protocol/storage.ts';
import { folderBytes } from '../src/storage/folder-bytes.ts';
import { outOfTurn } from '../src/storage/storage-failure.ts';
import { pictureVerbs } from './storage-pictures.ts';
import { projectVerbs } from './storage-projects.ts';
import { resultVerbs } from './storage-results.ts';
import { type StorageDeps, StorageSession } from './storage-session.ts';

export function createStorageApi(deps: StorageDeps): StorageApi {
  const session = new StorageSession(deps);
  return {
    ...projectVerbs(session),
    ...pictureVerbs(session),
    ...resultVerbs(session),
    ...decisionVerbs(session),
    use: (job) =>
      session.atOnce(job, async () => {
        const { quota = 0 } = await deps.estimate();
        const usedBytes = await folderBytes(await navigator.storage.getDirectory());
        const persistent = await navigator.storage.persisted();
        return { usedBytes, quotaBytes: quota, persistent };
      }),
  };
}

type DecisionVerbs = Pick<
  StorageApi,
  'decide' | 'setStanding' | 'decisions' | 'log' | 'putSettings'
>;

/** The verbs that are about what a person decides and chooses. */
function decisionVerbs(session: StorageSession): DecisionVerbs {
  /** The open project, if it is the one that the change was made on. */
  const openAs = (project: string) => {
    if (session.held?.project.id !== project) throw outOfTurn();
    return session.writable();
  };
  return {
    decide: (decision, { project, standing }, job) =>
      session.amongDecisions(job, () => openAs(project).decisions.append(decision, standing)),
    setStanding: (standing, { project, standing: from }, job) =>
      session.amongDecisions(job, () => openAs(project).decisions.setStanding(standing, from)),
    decisions: (from, to, job) =>
      session.amongDecisions(job, () => session.project().decisions.read(from, to)),
    log: (job) =>
      session.amongDecisions(job, async () => {
        const { decisions: store } = session.project();
        const { standing, total } = await store.marks();
        const { base, first, decisions } = await store.tail(standing);
        return { base, log: { first, decisions, standing, total } };
      }),
    putSettings: (settings, project, job) =>
      session.amongDecisions(job, () => openAs(project).putSettings(settings)),
  };
}
