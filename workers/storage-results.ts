import { transfer } from 'comlink';
import { checkpointFor } from '../src/protocol/job.ts';
import { move } from '../src/protocol/move.ts';
import type { StorageApi } from '../src/protocol/storage.ts';
import type { StorageSession } from './storage-session.ts';

type ResultVerbs = Pick<
  StorageApi,
  'missingFeatures' | 'addFeatures' | 'features' | 'putArtefact' | 'artefact' | 'artefactKeys'
>;

/** The verbs that are about what was computed from the open project's pictures. */
export function resultVerbs(session: StorageSession): ResultVerbs {
  return {
    missingFeatures: (key, ids, job) =>
      session.inTurn(job, () => session.project().features.missing(key, ids)),

    addFeatures: (key, ids, rows, job) =>
      session.inTurn(job, () => session.writable().features.add(key, ids, rows)),

    features: (key, ids, job) =>
      session.atOnce(job, async () => {
        const checkpoint = checkpointFor(job, 'features');
        const matrix = await session.project().features.rows(key, ids, { checkpoint });
        return move(matrix);
      }),

    putArtefact: (key, artefact, job) =>
      session.inTurn(job, async () => {
        if (session.held?.unlock) await session.project().artefacts.put(key, artefact);
      }),

    artefact: (key, job) =>
      session.inTurn(job, async () => {
        const found = await session.project().artefacts.get(key);
        return (
          found &&
          transfer(
            found,
            Object.values(found.arrays).map((view) => view.buffer),
          )
        );
      }),

    artefactKeys: (prefix, job) =>
      session.inTurn(job, () => session.project().artefacts.keys(prefix)),
  };
}
