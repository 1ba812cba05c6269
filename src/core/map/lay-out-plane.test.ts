import { expect, test } from 'vitest';
import type { Matrix } from '../arrays/matrix.ts';
import { nearestNeighbours } from '../neighbours/nearest-neighbours.ts';
import { createRandom } from '../random/random.ts';
import { semsyn, semsynFeatures } from '../reference/semsyn.ts';
import { layOutPlane } from './lay-out-plane.ts';
import type { MapSettings } from './plane-layout.ts';

const umap: MapSettings = { kind: 'umap', neighbours: 15, seed: 1 };
const pca: MapSettings = { kind: 'pca', neighbours: 15, seed: 1 };

const rowsOf = (rows: readonly (readonly number[])[]): Matrix => ({
  data: Float32Array.from(rows.flat()),
  rows: rows.length,
  cols: rows[0]?.length ?? 0,
});

/** Five well-parted gaussian groups in eight dimensions, sixty points each, group after group. */
function groups(): Matrix {
  const random = createRandom(3);
  const centres = Array.from({ length: 5 }, () =>
    Array.from({ length: 8 }, () => 8 * random.normal()),
  );
  return rowsOf(
    centres.flatMap((c) => Array.from({ length: 60 }, () => c.map((v) => v + random.normal()))),
  );
}

/** Venna and Kaski 2001: 1 where no point is among the `k` nearest on the map that was not near before. */
async function trustworthiness(x: Matrix, positions: Float32Array<ArrayBuffer>, k: number) {
  const n = x.rows;
  const before = (await nearestNeighbours(x, n - 1, {})).neighbours.indices;
  const plane = { data: positions, rows: n, cols: 2 };
  const after = (await nearestNeighbours(plane, k, {})).neighbours.indices;
  let penalty = 0;
  for (let i = 0; i < n; i++) {
    const ranks = before.subarray(i * (n - 1), (i + 1) * (n - 1));
    for (let j = 0; j < k; j++) {
      penalty += Math.max(0, ranks.indexOf(after[i * k + j] ?? -1) + 1 - k);
    }
  }
  return 1 - (2 * penalty) / (n * k * (2 * n - 3 * k - 1));
}

test('PCA finds the axes of an ellipse, and says how much they hold', async () => {
  // Along (3, 4)/5 by 10, along (-4, 3)/5 by 2, around (7, -7).
  const ends = [10, -10].map((t) => [7 + 0.6 * t, -7 + 0.8 * t]);
  const sides = [2, -2].map((t) => [7 - 0.8 * t, -7 + 0.6 * t]);
  const { positions, shares } = await layOutPlane(rowsOf([...ends, ...sides]), pca, {});
  [10, 0, -10, 0, 0, 0, 0, 0].forEach((x, i) => {
    if (i < 4 || i % 2 === 0) expect(positions[i]).toBeCloseTo(x, 5);
  });
  expect(Math.abs(positions[5] ?? 0)).toBeCloseTo(2, 5);
  expect(positions[7]).toBeCloseTo(-(positions[5] ?? 0), 5);
  expect(shares?.[0]).toBeCloseTo(200 / 208, 6);
  expect(shares?.[1]).toBeCloseTo(8 / 208, 6);
});

test('PCA keeps all distances of points that lie in a plane', async () => {
  const random = createRandom(5);
  const x = rowsOf(
    Array.from({ length: 50 }, () => {
      const [a, b] = [random.normal(), random.normal()];
      return [a + b, a - b, 2 * a, 1, 3 * b - a];
    }),
  );
  const { positions, shares, neighboursKept } = await layOutPlane(x, pca, {});
  expect((shares?.[0] ?? 0) + (shares?.[1] ?? 0)).toBeCloseTo(1, 6);
  const between = (data: Float32Array, cols: number, i: number, j: number) =>
    Math.hypot(
      ...Array.from(
        { length: cols },
        (_, d) => (data[i * cols + d] ?? 0) - (data[j * cols + d] ?? 0),
      ),
    );
  for (let i = 1; i < 50; i++) {
    expect(between(positions, 2, 0, i)).toBeCloseTo(between(x.data, 5, 0, i), 4);
  }
  expect(neighboursKept).toBe(1);
});

test('PCA of a thousand columns holds as much variance as the best plane does', async () => {
  const { x } = semsyn(400, 1, 0);
  const wide = semsynFeatures(
    x,
    Int32Array.from({ length: 400 }, (_, i) => i),
    1,
  );
  const { shares } = await layOutPlane(wide, pca, {});
  expect(shares?.[0]).toBeCloseTo(await bestShare(wide), 3);
});

/** Of the first principal direction, by power iteration over the rows. */
async function bestShare({ data, rows, cols }: Matrix): Promise<number> {
  const mean = new Float64Array(cols);
  data.forEach((v, e) => {
    mean[e % cols] = (mean[e % cols] ?? 0) + v / rows;
  });
  const centred = Float64Array.from(data, (v, e) => v - (mean[e % cols] ?? 0));
  let direction = Float64Array.from({ length: cols }, (_, d) => 1 + (d % 7));
  let value = 0;
  for (let step = 0; step < 60; step++) {
    const next = new Float64Array(cols);
    for (let i = 0; i < rows; i++) {
      const row = centred.subarray(i * cols, (i + 1) * cols);
      const along = row.reduce((sum, v, d) => sum + v * (direction[d] ?? 0), 0);
      row.forEach((v, d) => {
        next[d] = (next[d] ?? 0) + along * v;
      });
    }
    value = Math.hypot(...next);
    direction = next.map((v) => v / value);
  }
  return value / centred.reduce((sum, v) => sum + v * v, 0);
}

test('UMAP keeps neighbours, and better than PCA', async () => {
  const x = groups();
  const [near, flat] = [await layOutPlane(x, umap, {}), await layOutPlane(x, pca, {})];
  expect(await trustworthiness(x, near.positions, 10)).toBeGreaterThan(0.95);
  expect(near.neighboursKept).toBeGreaterThan(flat.neighboursKept);
});

test('UMAP parts what is parted: the nearest on the map is of the same group', async () => {
  const { positions } = await layOutPlane(groups(), umap, {});
  const plane = { data: positions, rows: 300, cols: 2 };
  const { neighbours } = await nearestNeighbours(plane, 1, {});
  const strays = neighbours.indices.filter((j, i) => Math.floor(i / 60) !== Math.floor(j / 60));
  expect(strays).toHaveLength(0);
});

test('the same seed gives the same map, another one another', async () => {
  const x = groups();
  const [one, again] = [await layOutPlane(x, umap, {}), await layOutPlane(x, umap, {})];
  const other = await layOutPlane(x, { ...umap, seed: 2 }, {});
  expect(again.positions).toEqual(one.positions);
  expect(other.positions).not.toEqual(one.positions);
});

test.each([0, 1, 2, 3, 4, 5])('%d points can be laid out', async (n) => {
  const x = rowsOf(Array.from({ length: n }, (_, i) => [i, i * i, 1]));
  for (const settings of [umap, pca]) {
    const { positions, neighboursKept } = await layOutPlane(x, settings, {});
    expect(positions).toHaveLength(2 * n);
    expect(positions.every(Number.isFinite)).toBe(true);
    expect(neighboursKept).toBeGreaterThanOrEqual(0);
    const places = new Set(
      Array.from({ length: n }, (_, i) => `${positions[2 * i]} ${positions[2 * i + 1]}`),
    );
    expect(places.size).toBe(n);
  }
});

test('points that are all the same, and many equal ones among others, stay finite', async () => {
  const same = rowsOf(Array.from({ length: 40 }, () => [2, 2, 2]));
  const doubled = rowsOf(Array.from({ length: 60 }, (_, i) => [i < 30 ? 1 : i, 0, i % 2]));
  for (const x of [same, doubled]) {
    for (const settings of [umap, pca]) {
      const { positions } = await layOutPlane(x, settings, {});
      expect(positions.every(Number.isFinite)).toBe(true);
      expect(Math.max(...positions.map(Math.abs))).toBeLessThan(1000);
    }
  }
});

test('the way there is shown: PCA first, then every epoch', async () => {
  const x = groups();
  const seen: Float32Array[] = [];
  const { positions } = await layOutPlane(x, umap, {}, (at) => seen.push(at.slice()));
  expect(seen).toHaveLength(501);
  expect(seen.at(-1)).toEqual(positions);
  const plane = (await layOutPlane(x, pca, {})).positions;
  const scale = (seen[0]?.[0] ?? 0) / (plane[0] ?? 1);
  expect(seen[0]?.[7]).toBeCloseTo(scale * (plane[7] ?? 0), 1);
});

test('what is not finite is refused by its place', async () => {
  const x = rowsOf([
    [1, 2],
    [3, Number.NaN],
  ]);
  await expect(layOutPlane(x, umap, {})).rejects.toMatchObject({ code: 'bad-features' });
});
