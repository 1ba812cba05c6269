import { describe, expect, test } from 'vitest';
import { enlargeReading } from './enlarge-reading.ts';
import { withGivenScale } from './given-scale.ts';
import { reconcileScale } from './reconcile-scale.ts';
import { isScaleRead, noteReading, toldScale } from './scale-progress.ts';
import type { ScaleReading } from './scale-reading.ts';
import { scaleTruth, scoreReadings } from './score-readings.ts';

const told: ScaleReading = {
  label: undefined,
  pixelSizeNm: 20,
  source: 'vendor-metadata',
  confidence: 0.95,
};

const printed: ScaleReading = {
  label: { value: 2, unit: 'um' },
  pixelSizeNm: 20.2,
  source: 'printed-bar',
  confidence: 0.7,
  barPixels: 99,
  checks: [],
};

describe('metadata and print', () => {
  test('that agree: the label printed, the size told', () => {
    const reading = reconcileScale(told, printed);
    expect(reading).toMatchObject({
      label: { value: 2 },
      pixelSizeNm: 20,
      source: 'vendor-metadata',
    });
    expect(reading?.checks).toMatchObject([{ kind: 'metadata', agrees: true }]);
  });

  test('over 3 % apart: a resized picture, and doubt', () => {
    const reading = reconcileScale(told, { ...printed, pixelSizeNm: 40 });
    expect(reading).toMatchObject({ pixelSizeNm: 20, confidence: 0.5 });
    expect(reading?.checks).toMatchObject([{ kind: 'metadata', ratio: 2, agrees: false }]);
  });

  test('over 3 % apart, but the print was confirmed', () => {
    const reading = reconcileScale(told, { ...printed, pixelSizeNm: 40, confidence: 0.95 });
    expect(reading).toMatchObject({ pixelSizeNm: 40, source: 'printed-bar', confidence: 0.5 });
  });

  test('where there is but one', () => {
    expect(reconcileScale(undefined, printed)).toBe(printed);
    expect(reconcileScale(told, undefined)).toBe(told);
    expect(reconcileScale(undefined, undefined)).toBeUndefined();
  });
});

test('a reading of a copy half as wide, in the original’s pixels', () => {
  const evidence = {
    crop: { x: 0, y: 300, width: 640, height: 40 },
    bar: { from: 10, to: 109, y: 320 },
    words: [{ text: '2', confidence: 1, box: { x: 5, y: 310, width: 8, height: 10 } }],
  };
  expect(enlargeReading({ ...printed, evidence }, 2)).toMatchObject({
    label: printed.label,
    pixelSizeNm: 10.1,
    barPixels: 198,
    evidence: {
      crop: { y: 600, width: 1280 },
      bar: { from: 20, to: 218, y: 640 },
      words: [{ box: { x: 10, width: 16 } }],
    },
  });
});

describe('a person’s word', () => {
  test('a label alone gives the size by the bar that was found', () => {
    const given = { label: { value: 1, unit: 'um' as const }, pixelSizeNm: undefined };
    expect(withGivenScale({ ...printed, barPixels: 100 }, given)).toMatchObject({
      label: { value: 1 },
      pixelSizeNm: 10,
      source: 'person',
      confidence: 1,
    });
  });

  test('that nothing is printed takes away what was read, not what the microscope told', () => {
    const nothing = { label: undefined, pixelSizeNm: undefined };
    expect(withGivenScale(printed, nothing)).toMatchObject({
      label: undefined,
      pixelSizeNm: undefined,
      source: 'person',
    });
    expect(withGivenScale(told, nothing)).toMatchObject({ pixelSizeNm: told.pixelSizeNm });
  });

  test('goes before what was read', () => {
    const given = { label: undefined, pixelSizeNm: 7 };
    expect(withGivenScale(printed, given)).toMatchObject({ label: undefined, pixelSizeNm: 7 });
  });
});

test('a picture is read once, even if nothing was sure enough', () => {
  expect(isScaleRead(undefined)).toBe(false);
  expect(isScaleRead(told)).toBe(false);
  expect(isScaleRead(noteReading(told))).toBe(true);
  expect(isScaleRead(noteReading(undefined))).toBe(true);
  expect(toldScale(reconcileScale(told, printed))).toMatchObject({
    label: undefined,
    pixelSizeNm: 20,
  });
  expect(toldScale(printed)).toBeUndefined();
});

test('right, wrong, withheld and invented answers are counted', () => {
  const truth = (cells: Record<string, string>) => scaleTruth((column) => cells[column] ?? '');
  const bar = { scale_value: '2', scale_unit: 'um', bar_pixels: '100' };
  const truths = [
    truth(bar),
    truth(bar),
    truth({ ...bar, pixel_size_nm_in_metadata: '21' }),
    truth({ pixel_size_nm_in_metadata: '20.1' }),
    truth({}),
    truth({}),
  ];
  const readings = [
    printed,
    undefined,
    { ...printed, label: { value: 5, unit: 'um' as const } },
    { ...printed, label: undefined },
    undefined,
    printed,
  ];
  expect(scoreReadings(truths, readings)).toEqual({
    label: { right: 1, wrong: 1, abstained: 1 },
    pixelSize: { within2: 2, within5: 1, wrong: 0, abstained: 1 },
    tagged: { within1: 1, pictures: 2 },
    invented: 1,
    pictures: 6,
  });
});
