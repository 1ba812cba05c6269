import { useMemo } from 'react';
import type { PictureRecord } from '../../core/dataset/picture.ts';
import { isScaleRead } from '../../core/scale/scale-progress.ts';
import { type ScaleMeasure, scaleMeasure } from '../../core/scale/scale-range.ts';
import type { ScaleReading } from '../../core/scale/scale-reading.ts';
import { presentPictures, scaleOf } from '../../state/selectors.ts';
import { useApp } from '../app-context.ts';

export interface ScaledPicture {
  readonly record: PictureRecord;
  readonly scale: ScaleReading | undefined;
}

/** From here on a reading needs no person: two statements of the scale agree, or the microscope says it. */
const SURE = 0.9;

export const MEASURES = [
  { value: 'printed-scale', label: 'Printed scale' },
  { value: 'field-width', label: 'Field width' },
  { value: 'pixel-size', label: 'Pixel size' },
] as const satisfies readonly { readonly value: ScaleMeasure; readonly label: string }[];

/** Every present picture with what is known of its scale. */
export function useScaledPictures(): readonly ScaledPicture[] {
  const pictures = useApp(presentPictures);
  const scales = useApp((s) => s.decided.scales);
  return useMemo(
    () => pictures.map((record) => ({ record, scale: scaleOf(record, scales) })),
    [pictures, scales],
  );
}

/** In nanometres; undefined where it is not known. */
export function measureOf({ record, scale }: ScaledPicture, by: ScaleMeasure): number | undefined {
  return scaleMeasure(scale, record.width, by);
}

/** Whether a person should look: it was read, and nothing is sure enough. */
export function needsReview({ record, scale }: ScaledPicture): boolean {
  if (!isScaleRead(record.scale) || scale?.source === 'person') return false;
  return (scale?.confidence ?? 0) < SURE;
}

/** Unsure readings first: most pictures on which nothing was read have nothing printed on them. */
export function inReviewOrder(pictures: readonly ScaledPicture[]): readonly ScaledPicture[] {
  const hasLabel = ({ scale }: ScaledPicture) => (scale?.label ? 0 : 1);
  return pictures.toSorted((a, b) => hasLabel(a) - hasLabel(b));
}
