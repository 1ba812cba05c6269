import { expose } from 'comlink';
import { registerTransferHandlers } from '../src/protocol/job.ts';
import { startTesseract } from '../src/scale-ocr/tesseract.ts';
import { createScaleApi } from './scale.ts';

registerTransferHandlers();
expose(createScaleApi(startTesseract));
