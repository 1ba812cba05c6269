import { afterEach, beforeEach, expect, test } from 'vitest';
import { darkTheme } from '../../figures/palette.ts';
import { MapScene } from './map-scene.ts';

const SIDE = 20;
const COUNT = SIDE * SIDE;
/** A lattice of 20 by 20 points, of which the first line is faint. */
const positions = Float32Array.from({ length: 2 * COUNT }, (_, i) =>
  i % 2 === 0 ? (i >> 1) % SIDE : Math.floor((i >> 1) / SIDE),
);
const rows = Int32Array.from({ length: COUNT }, (_, i) => i);
const layers = {
  faint: rows.filter((row) => row < SIDE),
  plain: rows.filter((row) => row >= SIDE),
  ringed: new Int32Array(),
};

let scene: MapScene;
const drawn = () => expect.poll(() => scene.pixelOf(0).x).not.toBe(0);

beforeEach(async () => {
  scene = new MapScene(document.createElement('canvas'));
  scene.place(positions);
  const colors = new Uint32Array(COUNT).fill(0xffffffff);
  scene.show({ size: { width: 800, height: 600 }, theme: darkTheme, colors, layers });
  await drawn();
  await expect.poll(() => scene.pixelOf(0).y).toBeGreaterThan(500);
});
afterEach(() => scene.stop());

test('all is shown at first with its pictures whole, and what lies at a place is found', () => {
  const [first, last] = [scene.pixelOf(0), scene.pixelOf(COUNT - 1)];
  const half = scene.pictureSide / 2;
  expect(first.y).toBeCloseTo(600 - half - 4, 3);
  expect(last.y).toBeCloseTo(half + 4, 3);
  expect(scene.rowAt({ x: last.x + 5, y: last.y - 5 })).toBe(COUNT - 1);
  expect(scene.rowAt(first)).toBe(0);
  expect(scene.rowAt({ x: 5, y: 300 })).toBeUndefined();
});

test('a lasso and the view take what is not faint', () => {
  const all = [
    { x: 0, y: 0 },
    { x: 800, y: 0 },
    { x: 800, y: 600 },
    { x: 0, y: 600 },
  ];
  expect(scene.rowsInLasso(all)).toHaveLength(COUNT - SIDE);
  expect(scene.rowsInView()).toHaveLength(COUNT - SIDE);
  scene.zoom(4);
  expect(scene.rowsInView().length).toBeLessThan(60);
  scene.move(-5000, 0);
  expect(scene.rowsInView()).toHaveLength(0);
});

test('pictures come where there is room, or always, and never cover each other', () => {
  expect(scene.pictures('near')).toEqual([]);
  const always = scene.pictures('always');
  expect(always.length).toBeGreaterThan(40);
  expect(always.length).toBeLessThanOrEqual(150);
  const side = scene.pictureSide;
  const places = always.map((row) => scene.pixelOf(row));
  for (const [i, a] of places.entries()) {
    for (const b of places.slice(i + 1)) {
      expect(Math.max(Math.abs(a.x - b.x), Math.abs(a.y - b.y))).toBeGreaterThanOrEqual(side);
    }
  }
  scene.zoom(5);
  expect(scene.pictures('near').length).toBe(scene.rowsInView().length);
  expect(scene.pictures('never')).toEqual([]);
});

test('points glide to new places, and nothing is found on the way', async () => {
  const before = scene.pixelOf(COUNT - 1);
  scene.place(positions.map((v, i) => (i % 2 === 0 ? SIDE - 1 - v : v)));
  expect(scene.isMoving).toBe(true);
  expect(scene.rowAt(before)).toBeUndefined();
  await expect.poll(() => scene.isMoving).toBe(false);
  expect(scene.rowAt(before)).toBe(COUNT - SIDE);
});
