import { NM_PER_UNIT, type ScaleReading, type ScaleUnit } from './scale-reading.ts';

/** What is known of a picture's scale for sure; without a value where nothing is printed on it. */
export interface ScaleTruth {
  readonly file: string;
  readonly vendor: string;
  readonly labelNm: number | undefined;
  /** From its metadata, else the label over the bar's length. */
  readonly pixelSizeNm: number | undefined;
  /** Its metadata tell the pixel size. */
  readonly isTagged: boolean;
}

export interface ScaleScore {
  readonly label: { readonly right: number; readonly wrong: number; readonly abstained: number };
  readonly pixelSize: {
    readonly within2: number;
    readonly within5: number;
    readonly wrong: number;
    readonly abstained: number;
  };
  /** Pictures whose metadata tell the pixel size, and how many of them were read to within 1 % of it. */
  readonly tagged: { readonly within1: number; readonly pictures: number };
  /** Readings of print on pictures that have none. */
  readonly invented: number;
  readonly pictures: number;
}

const EXACT = 0.01;
const CLOSE = 0.02;
const NEAR = 0.05;
const SAME_LABEL = 1e-6;

/** Truth out of a table's cells by their column's name; numbers may be missing. */
export function scaleTruth(cell: (column: string) => string): ScaleTruth {
  const number = (column: string) => Number(cell(column)) || undefined;
  const value = number('scale_value');
  const perUnit = NM_PER_UNIT[cell('scale_unit') as ScaleUnit] as number | undefined;
  const labelNm = value === undefined || perUnit === undefined ? undefined : value * perUnit;
  const bar = number('bar_pixels');
  const byBar = labelNm === undefined || bar === undefined ? undefined : labelNm / bar;
  const tag = number('pixel_size_nm_in_metadata');
  return {
    file: cell('file'),
    vendor: cell('vendor') || '(none)',
    labelNm,
    pixelSizeNm: tag ?? byBar,
    isTagged: tag !== undefined,
  };
}

/** Counts of right, wrong and withheld answers. `readings[i]` belongs to `truths[i]`. */
export function scoreReadings(
  truths: readonly ScaleTruth[],
  readings: readonly (ScaleReading | undefined)[],
): ScaleScore {
  const label = { right: 0, wrong: 0, abstained: 0 };
  const pixelSize = { within2: 0, within5: 0, wrong: 0, abstained: 0 };
  const tagged = { within1: 0, pictures: 0 };
  let invented = 0;
  for (const [i, truth] of truths.entries()) {
    const reading = readings[i];
    const read = reading?.label && reading.label.value * NM_PER_UNIT[reading.label.unit];
    if (truth.labelNm !== undefined) {
      if (read === undefined) label.abstained++;
      else if (offBy(read, truth.labelNm) < SAME_LABEL) label.right++;
      else label.wrong++;
    }
    if (truth.pixelSizeNm !== undefined)
      countSize(pixelSize, reading?.pixelSizeNm, truth.pixelSizeNm);
    if (truth.isTagged && truth.pixelSizeNm !== undefined) {
      tagged.pictures++;
      if (offBy(reading?.pixelSizeNm ?? 0, truth.pixelSizeNm) <= EXACT) tagged.within1++;
    }
    const isBlank = truth.labelNm === undefined && truth.pixelSizeNm === undefined;
    const isRead = read !== undefined || reading?.source.startsWith('printed') === true;
    if (isBlank && isRead) invented++;
  }
  return { label, pixelSize, tagged, invented, pictures: truths.length };
}

function countSize(
  counts: { within2: number; within5: number; wrong: number; abstained: number },
  read: number | undefined,
  truth: number,
): void {
  if (read === undefined) counts.abstained++;
  else if (offBy(read, truth) > NEAR) counts.wrong++;
  else if (offBy(read, truth) > CLOSE) counts.within5++;
  else counts.within2++;
}

function offBy(value: number, truth: number): number {
  return Math.abs(value / truth - 1);
}
