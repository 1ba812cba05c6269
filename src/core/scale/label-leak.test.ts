import { expect, test } from 'vitest';
import type { PictureRecord } from '../dataset/picture.ts';
import { labelLeaks, leakWarnings, tallyLeaks } from './label-leak.ts';

interface Made {
  readonly label?: string;
  readonly printedUm?: number;
  readonly pixelSizeNm?: number;
  readonly record?: Partial<PictureRecord>;
  /** Without it, a picture was taken apart from all others. */
  readonly group?: number;
}

let groups = 1000;

function picture({ label, printedUm, pixelSizeNm, record, group }: Made) {
  return {
    label,
    group: group ?? groups++,
    scale: {
      label: printedUm === undefined ? undefined : { value: printedUm, unit: 'um' as const },
      pixelSizeNm,
      source: 'printed-bar' as const,
      confidence: 1,
    },
    record: {
      width: 1000,
      height: 700,
      bitDepth: 8,
      crop: { x: 0, y: 0, width: 1000, height: 650 },
      metadata: undefined,
      format: 'tiff' as const,
      ...record,
    },
  };
}

const of = (count: number, made: Made) => Array.from({ length: count }, () => picture(made));
const leaksOf = (pictures: ReturnType<typeof picture>[]) => labelLeaks(tallyLeaks(pictures));
const leak = (pictures: ReturnType<typeof picture>[], by: string) =>
  leaksOf(pictures).find((one) => one.by === by);

test('by the majority of the others of the same bin, worked by hand', () => {
  const found = leak(
    [
      // 1 and 1.5 µm share a bin: without itself, Tips has 3 to 1, Wires 4 to 0.
      ...of(3, { label: 'Tips', printedUm: 1 }),
      ...of(1, { label: 'Tips', printedUm: 1.5 }),
      ...of(1, { label: 'Wires', printedUm: 1 }),
      // Wires are told by the 2 others.
      ...of(3, { label: 'Wires', printedUm: 5 }),
      // Alone in its bin: guessed to be of the commonest, of which there are as many as of Wires, by name.
      ...of(1, { label: 'Films', printedUm: 100 }),
      // Takes no part.
      ...of(5, { label: 'Films' }),
      ...of(5, { printedUm: 1 }),
    ],
    'printed-scale',
  );
  expect(found).toEqual({
    by: 'printed-scale',
    accuracy: 7 / 9,
    baseline: 4 / 9,
    pictures: 9,
    warning: undefined,
  });
});

test('left out, one of two leaves a tie, which the commoner category wins', () => {
  const pictures = [
    ...of(2, { label: 'Tips', printedUm: 1 }),
    ...of(2, { label: 'Wires', printedUm: 1 }),
    ...of(1, { label: 'Tips', printedUm: 50 }),
  ];
  // In the bin each picture is outvoted 2 to 1 by the other category; the one alone is guessed right.
  expect(leak(pictures, 'printed-scale')).toMatchObject({ accuracy: 1 / 5, baseline: 3 / 5 });
  const tied = [...pictures, picture({ label: 'Tips', printedUm: 1 })];
  // Tips now has 2 to 2 without itself, and is the commoner: 3 right, and the one alone.
  expect(leak(tied, 'printed-scale')).toMatchObject({ accuracy: 4 / 6, baseline: 4 / 6 });
});

test('pictures taken together don’t tell each other', () => {
  const pictures = [
    // Six of one session would tell each other; the other session of their bin says Wires.
    ...of(6, { label: 'Tips', printedUm: 1, group: 1 }),
    ...of(3, { label: 'Wires', printedUm: 1, group: 2 }),
    // Two sessions of Wires tell each other.
    ...of(2, { label: 'Wires', printedUm: 5, group: 3 }),
    ...of(4, { label: 'Wires', printedUm: 5, group: 4 }),
  ];
  expect(leak(pictures, 'printed-scale')).toMatchObject({ accuracy: 6 / 15, baseline: 9 / 15 });
});

test('more than 15 points above guessing warns, in numbers', () => {
  const pictures = [
    ...of(13, { label: 'Tips', pixelSizeNm: 1 }),
    ...of(12, { label: 'Wires', pixelSizeNm: 3 }),
  ];
  const found = leak(pictures, 'field-width');
  expect(found).toMatchObject({ accuracy: 1, baseline: 13 / 25, pictures: 25 });
  expect(found?.warning).toBe(
    'The field width alone tells 100 % of the pictures’ categories, where guessing the commonest gets 52 %: a network may learn the magnification instead of the specimen. Work on a range of scales, or take features at the same scale.',
  );
  expect(leak(pictures, 'stripe')).toMatchObject({ accuracy: 13 / 25, warning: undefined });
  expect(leak(pictures, 'printed-scale')).toBeUndefined();
});

test('exactly 15 points are no warning, nor is much of few pictures', () => {
  // 10 Tips outvote the Wires of their bin; those in the other bin are told: 13 of 20, where guessing gets 10.
  const pictures = (wires: number) => [
    ...of(10, { label: 'Tips', pixelSizeNm: 1 }),
    ...of(wires, { label: 'Wires', pixelSizeNm: 5 }),
    ...of(10 - wires, { label: 'Wires', pixelSizeNm: 1 }),
  ];
  expect(leak(pictures(3), 'field-width')).toMatchObject({
    accuracy: 13 / 20,
    warning: undefined,
  });
  expect(leak(pictures(4), 'field-width')?.warning).toContain('70 %');
  const few = [
    ...of(9, { label: 'Tips', pixelSizeNm: 1 }),
    ...of(9, { label: 'Wires', pixelSizeNm: 5 }),
  ];
  expect(leak(few, 'field-width')).toMatchObject({ accuracy: 1, warning: undefined });
});

test.each<[string, Partial<PictureRecord>]>([
  ['vendor', { metadata: { vendor: 'zeiss' } }],
  ['size of the picture', { width: 1024 }],
  ['height of the stripe', { crop: { x: 0, y: 0, width: 1000, height: 640 } }],
  ['place of the crop', { crop: { x: 0, y: 50, width: 1000, height: 650 } }],
  ['bit depth', { bitDepth: 16 }],
])('the %s is part of the look of the stripe', (_, record) => {
  const found = leak(
    [...of(10, { label: 'Tips' }), ...of(10, { label: 'Wires', record })],
    'stripe',
  );
  expect(found).toMatchObject({ accuracy: 1, baseline: 0.5 });
  expect(found?.warning).toContain('a network may learn the microscope instead of the specimen');
});

test('of field width and printed scale only the one that tells more is warned of', () => {
  const pictures = [
    ...of(10, { label: 'Tips', printedUm: 1, pixelSizeNm: 1 }),
    ...of(10, { label: 'Wires', printedUm: 5, pixelSizeNm: 10 }),
    ...of(2, { label: 'Wires', printedUm: 1, pixelSizeNm: 10 }),
  ];
  expect(leaksOf(pictures).map(({ by, warning }) => [by, warning !== undefined])).toEqual([
    ['field-width', true],
    ['printed-scale', true],
    ['stripe', false],
  ]);
  expect(leakWarnings(leaksOf(pictures))).toEqual([leak(pictures, 'field-width')?.warning]);
});

test('one category can’t be told from another', () => {
  expect(leaksOf(of(30, { label: 'Tips', printedUm: 1, pixelSizeNm: 1 }))).toEqual([]);
  expect(leaksOf([])).toEqual([]);
});
