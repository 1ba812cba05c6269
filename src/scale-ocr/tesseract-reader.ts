import type { Raster8 } from '../core/image/raster.ts';
import type { Word } from '../core/scale/printed/printed-words.ts';
import type { Ocr, OcrLayout } from './ocr.ts';

/** Of Tesseract's page segmentation: words here and there, one line. */
const PAGE_MODE: Readonly<Record<OcrLayout, string>> = { sparse: '11', line: '7', label: '7' };
/** All that a label has; it makes a number of anything, so it is not for the first reading. */
const LABEL_CHARACTERS = '0123456789.µunm ';
/** Without it, Tesseract guesses a resolution from the size of the letters, and says so on the console. */
const DPI = '300';

export type Engine = Awaited<ReturnType<typeof import('tesseract.js').createWorker>>;
type Input = Parameters<Engine['recognize']>[0];

/** A started Tesseract as a reader, one picture at a time; `wrap` makes of a file's bytes what it takes. */
export function readerOf(engine: Engine, wrap: (file: Uint8Array<ArrayBuffer>) => Input): Ocr {
  let current: OcrLayout | undefined;
  return async (image, layout) => {
    if (layout !== current) {
      await engine.setParameters({
        tessedit_pageseg_mode: PAGE_MODE[layout] as unknown as never,
        user_defined_dpi: DPI,
        // Else it tells the console of every diacritic it sees, as an error.
        debug_file: '/dev/null',
        tessedit_char_whitelist: layout === 'label' ? LABEL_CHARACTERS : '',
      });
      current = layout;
    }
    const output = { text: false, blocks: true };
    const { data } = await engine.recognize(wrap(greymap(image)), {}, output);
    return wordsOf(data.blocks);
  };
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
