import { lab, rgb } from 'd3';
import { describe, expect, test } from 'vitest';
import { darkTheme, type FigureTheme, lightTheme, type Tone } from './palette.ts';

type Linear = readonly [number, number, number];

/** Machado, Oliveira and Fernandes 2009, severity 1; rows by columns on linear RGB. */
const VISIONS: Readonly<Record<string, readonly Linear[]>> = {
  normal: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

const toLinear = (v: number) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
const toByte = (v: number) =>
  255 * (v <= 0.0031308 ? 12.92 * v : 1.055 * Math.min(1, Math.max(0, v)) ** (1 / 2.4) - 0.055);

function linearOf(color: string): Linear {
  const { r, g, b } = rgb(color);
  return [toLinear(r / 255), toLinear(g / 255), toLinear(b / 255)];
}

function seenAs(color: string, vision: readonly Linear[]) {
  const from = linearOf(color);
  const [r, g, b] = vision.map((row) =>
    toByte(row[0] * from[0] + row[1] * from[1] + row[2] * from[2]),
  );
  return lab(rgb(r, g, b));
}

function leastDifference(colors: readonly string[]): number {
  const differences = Object.values(VISIONS).flatMap((vision) => {
    const seen = colors.map((c) => seenAs(c, vision));
    return seen.flatMap((p, i) =>
      seen.slice(i + 1).map((q) => Math.hypot(p.l - q.l, p.a - q.a, p.b - q.b)),
    );
  });
  return Math.min(...differences);
}

function contrast(a: string, b: string): number {
  const [dark, light] = [a, b]
    .map((c) => linearOf(c))
    .map(([r, g, bl]) => 0.2126 * r + 0.7152 * g + 0.0722 * bl)
    .sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

const TOGETHER: readonly (readonly Tone[])[] = [
  ['single', 'complete', 'centroid', 'ward', 'density-peaks', 'good', 'uniform'],
  ['before-strong', 'before-medium', 'before-faint'],
  ['after-strong', 'after-medium', 'after-faint'],
  ['before-medium', 'after-medium'],
  ['train', 'test'],
];

const themes: [string, FigureTheme][] = [
  ['dark', darkTheme],
  ['light', lightTheme],
];

describe.each(themes)('the %s palette', (_, theme) => {
  test.each(TOGETHER)('keeps %s apart for every kind of colour vision', (...tones) => {
    expect(leastDifference(tones.map((t) => theme.tones[t]))).toBeGreaterThan(12);
  });

  test('keeps twelve categories apart for every kind of colour vision', () => {
    expect(new Set(theme.categories).size).toBe(12);
    expect(leastDifference(theme.categories)).toBeGreaterThan(12);
  });

  test('has lines that stand out from the ground and text that can be read', () => {
    const faint = Object.entries(theme.tones).filter(
      ([, c]) => contrast(c, theme.background) < 2.5,
    );
    const usual = faint.filter(([tone]) => !tone.endsWith('-faint'));
    expect(usual).toEqual([]);
    expect(contrast(theme.mutedInk, theme.background)).toBeGreaterThan(4.5);
  });
});

test('the check sees two colours that a colour-blind reader confuses', () => {
  expect(leastDifference(['#c04000', '#607000'])).toBeLessThan(12);
});
