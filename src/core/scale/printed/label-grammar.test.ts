import { describe, expect, test } from 'vitest';
import { isLabelValue, readPrintedFacts, unitOf } from './label-grammar.ts';
import type { Word } from './printed-words.ts';

const LETTER = 10;
const HEIGHT = 16;

/** Words of a line of monospaced text; two or more spaces are a gap of that many letters. */
function line(text: string, y = 0): Word[] {
  return [...text.matchAll(/\S+/g)].map((found) => ({
    text: found[0],
    confidence: 0.9,
    box: { x: found.index * LETTER, y, width: found[0].length * LETTER, height: HEIGHT },
  }));
}

function labelsIn(...lines: readonly Word[][]) {
  return readPrintedFacts(lines.flat())
    .quantities.filter((quantity) => quantity.role === 'label' && isLabelValue(quantity))
    .map(({ value, unit }) => `${value} ${unit}`);
}

test.each([
  ['10.0um', '10 um'],
  ['500µm', '500 um'],
  ['500μm', '500 um'],
  ['4 µm', '4 um'],
  ['1mm', '1 mm'],
  ['100nm', '100 nm'],
  ['300 nm', '300 nm'],
  ['0.5 µm', '0.5 um'],
  ['2 pm', '2 um'],
  ['20 ym', '20 um'],
  ['50 jm', '50 um'],
  ['30um', '30 um'],
  ['500 m', '500 um'],
  ['1O0nm', '100 nm'],
  ['l µm', '1 um'],
  ['Tum', '1 um'],
  ['S um', '5 um'],
  ['2,5 µm', '2.5 um'],
])('%s is read as %s', (printed, label) => {
  expect(labelsIn(line(printed))).toEqual([label]);
});

test.each([
  ['a height without a unit', '500'],
  ['a lost digit', '00 nm'],
  ['a value that no bar has', '11.3 µm'],
  ['centimetres', '5 cm'],
  ['kilovolts', '10.0kV'],
  ['a time', '3:05 pm'],
  ['part of a word', 'sample5 µm2'],
  ['what a digit may have been lost of', '*29 µm'],
  ['too long a bar', '50 mm'],
])('%s is no label', (_, printed) => {
  expect(labelsIn(line(printed))).toEqual([]);
});

describe('words that make a number something else', () => {
  test.each([
    'WD = 5.0 mm',
    'WD 10 mm',
    'WD: 9.0 mm',
    'Mag = 50 µm',
    'Aperture 30.00 µm',
    'Aperture Size = 20 µm',
    'Scan depth 5 µm',
    '10.0kV 5.0mm x1.00k SE(M)',
  ])('%s', (printed) => {
    expect(labelsIn(line(printed))).toEqual([]);
  });

  test('a head above the number', () => {
    expect(labelsIn(line('WD'), line('10 mm', 22))).toEqual([]);
  });

  test('a name that stands apart', () => {
    expect(labelsIn(line('WD =     5.0 mm'))).toEqual([]);
  });

  test('not those further along the line', () => {
    expect(labelsIn(line('SEI  5.0kV  X10,000  1µm      WD 8.0mm'))).toEqual(['1 um']);
  });
});

test('the printed width and pixel size', () => {
  const { quantities } = readPrintedFacts([
    ...line('Width = 7.520 µm'),
    ...line('View field: 250 µm', 40),
    ...line('HFW', 80),
    ...line('3.45 pm', 102),
    ...line('Image Pixel Size = 1.861 nm', 140),
  ]);
  expect(quantities.map(({ role, nm }) => [role, nm])).toEqual([
    ['field-width', 7520],
    ['field-width', 250_000],
    ['field-width', 3450],
    ['pixel-size', 1.861],
  ]);
});

test.each([
  ['x1.00k', [1000]],
  ['X130,000', [130_000]],
  ['1 000 x', [1000]],
  ['Mag = 30.00 K X', [30_000]],
  ['65 x', [65]],
  ['Mag = 340 K X', [340_000, 34_000, 3400]],
  ['X127100', [127_100, 12_100]],
  ['250 x 8.4 mm', [250]],
  ['1024 by 768', []],
])('magnification in %s', (printed, expected) => {
  expect(readPrintedFacts(line(printed)).magnifications).toEqual(expected);
});

test('a repaired unit and a guessed digit are marked', () => {
  const [quantity] = readPrintedFacts(line('Tpm')).quantities;
  expect(quantity).toMatchObject({ value: 1, unit: 'um', repaired: true, guessed: true });
});

test.each([
  ['nm', 'nm'],
  ['mm', 'mm'],
  ['um', 'um'],
  ['fm', 'um'],
  ['ptm', 'um'],
  ['m', 'um'],
  ['cm', undefined],
  ['km', undefined],
  ['kV', undefined],
])('unit %s', (read, unit) => {
  expect(unitOf(read)?.unit).toBe(unit);
});
