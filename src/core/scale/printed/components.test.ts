import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findComponents } from './components.ts';

test('diagonal neighbours hang together, and a U is one piece', () => {
  const rows = ['#..#...', '#..#.#.', '####..#', '.......', '##.....'];
  const data = Uint8Array.from(rows.join(''), (c) => (c === '#' ? 255 : 0));
  const parts = findComponents({ data, area: { x: 0, y: 0, width: 7, height: 5 } }, 100);
  expect(parts.map(({ x, y, width, height, pixels }) => [x, y, width, height, pixels])).toEqual([
    [0, 0, 4, 3, 8],
    [5, 1, 2, 2, 2],
    [0, 4, 2, 1, 2],
  ]);
});

test('every pixel above the threshold is in one component, but for specks', () => {
  const picture = fc.array(fc.boolean(), { minLength: 60, maxLength: 60 });
  fc.assert(
    fc.property(picture, (dots) => {
      const data = Uint8Array.from(dots, (dot) => (dot ? 200 : 0));
      const parts = findComponents({ data, area: { x: 0, y: 0, width: 10, height: 6 } }, 100);
      const seen = new Uint8Array(60);
      for (const { runs } of parts) {
        for (let i = 0; i < runs.length; i += 3) {
          for (let x = runs[i + 1]; x < runs[i + 2]; x++) seen[runs[i] * 10 + x]++;
        }
      }
      const neighbours = (i: number) =>
        [-11, -10, -9, -1, 1, 9, 10, 11].some((step) => {
          const near = Math.abs(((i + step) % 10) - (i % 10)) <= 1;
          return near && dots[i + step];
        });
      for (let i = 0; i < 60; i++) expect(seen[i]).toBe(dots[i] && neighbours(i) ? 1 : 0);
    }),
  );
});
