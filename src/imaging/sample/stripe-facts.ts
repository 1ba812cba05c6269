import type { Random } from '../../core/random/random.ts';
import type { SamplePlan } from '../../core/sample/sample-plan.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** What microscopes print beside the bar. Field width follows from the plan, the rest is drawn. */
export interface StripeFacts {
  readonly kilovolts: number;
  readonly workingDistanceMm: number;
  readonly fieldWidthNm: number;
  readonly day: number;
  readonly month: string;
  readonly monthNumber: number;
  readonly year: number;
  readonly clock: string;
}

export function drawFacts({ scale, width }: SamplePlan, random: Random): StripeFacts {
  const monthNumber = 1 + random.below(12);
  const minute = String(random.below(60)).padStart(2, '0');
  return {
    kilovolts: oneOf(random, [1, 2, 3, 5, 5, 10, 10, 15, 20, 30]),
    workingDistanceMm: 2.5 + random.below(120) / 10,
    fieldWidthNm: scale.pixelSizeNm * width,
    day: 1 + random.below(28),
    month: MONTHS[monthNumber - 1] as string,
    monthNumber,
    year: 2009 + random.below(16),
    clock: `${8 + random.below(11)}:${minute}`,
  };
}

export function oneOf<T>(random: Random, items: readonly [T, ...T[]]): T {
  return items[random.below(items.length)] ?? items[0];
}

/** `7.520 µm`: a length in the unit that suits it, with this many digits. */
export function printLength(nm: number, digits: number, micro = 'µm'): string {
  const [unit, size] = nm < 1e3 ? ['nm', 1] : nm < 1e6 ? [micro, 1e3] : ['mm', 1e6];
  return `${Number(nm / (size as number)).toPrecision(digits)} ${unit}`;
}

/** The bar's label, as `1 µm`. */
export function printLabel({ scale }: SamplePlan, gap = ' ', micro = 'µm'): string {
  return `${scale.labelValue}${gap}${scale.labelUnit === 'um' ? micro : scale.labelUnit}`;
}

/** The bar's label with three digits, as `10.0um`. */
export function printLabelInThreeDigits({ scale }: SamplePlan, micro: string): string {
  const { labelValue, labelUnit } = scale;
  if (labelUnit === 'nm') return `${labelValue}nm`;
  return `${labelValue.toPrecision(3)}${labelUnit === 'um' ? micro : labelUnit}`;
}

/** Magnification on a display of this width, with three digits. */
export function magnification(facts: StripeFacts, displayMm: number): number {
  return Number(((displayMm * 1e6) / facts.fieldWidthNm).toPrecision(3));
}
