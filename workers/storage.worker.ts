import { expose } from 'comlink';
import { registerTransferHandlers } from '../src/protocol/job.ts';
import { openSyncFile } from '../src/storage/project-files.ts';
import { createStorageApi } from './storage.ts';

/** A browser gives a busy worker 2 s to end before it ends it by force, and only then frees its locks. */
const LOCK_WAIT_MS = 4000;

registerTransferHandlers();
expose(
  createStorageApi({
    name: 'semscape',
    openFile: openSyncFile,
    lockWaitMs: LOCK_WAIT_MS,
    estimate: () => navigator.storage.estimate(),
  }),
);
