import { NM_PER_UNIT, type ScaleReading } from './scale-reading.ts';

/** What a scale is told by: the value printed beside the bar, the width of the whole picture, or one pixel's. */
export type ScaleMeasure = 'printed-scale' | 'field-width' | 'pixel-size';

/** In nanometres; undefined where it is not known. */
export function scaleMeasure(
  scale: ScaleReading | undefined,
  pictureWidth: number,
  by: ScaleMeasure,
): number | undefined {
  if (!scale) return undefined;
  const { label, pixelSizeNm } = scale;
  if (by === 'printed-scale') return label && label.value * NM_PER_UNIT[label.unit];
  if (pixelSizeNm === undefined) return undefined;
  return by === 'field-width' ? pixelSizeNm * pictureWidth : pixelSizeNm;
}

/** Both ends included, up to rounding; no scale lies in no range. */
export function isInScaleRange(
  nm: number | undefined,
  { fromNm, toNm }: { readonly fromNm: number; readonly toNm: number },
): boolean {
  return nm !== undefined && nm >= fromNm * (1 - 1e-9) && nm <= toNm * (1 + 1e-9);
}
