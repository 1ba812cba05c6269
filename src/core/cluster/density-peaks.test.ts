import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Matrix, matrix, rowOf } from '../arrays/matrix.ts';
import { semsyn } from '../reference/semsyn.ts';
import { cutTree } from './cut-tree.ts';
import { densityPeaks } from './density-peaks.ts';

const SETTINGS = { cutoffShare: 0.1, parentRule: 'gamma', seed: 1 } as const;

const rows = (value: fc.Arbitrary<number>, mostRows = 40, mostCols = 7) =>
  fc
    .tuple(fc.integer({ min: 2, max: mostRows }), fc.integer({ min: 1, max: mostCols }))
    .chain(([n, d]) =>
      fc
        .array(value, { minLength: n * d, maxLength: n * d })
        .map((values) => matrix(Float32Array.from(values), n, d)),
    );

function distance(x: Matrix, i: number, j: number): number {
  const other = rowOf(x, j);
  return Math.sqrt(rowOf(x, i).reduce((sum, v, d) => sum + (v - other[d]) ** 2, 0));
}

test.each([
  ['random', rows(fc.double({ min: -9, max: 9, noNaN: true }))],
  ['integer, with duplicates', rows(fc.integer({ min: 0, max: 2 }))],
  ['integer, with many duplicates in many leaves', rows(fc.integer({ min: 0, max: 2 }), 110, 2)],
  ['constant', rows(fc.constant(4))],
])('densities, links and cuts keep to their definitions on %s rows', async (_, arbitrary) => {
  await fc.assert(
    fc.asyncProperty(arbitrary, fc.constantFrom('gamma', 'longest-link'), async (x, parentRule) => {
      const { tree, decision } = await densityPeaks(x, { ...SETTINGS, parentRule });
      const { rho, delta, parent, cutoff } = decision;
      const n = x.rows;
      const points = Array.from({ length: n }, (_, i) => i);
      const isLattice = x.data.every(Number.isInteger);
      const pairs = points.flatMap((i) => points.slice(0, i).map((j) => distance(x, i, j)));
      const rank = Math.max(1, Math.round(0.1 * pairs.length));
      expect(cutoff).toBeCloseTo(pairs.toSorted((a, b) => a - b)[rank - 1], 12);
      for (const i of points) {
        const others = points.filter((j) => j !== i);
        const near = (d: number) => (cutoff > 0 ? Math.exp(-((d / cutoff) ** 2)) : Number(d === 0));
        const expected = others.reduce((sum, j) => sum + near(distance(x, i, j)), 0);
        expect(Math.abs(rho[i] - expected)).toBeLessThanOrEqual(1e-11 * expected);
        const denser = others.filter((j) => rho[j] > rho[i] || (rho[j] === rho[i] && j < i));
        expect(denser.includes(parent[i])).toBe(denser.length > 0);
        const linked = denser.length > 0 ? [parent[i]] : others;
        expect(delta[i]).toBeCloseTo(Math.max(...linked.map((j) => distance(x, i, j))), 12);
        for (const j of denser) expect(distance(x, i, j)).toBeGreaterThanOrEqual(delta[i] - 1e-12);
        if (isLattice)
          expect(parent[i]).toBe(denser.find((j) => distance(x, i, j) === delta[i]) ?? -1);
        for (const j of others) if (distance(x, i, j) === 0) expect(rho[j]).toBe(rho[i]);
      }
      const score = (i: number) => (parentRule === 'gamma' ? rho[i] * delta[i] : delta[i]);
      const ranked = points
        .filter((i) => parent[i] >= 0)
        .sort((i, j) => score(j) - score(i) || i - j);
      for (let k = 1; k <= n; k++) {
        const centres = new Set([parent.indexOf(-1), ...ranked.slice(0, k - 1)]);
        const centreOf = (i: number): number => (centres.has(i) ? i : centreOf(parent[i]));
        const seen = [...new Set(points.map(centreOf))];
        expect([...cutTree(tree, k)]).toEqual(points.map((i) => seen.indexOf(centreOf(i))));
      }
    }),
    { numRuns: 40 },
  );
});

test('of more than six thousand rows a seeded sample gives the cutoff', async () => {
  const { x } = semsyn(6400, 2, 0.02);
  const cutoffOf = async (seed: number) =>
    (await densityPeaks(x, { cutoffShare: 0.001, parentRule: 'gamma', seed })).decision.cutoff;
  const first = await cutoffOf(1);
  expect(await cutoffOf(1)).toBe(first);
  const second = await cutoffOf(2);
  expect(second).not.toBe(first);
  expect(second / first).toBeCloseTo(1, 2);
});

test('a cutoff that is given is taken', async () => {
  const x = matrix(Float32Array.of(0, 1, 3), 3, 1);
  const { decision } = await densityPeaks(x, { ...SETTINGS, cutoff: 2 });
  const near = (d: number) => Math.exp(-((d / 2) ** 2));
  expect(decision.cutoff).toBe(2);
  expect([...decision.rho]).toEqual(
    [near(1) + near(3), near(1) + near(2), near(3) + near(2)].map((v) => expect.closeTo(v, 12)),
  );
});

test.each([0, -1, Infinity, Number.NaN])('a cutoff of %d is refused', async (cutoff) => {
  const x = matrix(new Float32Array(4), 2, 2);
  await expect(densityPeaks(x, { ...SETTINGS, cutoff })).rejects.toThrow(RangeError);
});

test.each([0, -0.1, 1.01, Number.NaN])('a cutoff share of %d is refused', async (cutoffShare) => {
  const x = matrix(new Float32Array(4), 2, 2);
  await expect(densityPeaks(x, { ...SETTINGS, cutoffShare })).rejects.toThrow(RangeError);
});
