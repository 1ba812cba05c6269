import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const css = readFileSync(new URL('tokens.css', import.meta.url), 'utf8');

function colorsOf(theme: string): ReadonlyMap<string, string> {
  const block = new RegExp(`\\[data-theme="${theme}"\\] \\{([^}]*)\\}`).exec(css)?.[1] ?? '';
  return new Map(
    [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name = '', color = '']) => [
      name,
      color,
    ]),
  );
}

function luminanceOf(color: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const c = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** After WCAG 2.2, 1.4.3. */
function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminanceOf(a), luminanceOf(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

const INKS = ['ink', 'ink-muted', 'ink-faint', 'accent', 'good', 'warn', 'bad'];
const GROUNDS = ['ground', 'panel', 'raised', 'hover', 'accent-soft'];

describe.each(['dark', 'light'])('the %s theme', (theme) => {
  const colors = colorsOf(theme);
  const pairs = [
    ...INKS.flatMap((ink) => GROUNDS.map((ground) => [ink, ground] as const)),
    ['accent-ink', 'accent'] as const,
  ];

  test.each(pairs)('%s is read on %s', (ink, ground) => {
    const [a = '', b = ''] = [colors.get(ink), colors.get(ground)];
    expect(contrast(a, b)).toBeGreaterThanOrEqual(4.5);
  });
});

test('the check knows black on white, and grey on grey', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
  expect(contrast('#7d8894', '#16303f')).toBeLessThan(4.5);
});
