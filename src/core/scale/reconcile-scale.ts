import type { ScaleCheck, ScaleReading } from './scale-reading.ts';

/** Two pixel sizes agree when they are within this of each other. */
const AGREES = 0.03;
const CONFIDENT = 0.95;
/** A picture whose metadata and bar tell different sizes was resized after it was taken, or its bar misread. */
const CONTRADICTED = 0.5;

/**
 * One reading out of what a file's metadata tells and what is printed on the picture: the label from the print,
 * the pixel size from the metadata. Where the two are further apart than 3 %, a check says so, and the printed
 * size is taken if it was confirmed by a second printed statement.
 */
export function reconcileScale(
  told: ScaleReading | undefined,
  printed: ScaleReading | undefined,
): ScaleReading | undefined {
  if (!told?.pixelSizeNm || !printed) return told ?? printed;
  const { label, barPixels, evidence, checks = [] } = printed;
  const seen = {
    label: label ?? told.label,
    ...(barPixels !== undefined && { barPixels }),
    ...(evidence && { evidence }),
  };
  if (printed.pixelSizeNm === undefined) return { ...told, ...seen, checks };
  const ratio = printed.pixelSizeNm / told.pixelSizeNm;
  const agrees = Math.abs(ratio - 1) <= AGREES;
  const check: ScaleCheck = { kind: 'metadata', pixelSizeNm: told.pixelSizeNm, ratio, agrees };
  const all = [...checks, check];
  if (agrees) {
    const confidence = Math.max(CONFIDENT, told.confidence);
    return { ...told, ...seen, confidence, checks: all };
  }
  if (printed.confidence >= CONFIDENT) return { ...printed, confidence: CONTRADICTED, checks: all };
  return { ...told, ...seen, confidence: CONTRADICTED, checks: all };
}
