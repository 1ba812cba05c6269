import { expose } from 'comlink';
import { registerTransferHandlers } from '../src/protocol/job.ts';
import { openSyncFile } from '../src/storage/project-files.ts';
import { createStorageApi } from './storage.ts';

registerTransferHandlers();
expose(createStorageApi({ name: 'semscape', openFile: openSyncFile, lockWaitMs: 4000 }));
