import type { ScaleReading, ScaleSource } from './scale-reading.ts';

/** Whether the writing on a picture was read already, or need not be. */
export function isScaleRead(scale: ScaleReading | undefined): boolean {
  if (!scale) return false;
  return scale.checks !== undefined || scale.source === 'generator' || scale.source === 'person';
}

/** The part of a reading that comes from metadata, without what was read beside it. */
export function toldScale(scale: ScaleReading | undefined): ScaleReading | undefined {
  if (!scale || !TOLD.includes(scale.source)) return undefined;
  const { pixelSizeNm, source, confidence } = scale;
  return { label: undefined, pixelSizeNm, source, confidence };
}

const TOLD: readonly ScaleSource[] = ['vendor-metadata', 'sidecar', 'imagej'];

/** What is noted of a picture that was read: that nothing was sure enough is a result too. */
export function noteReading(reading: ScaleReading | undefined): ScaleReading {
  if (!reading) return NOTHING_READ;
  return reading.checks || reading.source === 'generator' ? reading : { ...reading, checks: [] };
}

const NOTHING_READ: ScaleReading = {
  label: undefined,
  pixelSizeNm: undefined,
  source: 'printed-bar',
  confidence: 0,
  checks: [],
};
