import { expose } from 'comlink';
import { registerTransferHandlers } from '../src/protocol/job.ts';
import { createImagingApi } from './imaging.ts';

registerTransferHandlers();
expose(createImagingApi());
