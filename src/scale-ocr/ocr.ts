import type { Raster8 } from '../core/image/raster.ts';
import type { Word } from '../core/scale/printed/printed-words.ts';

/** How the writing is laid out: words here and there, one line, or one line that is a length with its unit. */
export type OcrLayout = 'sparse' | 'line' | 'label';

/** Reads the words of a grey picture, dark on white; boxes are in that picture's pixels. */
export type Ocr = (image: Raster8, layout: OcrLayout) => Promise<readonly Word[]>;
