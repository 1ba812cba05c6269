import type { Rectangle } from '../dataset/picture.ts';
import type { ScaleReading } from './scale-reading.ts';

/** A reading of a shrunken copy, told in the pixels of the original, which is `factor` times as wide. */
export function enlargeReading(reading: ScaleReading, factor: number): ScaleReading {
  if (factor === 1) return reading;
  const { pixelSizeNm, barPixels, evidence, checks } = reading;
  const { bar, label, crop, words } = evidence ?? {};
  return {
    ...reading,
    pixelSizeNm: pixelSizeNm === undefined ? undefined : pixelSizeNm / factor,
    ...(barPixels !== undefined && { barPixels: barPixels * factor }),
    ...(checks && {
      checks: checks.map((check) => ({ ...check, pixelSizeNm: check.pixelSizeNm / factor })),
    }),
    ...(crop &&
      words && {
        evidence: {
          crop: enlarged(crop, factor),
          words: words.map((word) => ({ ...word, box: enlarged(word.box, factor) })),
          ...(label && { label: enlarged(label, factor) }),
          ...(bar && {
            bar: { from: bar.from * factor, to: bar.to * factor, y: bar.y * factor },
          }),
        },
      }),
  };
}

function enlarged({ x, y, width, height }: Rectangle, factor: number): Rectangle {
  return { x: x * factor, y: y * factor, width: width * factor, height: height * factor };
}
