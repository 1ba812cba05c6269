import { describe, expect, test } from 'vitest';
import { type Matrix, matrix, rowOf } from '../arrays/matrix.ts';
import { createRandom } from '../random/random.ts';
import { cutTree } from './cut-tree.ts';
import { decide } from './decide.ts';
import { linkCentroid, linkWard } from './link-centroids.ts';
import { linkComplete, linkCompleteWide } from './link-complete.ts';
import { linkSingle } from './link-single.ts';
import { linkCentroidWide, linkSingleWide, linkWardWide } from './link-wide.ts';
import type { Tree } from './tree.ts';
import { WideClusterSearch, WideClusters } from './wide-clusters.ts';
import { decideWide } from './wide-density.ts';
import { openWideRows } from './wide-rows.ts';
import { WorkMeter } from './work-meter.ts';

const COLS = 90;
const everyRow = { leafSize: 4, recent: 20, few: 5, worthwhile: 0.5 };

/** Some clouds that lie in few dimensions and fill all of them a little. */
function clouds(rows: number, noise: number, seed = 1): Matrix {
  const random = createRandom(seed);
  const axes = Array.from({ length: 5 * COLS }, () => random.normal());
  const data = new Float32Array(rows * COLS);
  for (let i = 0; i < rows; i++) {
    const place = Array.from({ length: 5 }, () => 4 * (i % 4) + random.normal());
    for (let d = 0; d < COLS; d++) {
      const at = place.reduce((sum, v, a) => sum + v * axes[a * COLS + d], 0);
      data[i * COLS + d] = at + noise * random.normal();
    }
  }
  return { data, rows, cols: COLS };
}

function withEqualRows(x: Matrix): Matrix {
  const data = x.data.slice();
  for (const row of [3, 50, 51, 120]) data.copyWithin(row * COLS, 0, COLS);
  return { ...x, data };
}

const inputs: readonly (readonly [string, Matrix])[] = [
  ['clouds', clouds(300, 0.1)],
  ['noise in every direction', clouds(250, 5)],
  ['equal rows', withEqualRows(clouds(200, 0.5))],
  ['one place', { data: new Float32Array(40 * COLS).fill(2), rows: 40, cols: COLS }],
  ['two rows', clouds(2, 1)],
  ['one row', clouds(1, 1)],
  ['none', { data: new Float32Array(0), rows: 0, cols: COLS }],
];

function expectSame(found: Tree, known: Tree, ks: readonly number[]) {
  expect(found.leaves).toBe(known.leaves);
  expect([...found.size].every((size, t) => size === known.size[t])).toBe(true);
  found.height.forEach((height, t) => {
    expect(height).toBeCloseTo(known.height[t], 9);
  });
  for (const k of ks) expect(cutTree(found, k)).toEqual(cutTree(known, k));
}

describe.each(inputs)('%s', (name, x) => {
  const isPlain = name !== 'equal rows' && name !== 'one place';
  const ks = isPlain && x.rows > 1 ? [2, 3, 7, 20, 100].filter((k) => k <= x.rows) : [];
  const heightsOf = ({ height }: Tree) => [...height];

  test.each([
    ['single', () => linkSingleWide(x), () => linkSingle(x)],
    ['complete', () => linkCompleteWide(x), () => linkComplete(x)],
    [
      'complete, by searches',
      () => linkCompleteWide(x, {}, { ...everyRow, matrixFrom: 3 }),
      () => linkComplete(x),
    ],
    [
      'complete, by searches in small steps',
      () => linkCompleteWide(x, {}, { ...everyRow, matrixFrom: 30, workAtOnce: 500 }),
      () => linkComplete(x),
    ],
    ['ward', () => linkWardWide(x, {}, everyRow), () => linkWard(x)],
    ['centroid', () => linkCentroidWide(x, {}, everyRow), () => linkCentroid(x)],
    [
      'ward, in small steps',
      () => linkWardWide(x, {}, { ...everyRow, workAtOnce: 500 }),
      () => linkWard(x),
    ],
    [
      'centroid, in small steps',
      () => linkCentroidWide(x, {}, { ...everyRow, workAtOnce: 0 }),
      () => linkCentroid(x),
    ],
  ] as const)('%s linkage of wide rows is that of their copies', async (_, wide, copied) => {
    const [found, known] = [await wide(), await copied()];
    if (isPlain) return expectSame(found, known, ks);
    heightsOf(found).forEach((height, t) => {
      expect(height).toBeCloseTo(known.height[t], 9);
    });
  });

  test('so are density and the nearest denser row', async () => {
    const meter = new WorkMeter({});
    for (const cutoff of [0, 0.8, 3, 40]) {
      const found = await decideWide(await openWideRows(x, {}), cutoff, meter);
      const known = await decide(x, cutoff, meter);
      expect(found.cutoff).toBe(cutoff);
      found.rho.forEach((rho, i) => {
        expect(Math.abs(rho / known.rho[i] - 1) || 0).toBeLessThan(1e-10);
      });
      if (!isPlain || cutoff === 0) continue;
      expect(found.parent).toEqual(known.parent);
      found.delta.forEach((delta, i) => {
        expect(delta).toBeCloseTo(known.delta[i], 9);
      });
    }
  });
});

test('a hole in wide rows is refused', async () => {
  const x = clouds(5, 1);
  x.data[COLS + 2] = Number.NaN;
  await expect(linkSingleWide(x)).rejects.toMatchObject({ code: 'bad-features' });
  await expect(linkWardWide(x)).rejects.toMatchObject({ code: 'bad-features' });
});

test.each(['centroid', 'ward'] as const)(
  'one search for %s linkage among rows that nothing prunes pauses, and finds the nearest',
  async (method) => {
    const random = createRandom(4);
    const [count, cols] = [2500, 800];
    const x = matrix(
      Float32Array.from({ length: count * cols }, () => random.next()),
      count,
      cols,
    );
    let pauses = 0;
    const checkpoint = async () => void pauses++;
    const meter = new WorkMeter({ checkpoint });
    const clusters = new WideClusters(await openWideRows(x, {}), {});
    await clusters.rebuildIfDue(meter);
    const search = new WideClusterSearch(clusters, method, { meter, workAtOnce: 100_000 });
    search.find(7);
    expect(search.isSettled).toBe(false);
    const before = pauses;
    await search.settle(meter);
    expect(pauses).toBeGreaterThan(before);
    const others = Array.from({ length: count }, (_, i) => i).filter((i) => i !== 7);
    const squared = (i: number) =>
      rowOf(x, 7).reduce((sum, value, d) => sum + (value - x.data[i * cols + d]) ** 2, 0);
    const nearest = Math.min(...others.map(squared));
    expect(squared(search.nearest)).toBe(nearest);
    expect(search.best).toBeCloseTo(nearest, 6);
  },
);
