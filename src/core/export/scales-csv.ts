import type { ScaleReading } from '../scale/scale-reading.ts';
import { type CsvCell, writeCsv } from './csv.ts';

export interface ScaleRow {
  readonly file: string;
  readonly scale: ScaleReading | undefined;
}

/** Columns `file,scale_value,scale_unit,pixel_size_nm,source,confidence,bar_pixels`; empty where nothing is known. */
export function scalesCsv(rows: readonly ScaleRow[]): string {
  return writeCsv([
    ['file', 'scale_value', 'scale_unit', 'pixel_size_nm', 'source', 'confidence', 'bar_pixels'],
    ...rows.map(scaleCells),
  ]);
}

function scaleCells({ file, scale }: ScaleRow): CsvCell[] {
  if (!scale || scale.confidence === 0) return [file, '', '', '', '', '', ''];
  const { label, pixelSizeNm, source, confidence, barPixels } = scale;
  return [file, label?.value, label?.unit, pixelSizeNm, source, confidence, barPixels];
}
