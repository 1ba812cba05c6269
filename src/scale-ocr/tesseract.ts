import languageUrl from '@tesseract.js-data/eng/4.0.0_best_int/eng.traineddata.gz?url&no-inline';
import tesseract from 'tesseract.js';
import workerPath from 'tesseract.js/dist/worker.min.js?url&no-inline';
import corePath from 'tesseract.js-core/tesseract-core-simd-lstm.wasm.js?url&no-inline';
import { AppError } from '../core/app-error.ts';
import type { Ocr } from './ocr.ts';
import { type Engine, readerOf } from './tesseract-reader.ts';

const LSTM_ONLY = 1;

/**
 * Starts Tesseract with its English data, all from the page's own files. It runs in a worker of its own, and
 * reads one picture at a time.
 * @throws {AppError} where its files can't be had.
 */
export async function startTesseract(): Promise<Ocr> {
  return readerOf(await start(), (file) => new Blob([file]));
}

async function start(): Promise<Engine> {
  try {
    return await new Promise<Engine>((resolve, reject) => {
      tesseract
        .createWorker('eng', LSTM_ONLY, {
          workerPath: absolute(workerPath),
          corePath: absolute(corePath),
          langPath: new URL('.', absolute(languageUrl)).href,
          workerBlobURL: false,
          cacheMethod: 'none',
          // What goes wrong after its worker has started is told here alone.
          errorHandler: reject,
        })
        .then(resolve, reject);
    });
  } catch (cause) {
    throw new AppError(
      'no-backend',
      'The reader of printed scales could not be started. Reload the page; if that does not help, clear the browser’s cache.',
      { cause },
    );
  }
}

function absolute(path: string): string {
  return new URL(path, self.location.href).href;
}
