import { NM_PER_UNIT, type ScaleLabel, type ScaleReading } from './scale-reading.ts';

/**
 * What a person says of a picture's scale. Without a pixel size, it follows from the label and the bar that was found;
 * without both, nothing is printed on the picture.
 */
export interface GivenScale {
  readonly label: ScaleLabel | undefined;
  readonly pixelSizeNm: number | undefined;
}

/** The reading with a person's word in place of its label and pixel size. */
export function withGivenScale(read: ScaleReading | undefined, given: GivenScale): ScaleReading {
  const { label, pixelSizeNm } = given;
  const bar = read?.barPixels;
  const byBar =
    label && bar !== undefined ? (label.value * NM_PER_UNIT[label.unit]) / bar : undefined;
  const isNothing = label === undefined && pixelSizeNm === undefined;
  const isPrinted = read?.source.startsWith('printed') === true;
  const kept = isNothing && isPrinted ? undefined : read?.pixelSizeNm;
  return {
    ...read,
    label,
    pixelSizeNm: pixelSizeNm ?? byBar ?? kept,
    source: 'person',
    confidence: 1,
  };
}
