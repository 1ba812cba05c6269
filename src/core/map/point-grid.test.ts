import { expect, test } from 'vitest';
import { createRandom } from '../random/random.ts';
import { PointGrid } from './point-grid.ts';
import { pointsInPolygon } from './points-in-polygon.ts';
import { spreadRows } from './spread-rows.ts';

const random = createRandom(9);
const COUNT = 800;
const positions = Float32Array.from({ length: 2 * COUNT }, () => 3 * random.normal());
const rows = Int32Array.from({ length: COUNT }, (_, i) => i).filter((i) => i % 5 !== 0);
const grid = new PointGrid(positions, rows);
const at = (row: number) => [positions[2 * row] ?? 0, positions[2 * row + 1] ?? 0] as const;

test('the nearest is the one that a look at all finds', () => {
  for (let t = 0; t < 200; t++) {
    const [x, y] = [5 * random.normal(), 5 * random.normal()];
    const away = (row: number) => Math.hypot(at(row)[0] - x, at(row)[1] - y);
    const best = rows.reduce((a, b) => (away(b) < away(a) ? b : a));
    expect(grid.nearest(x, y, 0.5)).toBe(away(best) <= 0.5 ? best : undefined);
  }
});

test('a rectangle holds what lies in it, and no row that does not count', () => {
  const bounds = { left: -1, right: 2.5, bottom: 0, top: 9 };
  const expected = rows.filter((row) => {
    const [x, y] = at(row);
    return x >= -1 && x <= 2.5 && y >= 0 && y <= 9;
  });
  expect(grid.inside(bounds).toSorted((a, b) => a - b)).toEqual([...expected]);
  expect(expected.length).toBeGreaterThan(50);
});

test('a lasso takes what is inside, also where it is hollow', () => {
  const arrow = Float32Array.of(-3, -3, 3, -3, 0, 0, 3, 3, -3, 3);
  const expected = rows.filter((row) => {
    const [x, y] = at(row);
    return Math.abs(y) < 3 && x > -3 && x < Math.abs(y);
  });
  const found = pointsInPolygon(grid, positions, arrow);
  expect([...found].sort((a, b) => a - b)).toEqual([...expected]);
  expect(found.length).toBeGreaterThan(50);
  expect(pointsInPolygon(grid, positions, Float32Array.of(0, 0, 1, 1))).toEqual([]);
});

test('no points, and points that are all the same', () => {
  expect(new PointGrid(positions, []).nearest(0, 0, 1)).toBeUndefined();
  const same = new PointGrid(new Float32Array(20).fill(7), [0, 1, 2]);
  expect(same.nearest(7, 7, 0.1)).toBe(0);
  expect(same.inside({ left: 7, right: 7, bottom: 7, top: 7 })).toHaveLength(3);
});

test('spread rows do not overlap, and stay when the view moves', () => {
  const bounds = { left: -4, right: 4, bottom: -4, top: 4 };
  const side = 0.7;
  const chosen = spreadRows(grid, positions, bounds, { side, most: 150 });
  expect(chosen.length).toBeGreaterThan(20);
  for (const [i, a] of chosen.entries()) {
    for (const b of chosen.slice(i + 1)) {
      const apart = Math.max(Math.abs(at(a)[0] - at(b)[0]), Math.abs(at(a)[1] - at(b)[1]));
      expect(apart).toBeGreaterThanOrEqual(side);
    }
  }
  const moved = { left: -2, right: 6, bottom: -4, top: 4 };
  const later = new Set(spreadRows(grid, positions, moved, { side, most: 150 }));
  const inner = chosen.filter((row) => at(row)[0] > 0 && at(row)[0] < 2.5);
  expect(inner.filter((row) => later.has(row)).length / inner.length).toBeGreaterThan(0.8);
  expect(spreadRows(grid, positions, bounds, { side, most: 5 })).toHaveLength(5);
});
