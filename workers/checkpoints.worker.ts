import { expose } from 'comlink';
import { registerTransferHandlers } from '../src/protocol/job.ts';
import { createCheckpointsApi } from './checkpoints.ts';
import { openCheckpointStoreForWriting } from './open-checkpoint-store.ts';

registerTransferHandlers();
expose(
  createCheckpointsApi({ openStore: openCheckpointStoreForWriting, fetch: (...a) => fetch(...a) }),
);
