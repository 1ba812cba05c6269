import type { Random } from '../random/random.ts';
import { NM_PER_UNIT, type ScaleUnit } from '../scale/scale-reading.ts';

export interface SampleScale {
  /** Nanometres a pixel. */
  readonly pixelSizeNm: number;
  readonly labelValue: number;
  readonly labelUnit: ScaleUnit;
  /** Length of the printed bar in whole pixels: `labelValue` over the pixel size, within half a pixel. */
  readonly barPixels: number;
}

const VALUES = [1, 2, 5, 10, 20, 50, 100, 200, 500];
const UNITS: readonly ScaleUnit[] = ['nm', 'um', 'mm'];
const LABELS = UNITS.flatMap((unit) =>
  VALUES.map((value) => ({ value, unit, nm: value * NM_PER_UNIT[unit] })),
);

/** Chooses a label whose bar is as long as wanted (shortest and longest, in pixels), or nearly so. */
export function drawScale(
  pixelSizeNm: number,
  [shortest, longest]: readonly [number, number],
  random: Random,
): SampleScale {
  const middle = Math.sqrt(shortest * longest);
  const length = ({ nm }: { nm: number }) => nm / pixelSizeNm;
  const off = (label: { nm: number }) => Math.abs(Math.log(length(label) / middle));
  const fitting = LABELS.filter((label) => length(label) >= shortest && length(label) <= longest);
  const label =
    fitting.length > 0
      ? fitting[random.below(fitting.length)]
      : LABELS.reduce((best, next) => (off(next) < off(best) ? next : best));
  return {
    pixelSizeNm,
    labelValue: label.value,
    labelUnit: label.unit,
    barPixels: Math.round(length(label)),
  };
}
