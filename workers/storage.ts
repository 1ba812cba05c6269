import type { StorageApi } from '../src/protocol/storage.ts';
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
        const { usage = 0, quota = 0 } = await deps.estimate();
        const persistent = await navigator.storage.persisted();
        return { usedBytes: usage, quotaBytes: quota, persistent };
      }),
  };
}

type DecisionVerbs = Pick<StorageApi, 'decide' | 'setStanding' | 'decisions' | 'putSettings'>;

/** The verbs that are about what a person decides and chooses. */
function decisionVerbs(session: StorageSession): DecisionVerbs {
  return {
    decide: (decision, job) =>
      session.inTurn(job, () => session.writable().decisions.append(decision)),
    setStanding: (standing, job) =>
      session.inTurn(job, () => session.writable().decisions.setStanding(standing)),
    decisions: (from, to, job) =>
      session.inTurn(job, () => session.project().decisions.read(from, to)),
    putSettings: (settings, job) =>
      session.inTurn(job, () => session.writable().putSettings(settings)),
  };
}
