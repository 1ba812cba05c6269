import { expect, test } from 'vitest';
import { darkTheme, lightTheme } from './palette.ts';
import { scatterByCategory, scatterByScale, scatterPositions } from './scatter-case-data.ts';
import { pixelColor, pointColors, swatchColor } from './scatter-colouring.ts';
import { layersOf, paintOrder } from './scatter-layers.ts';
import { layoutScatter } from './scatter-layout.ts';
import { pointRadius } from './scatter-paint.ts';
import { fitView, moveView, toPixel, toPlane, viewBounds, zoomView } from './scatter-view.ts';

const size = { width: 800, height: 500 };
const bounds = { left: -10, right: 30, bottom: -5, top: 5 };
const fit = fitView(bounds, size);

test('all of the map fits, in the middle, y upwards', () => {
  const corner = toPixel(fit, size, { x: -10, y: 5 });
  expect(corner.x).toBeCloseTo(18, 6);
  expect(corner.y).toBeLessThan(size.height / 2);
  expect(toPixel(fit, size, { x: 10, y: 0 })).toEqual({ x: 400, y: 250 });
  expect(fitView({ left: 2, right: 2, bottom: 3, top: 3 }, size)).toEqual({ x: 2, y: 3, scale: 1 });
});

test('what is under the pointer stays there while it is enlarged', () => {
  const at = { x: 123, y: 321 };
  const place = toPlane(fit, size, at);
  const near = zoomView(fit, size, { factor: 7, at, fit });
  expect(near.scale).toBeCloseTo(fit.scale * 7, 6);
  expect(toPixel(near, size, place).x).toBeCloseTo(at.x, 6);
  expect(toPixel(near, size, place).y).toBeCloseTo(at.y, 6);
  const far = zoomView(fit, size, { factor: 1e-9, at, fit });
  expect(far.scale).toBeCloseTo(fit.scale / 2, 6);
});

test('what is taken hold of goes along', () => {
  const place = toPlane(fit, size, { x: 100, y: 100 });
  const moved = toPixel(moveView(fit, 30, -20), size, place);
  expect(moved.x).toBeCloseTo(130, 6);
  expect(moved.y).toBeCloseTo(80, 6);
});

test('what is on screen, and a little more', () => {
  const { left, top } = viewBounds(fit, size, 10);
  expect(toPixel(fit, size, { x: left, y: top }).x).toBeCloseTo(-10, 6);
  expect(toPixel(fit, size, { x: left, y: top }).y).toBeCloseTo(-10, 6);
});

test('colours: those of the categories, tints by number, grey for what has none', () => {
  const byCategory = pointColors(scatterByCategory(100), darkTheme);
  expect(byCategory[3]).toBe(pixelColor(darkTheme.categories[3] ?? ''));
  expect(byCategory[8]).toBe(pixelColor(darkTheme.mutedInk));
  expect(pixelColor('#102030')).toBe(0xff302010);
  const { tints, ...scale } = scatterByScale(100);
  const some = tints?.map((t, i) => (i === 0 ? Number.NaN : i === 1 ? 1 : t));
  const colors = pointColors({ ...scale, tints: some }, lightTheme);
  expect(colors[1]).toBe(pixelColor(swatchColor({ kind: 'tint', at: 1 }, lightTheme)));
  expect(colors[0]).toBe(pixelColor(swatchColor({ kind: 'tint', at: 0.1 }, lightTheme)));
});

test('the lightest and darkest tints stand out from the ground', () => {
  const brightness = (color: string) =>
    [1, 3, 5].reduce((sum, i) => sum + Number.parseInt(color.slice(i, i + 2), 16), 0);
  for (const theme of [darkTheme, lightTheme]) {
    for (const at of [0, 0.25, 0.5, 0.75, 1]) {
      const away =
        brightness(swatchColor({ kind: 'tint', at }, theme)) - brightness(theme.background);
      expect(Math.abs(away)).toBeGreaterThan(130);
    }
  }
});

test('a class is one path; the points that are not shown are left out', () => {
  const colouring = scatterByCategory(90);
  const entryOf = colouring.entryOf.map((e) => (e === 2 ? -1 : e));
  const data = {
    title: 'UMAP of 90 pictures',
    note: '',
    positions: scatterPositions(90),
    colouring: { ...colouring, entryOf },
  };
  const { marks, description } = layoutScatter(data, size);
  expect(marks).toHaveLength(10);
  const points = marks.map(({ path }) => path.match(/M/g)?.length ?? 0);
  expect(points.reduce((a, b) => a + b)).toBe(82);
  expect(description).toContain('82 points');
});

test('a legend that is too long says how many are left', () => {
  const { legend } = layoutScatter(
    { title: 'Map', note: '', positions: scatterPositions(90), colouring: scatterByCategory(90) },
    { width: 400, height: 130 },
  );
  expect(legend.lines.at(-1)).toMatchObject({ label: '7 more', count: '58' });
});

test.each([0, 1, 2])('a map of %d points', (points) => {
  const data = {
    title: 'Map',
    note: '',
    positions: scatterPositions(points),
    colouring: scatterByCategory(points),
  };
  expect(layoutScatter(data, size).marks).toHaveLength(points);
});

test('points are smaller where there are more, and never too large', () => {
  expect(pointRadius(52_682, 1)).toBeLessThan(pointRadius(240, 1));
  expect(pointRadius(10, 1e6)).toBeLessThanOrEqual(7);
});

test('layers: the chosen on top, the others of a class that is not looked at faint', () => {
  const order = paintOrder(6);
  expect([...order].sort()).toEqual([0, 1, 2, 3, 4, 5]);
  expect([...order]).not.toEqual([0, 1, 2, 3, 4, 5]);
  const entryOf = Int32Array.of(0, 0, 1, 1, -1, 2);
  const isChosen = (row: number) => row === 3 || row === 4;
  const all = layersOf(order, { entryOf, highlighted: new Set(), isChosen });
  expect([...all.plain].sort()).toEqual([0, 1, 2, 5]);
  expect([...all.ringed]).toEqual([3]);
  const some = layersOf(order, { entryOf, highlighted: new Set([2]), isChosen });
  expect([...some.plain]).toEqual([5]);
  expect([...some.faint].sort()).toEqual([0, 1, 2]);
  expect([...some.ringed]).toEqual([3]);
});
