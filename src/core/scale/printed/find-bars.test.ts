import { describe, expect, test } from 'vitest';
import type { Rectangle } from '../../dataset/picture.ts';
import { findComponents } from './components.ts';
import { drawnInk } from './drawn-ink.test-support.ts';
import { findBars } from './find-bars.ts';

const LIMITS = { shortest: 20, longest: 500, tallest: 40, thinnest: 1, isOnPaper: true };

const box = (x: number, y: number, width: number, height: number): Rectangle => ({
  x,
  y,
  width,
  height,
});

function barsIn(filled: readonly Rectangle[], pale: readonly Rectangle[] = [], strength = 0) {
  const ink = drawnInk(640, 60, filled);
  for (const [i, value] of drawnInk(640, 60, pale).data.entries()) {
    if (value > 0) ink.data[i] = strength;
  }
  return findBars(ink, findComponents(ink, 100), LIMITS).map(({ kind, pixels }) => ({
    kind,
    pixels,
  }));
}

describe('one piece', () => {
  test('a filled bar is as long as it is', () => {
    expect(barsIn([box(100, 20, 140, 8)])).toEqual([{ kind: 'plain', pixels: 140 }]);
  });

  test('between caps, from the middle of one to the middle of the other', () => {
    const bar = [box(100, 30, 104, 2), box(100, 22, 4, 18), box(200, 22, 4, 18)];
    expect(barsIn(bar)).toEqual([{ kind: 'capped', pixels: 100 }]);
  });

  test('a shrunken bar ends within a pixel', () => {
    const blurred = [box(99, 20, 1, 8), box(240, 20, 1, 8)];
    const [bar] = barsIn([box(100, 20, 140, 8)], blurred, 51);
    expect(bar?.pixels).toBeCloseTo(140.4, 5);
  });

  test('a bar that goes on in paler ink is a part of one', () => {
    expect(barsIn([box(100, 20, 140, 8)], [box(240, 20, 30, 8)], 90)).toEqual([]);
  });

  test('heads of arrows between caps leave its length as it is', () => {
    const heads = [3, 2, 1].flatMap((step) => [
      box(104 + 2 * step, 30 - step, 2, 2 * step + 2),
      box(198 - 2 * step, 30 - step, 2, 2 * step + 2),
    ]);
    const bar = [box(100, 30, 104, 2), box(100, 22, 4, 18), box(200, 22, 4, 18)];
    expect(barsIn([...bar, ...heads])).toEqual([{ kind: 'capped', pixels: 100 }]);
  });

  test('a single cap is suspicious', () => {
    expect(barsIn([box(100, 30, 104, 2), box(100, 22, 4, 18)])).toEqual([]);
  });

  test('a frame is no bar', () => {
    const frame = [
      box(100, 5, 200, 2),
      box(100, 50, 200, 2),
      box(100, 5, 2, 46),
      box(298, 5, 2, 46),
    ];
    expect(barsIn(frame)).toEqual([]);
  });

  test('a rule with an upright in its middle is no bar', () => {
    expect(barsIn([box(100, 30, 200, 1), box(200, 30, 1, 25)])).toEqual([]);
  });

  test('what is longer or shorter than a bar may be', () => {
    expect(barsIn([box(10, 20, 600, 3), box(10, 40, 15, 3)])).toEqual([]);
  });
});

describe('split round its label', () => {
  const halves = [
    box(100, 30, 80, 2),
    box(100, 24, 2, 14),
    box(240, 30, 80, 2),
    box(318, 24, 2, 14),
  ];

  test('from cap to cap', () => {
    expect(barsIn(halves)).toEqual([{ kind: 'split', pixels: 218 }]);
  });

  test('not where the halves are at different heights', () => {
    const uneven = [
      box(100, 30, 80, 2),
      box(100, 24, 2, 14),
      box(240, 36, 80, 2),
      box(318, 30, 2, 14),
    ];
    expect(barsIn(uneven)).toEqual([]);
  });
});

describe('eleven ticks', () => {
  const ticks = (lost: readonly number[] = []) =>
    Array.from({ length: 11 }, (_, i) => box(99 + 40 * i, 20, 3, i % 5 === 0 ? 16 : 10)).filter(
      (_, i) => !lost.includes(i),
    );

  test('from the first to the last', () => {
    expect(barsIn(ticks())).toEqual([{ kind: 'ticks', pixels: 400 }]);
  });

  test('with some lost in the middle', () => {
    expect(barsIn(ticks([3, 7]))).toEqual([{ kind: 'ticks', pixels: 400 }]);
  });

  test('not without an end', () => {
    expect(barsIn(ticks([10]))).toEqual([]);
  });

  test('a row of letters is no ruler', () => {
    expect(barsIn(ticks().map((tick, i) => ({ ...tick, x: tick.x + ((i * 7) % 11) })))).toEqual([]);
  });
});
