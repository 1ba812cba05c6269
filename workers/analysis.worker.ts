import { expose } from 'comlink';
import { registerTransferHandlers } from '../src/protocol/job.ts';
import { createAnalysisApi } from './analysis.ts';

registerTransferHandlers();
expose(createAnalysisApi());
