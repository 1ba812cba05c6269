import languageUrl from '@tesseract.js-data/eng/4.0.0_best_int/eng.traineddata.gz?url&no-inline';
import tesseract from 'tesseract.js';
import workerPath from 'tesseract.js/dist/worker.min.js?url&no-inline';
import corePath from 'tesseract.js-core/tesseract-core-simd-lstm.wasm.js?url&no-inline';
import { AppError } from '../core/app-error.ts';
import type { Raster8 } from '../core/image/raster.ts';
import type { Word } from '../core/scale/printed/printed-words.ts';
import type { Ocr, OcrLayout } from './ocr.ts';

/** Of Tesseract's page segmentation: words here and there, one line. */
const PAGE_MODE: Readonly<Record<OcrLayout, string>> = { sparse: '11', line: '7', label: '7' };
/** All that a label has; it makes a number of anything, so it is not for the first reading. */
const LABEL_CHARACTERS = '0123456789.µunm ';
/** Without it, Tesseract guesses a resolution from the size of the letters, and says so on the console. */
const DPI = '300';
const LSTM_ONLY = 1;

type Engine = Awaited<ReturnType<typeof tesseract.createWorker>>;

/**
 * Starts Tesseract with its English data, all from the page's own files. It runs in a worker of its own, and
 * reads one picture at a time.
 * @throws {AppError} where its files can't be had.
 */
export async function startTesseract(): Promise<Ocr> {
  const engine = await start();
  let current: OcrLayout | undefined;
  return async (image, layout) => {
    if (layout !== current) {
      await engine.setParameters({
        tessedit_pageseg_mode: PAGE_MODE[layout] as unknown as never,
        user_defined_dpi: DPI,
        tessedit_char_whitelist: layout === 'label' ? LABEL_CHARACTERS : '',
      });
      current = layout;
    }
    const { data } = await engine.recognize(
      new Blob([greymap(image)]),
      {},
      { text: false, blocks: true },
    );
    return wordsOf(data.blocks);
  };
}

async function start(): Promise<Engine> {
  try {
    return await new Promise<Engine>((resolve, reject) => {
      tesseract
        .createWorker('eng', LSTM_ONLY, {
          workerPath,
          corePath,
          langPath: new URL('.', new URL(languageUrl, self.location.href)).href,
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

/** The picture as a file that Tesseract opens without decompressing anything: a binary grey map. */
function greymap({ data, width, height }: Raster8): Uint8Array<ArrayBuffer> {
  const head = new TextEncoder().encode(`P5\n${width} ${height}\n255\n`);
  const file = new Uint8Array(head.length + data.length);
  file.set(head);
  file.set(data, head.length);
  return file;
}

type Blocks = Awaited<ReturnType<Engine['recognize']>>['data']['blocks'];

function wordsOf(blocks: Blocks): Word[] {
  const lines = (blocks ?? []).flatMap((block) => block.paragraphs.flatMap(({ lines }) => lines));
  return lines.flatMap(({ words }) =>
    words.map(({ text, confidence, bbox: { x0, y0, x1, y1 } }) => ({
      text,
      confidence: confidence / 100,
      box: { x: x0, y: y0, width: x1 - x0, height: y1 - y0 },
    })),
  );
}
