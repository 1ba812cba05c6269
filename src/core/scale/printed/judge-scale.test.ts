import { describe, expect, test } from 'vitest';
import type { Bar } from './find-bars.ts';
import { judgeScale } from './judge-scale.ts';
import type { PrintedFacts, Quantity } from './label-grammar.ts';

type Box = Bar['box'];

const WIDTH = 1024;

function quantity(nm: number, changes: Partial<Quantity> = {}): Quantity {
  return {
    value: nm / 1000,
    unit: 'um',
    nm,
    role: 'label',
    box: { x: 100, y: 700, width: 50, height: 16 },
    text: '',
    repaired: false,
    guessed: false,
    ...changes,
  };
}

function bar(pixels: number, changes: Partial<Bar> = {}): Bar {
  return {
    kind: 'capped',
    box: { x: 80, y: 725, width: pixels + 2, height: 14 },
    pixels,
    y: 732,
    thickness: 2,
    parts: [],
    ...changes,
  };
}

function judge(
  quantities: readonly Quantity[],
  bars: readonly Bar[],
  magnifications: readonly number[] = [],
) {
  const facts: PrintedFacts = { quantities, magnifications };
  const crop = { x: 0, y: 690, width: WIDTH, height: 78 };
  return judgeScale({ crop, words: [], facts, bars }, WIDTH);
}

test('a label and its bar give a pixel size to be checked', () => {
  expect(judge([quantity(2000)], [bar(100)])).toMatchObject({
    label: { value: 2, unit: 'um' },
    pixelSizeNm: 20,
    source: 'printed-bar',
    confidence: 0.7,
    barPixels: 100,
    evidence: { bar: { from: 80, to: 182, y: 732 } },
  });
});

describe('a printed width', () => {
  const width = (nm: number) => quantity(nm, { role: 'field-width' });

  test('within 3 % makes it sure and replaces the bar', () => {
    const reading = judge([quantity(2000), width(20_600)], [bar(100)]);
    expect(reading).toMatchObject({ source: 'printed-width', confidence: 0.95 });
    expect(reading?.pixelSizeNm).toBeCloseTo(20_600 / WIDTH, 9);
  });

  test('within the error of a short bar replaces it, but is to be checked', () => {
    const reading = judge([quantity(2000), width(71_000)], [bar(30)]);
    expect(reading).toMatchObject({ source: 'printed-width', confidence: 0.7 });
  });

  test('further off than a long bar’s error is that of a picture that was cut since', () => {
    const reading = judge([quantity(2000), width(21_900)], [bar(100)]);
    expect(reading).toMatchObject({ source: 'printed-bar', pixelSizeNm: 20, confidence: 0.4 });
  });

  test('ten times off means that one of them lost its point', () => {
    expect(judge([quantity(2000), width(204_000)], [bar(100)])).toBeUndefined();
    expect(judge([quantity(2000), width(2050)], [bar(100)])).toBeUndefined();
  });

  test('that was guessed, or that no microscope has, tells nothing alone', () => {
    expect(judge([quantity(20_480, { role: 'field-width', guessed: true })], [])).toBeUndefined();
    expect(judge([width(180e6)], [])).toBeUndefined();
  });

  test('further off leaves the bar, and doubt', () => {
    const reading = judge([quantity(2000), width(40_000)], [bar(100)]);
    expect(reading).toMatchObject({ pixelSizeNm: 20, confidence: 0.4 });
  });

  test('of much smaller pixels means that the bar is a part of one', () => {
    const reading = judge([quantity(4000), width(11_000)], [bar(145)]);
    expect(reading).toMatchObject({ label: { value: 4 }, pixelSizeNm: undefined, confidence: 0.4 });
  });

  test('and a label that no bar in it could have contradict each other', () => {
    expect(judge([quantity(30_000), width(23_000)], [])).toBeUndefined();
    expect(judge([quantity(3000), width(23_000)], [])).toMatchObject({ label: { value: 3 } });
  });

  test('alone tells the pixel size', () => {
    const reading = judge([width(20_480)], []);
    expect(reading).toMatchObject({ label: undefined, pixelSizeNm: 20, confidence: 0.6 });
  });
});

describe('a magnification', () => {
  const ruler = bar(504, { kind: 'ticks' });

  test('of a ruler that agrees with its maker’s display makes it sure', () => {
    const size = 127e6 / 2500 / WIDTH;
    expect(
      judge([quantity(25_000)], [bar(25_000 / size, { kind: 'ticks' })], [2500]),
    ).toMatchObject({ confidence: 0.95 });
  });

  test('of a ruler that does not agree means a wrong digit', () => {
    expect(judge([quantity(60_000)], [ruler], [1000])).toBeUndefined();
  });

  test('of a ruler is needed where fewer than three digits were read on it', () => {
    const label = (text: string) => [quantity(50_000, { text })];
    expect(judge(label('0.0um'), [ruler])).toBeUndefined();
    expect(judge(label('50.0um'), [ruler])).toMatchObject({ confidence: 0.7 });
  });

  test('of a Polaroid confirms a bar with caps', () => {
    const size = 114.3e6 / 8500 / WIDTH;
    expect(judge([quantity(2000)], [bar(2000 / size)], [8500])).toMatchObject({ confidence: 0.95 });
  });

  test('that no display could show', () => {
    expect(judge([quantity(2000)], [bar(100)], [200])).toBeUndefined();
    expect(judge([quantity(2000)], [bar(100)], [200, 20_000])).toBeDefined();
  });
});

describe('abstains', () => {
  test('where two labels fit one bar as well', () => {
    const above = quantity(2000);
    const under = quantity(5000, { box: { x: 100, y: 748, width: 50, height: 16 } });
    expect(judge([above, under], [bar(100)])).toBeUndefined();
  });

  test('where the field would be wider than any', () => {
    expect(judge([quantity(2e6, { value: 2, unit: 'mm' })], [bar(18)])).toBeUndefined();
  });

  test('from a label that was guessed and has no bar', () => {
    expect(judge([quantity(1000, { guessed: true })], [])).toBeUndefined();
  });

  test('from a label far from the bar', () => {
    const far = quantity(2000, { box: { x: 700, y: 700, width: 50, height: 16 } });
    expect(judge([far], [bar(100)])).toMatchObject({ pixelSizeNm: undefined, confidence: 0.4 });
  });

  test('from a value that bars do not have', () => {
    expect(judge([quantity(11_300)], [bar(100)])).toBeUndefined();
  });
});

test('a split bar belongs to the label in its gap alone', () => {
  const split = bar(370, { kind: 'split', box: { x: 300, y: 704, width: 372, height: 9 }, y: 708 });
  const inside = quantity(20_000, { box: { x: 460, y: 700, width: 52, height: 16 } });
  expect(judge([inside], [split])).toMatchObject({ pixelSizeNm: 20_000 / 370 });
  const beside = quantity(20_000, { box: { x: 690, y: 700, width: 52, height: 16 } });
  expect(judge([beside], [split])?.pixelSizeNm).toBeUndefined();
});

test('a half of a split bar is no bar of its own', () => {
  const parts = [300, 540].map((x) => ({
    ...{ x, y: 707, width: 132, height: 3, pixels: 396 },
    runs: new Int32Array(),
  }));
  const split = bar(370, {
    ...{ kind: 'split', y: 708, parts },
    box: { x: 300, y: 704, width: 372, height: 9 },
  });
  const half = bar(132, { kind: 'plain', y: 708, parts: parts.slice(0, 1), box: parts[0] as Box });
  const inside = quantity(20_000, { box: { x: 460, y: 700, width: 52, height: 16 } });
  expect(judge([inside], [half, split])).toMatchObject({ pixelSizeNm: 20_000 / 370 });
});
