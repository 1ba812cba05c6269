import type { ScaleReading } from './scale-reading.ts';
import type { VendorMetadata } from './vendor-metadata.ts';

/** A tag that the microscope itself wrote; a picture resized afterwards keeps the old value, so not 1. */
const INSTRUMENT_CONFIDENCE = 0.95;
/** Set by a person in a program that processes pictures. */
const PROGRAM_CONFIDENCE = 0.8;

/** The scale that `metadata` tells; undefined when it holds no pixel size. The printed label stays unknown. */
export function scaleFromMetadata(metadata: VendorMetadata): ScaleReading | undefined {
  if (metadata.pixelSizeNm === undefined) return undefined;
  const byProgram = metadata.vendor === 'imagej' || metadata.vendor === 'ome';
  return {
    label: undefined,
    pixelSizeNm: metadata.pixelSizeNm,
    source: byProgram ? 'imagej' : 'vendor-metadata',
    confidence: byProgram ? PROGRAM_CONFIDENCE : INSTRUMENT_CONFIDENCE,
  };
}
