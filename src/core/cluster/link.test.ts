import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Matrix, matrix, rowOf } from '../arrays/matrix.ts';
import { semsyn } from '../reference/semsyn.ts';
import { euclidean, type Linkage, replayMerges } from './closest-pairs.test-support.ts';
import { cutTree } from './cut-tree.ts';
import { type LinkSettings, link } from './link.ts';
import { linkCentroid, linkWard } from './link-centroids.ts';
import { linkComplete } from './link-complete.ts';
import { linkSingle } from './link-single.ts';
import type { Tree } from './tree.ts';

const LINKAGES = ['single', 'complete', 'centroid', 'ward'] as const satisfies Linkage[];
const METHODS = [...LINKAGES, 'density-peaks'] as const;

const settingsFor = (method: LinkSettings['method']): LinkSettings => ({
  method,
  cutoffShare: 0.02,
  parentRule: 'gamma',
  seed: 1,
});

const coordinates = {
  random: fc.double({ min: -9, max: 9, noNaN: true }),
  integer: fc.integer({ min: 0, max: 3 }),
  'far from the origin': fc.double({ min: 30_000, max: 30_001, noNaN: true }),
};

const cases: Record<string, fc.Arbitrary<Matrix>> = {
  ...Object.fromEntries(
    Object.entries(coordinates).map(([name, value]) => [name, rowsOf(value, 1, 12)]),
  ),
  collinear: rowsOf(fc.double({ min: 0, max: 1, noNaN: true }), 1, 1).map((x) =>
    matrix(
      Float32Array.from({ length: x.rows * 3 }, (_, i) => x.data[Math.floor(i / 3)]),
      x.rows,
      3,
    ),
  ),
  constant: fc
    .tuple(fc.nat(40), fc.double({ min: -5, max: 5, noNaN: true }))
    .map(([rows, value]) => matrix(new Float32Array(rows * 4).fill(value), rows, 4)),
  'of many dimensions': rowsOf(fc.double({ min: -1, max: 1, noNaN: true }), 35, 70),
  'of none': fc.nat(8).map((rows) => matrix(new Float32Array(0), rows, 0)),
};

/** Smaller than any of `cases`, so that all ways of searching are taken. */
const SMALL = { leafSize: 2, recent: 3, few: 2 };

const hardCases: Record<string, fc.Arbitrary<Matrix>> = {
  binary: rowsOf(fc.constantFrom(0, 1), 1, 6),
  'integer, ten million from the origin': rowsOf(
    fc.integer({ min: 10_000_000, max: 10_000_003 }),
    1,
    6,
  ),
};

function rowsOf(value: fc.Arbitrary<number>, minCols: number, maxCols: number) {
  return fc
    .tuple(fc.nat(40), fc.integer({ min: minCols, max: maxCols }))
    .chain(([rows, cols]) =>
      fc
        .array(value, { minLength: rows * cols, maxLength: rows * cols })
        .map((values) => matrix(Float32Array.from(values), rows, cols)),
    );
}

/** Each merge must join the closest two clusters of its moment, at their distance. */
function expectClosestPairs(linkage: Linkage, x: Matrix, tree: Tree): void {
  // Means of doubles that far from the origin are good to no more digits.
  const digits = x.data.some((v) => v > 1e6) ? 6 : 9;
  for (const merge of replayMerges(linkage, x, tree)) {
    expect(merge.distance).toBeCloseTo(merge.least, digits);
    expect(merge.height).toBeCloseTo(merge.least, digits);
    expect(merge.size).toBe(merge.members);
  }
}

describe.each(LINKAGES)('%s', (linkage) => {
  test.each(Object.keys(cases))('merges the closest two clusters, on rows %s', async (name) => {
    await fc.assert(
      fc.asyncProperty(cases[name], async (x) => {
        const { tree } = await link(x, settingsFor(linkage));
        expect(tree.leaves).toBe(x.rows);
        expectClosestPairs(linkage, x, tree);
      }),
      { numRuns: 25 },
    );
  });
});

/** Few rows through the tree, its rebuilding, the plain scan, the matrix and the pairs put off. */
const WAYS: Record<Linkage, Record<string, (x: Matrix) => Promise<Tree>>> = {
  single: {
    'a tree of small leaves': (x) => linkSingle(x, {}, { leafSize: 2, plainUpTo: 0 }),
    'plain scans': (x) => linkSingle(x),
  },
  complete: {
    'a tree that is rebuilt, up to few': (x) =>
      linkComplete(x, {}, { ...SMALL, worthwhile: Infinity, matrixFrom: 1 }),
    'a tree that gives way to the matrix': (x) =>
      linkComplete(x, {}, { ...SMALL, worthwhile: Infinity, matrixFrom: 7 }),
    'a tree, putting off all pairs but single ones': (x) =>
      linkComplete(x, {}, { ...SMALL, worthwhile: Infinity, matrixFrom: 2, workAtOnce: 1 }),
    'a plain scan, putting off some pairs': (x) =>
      linkComplete(x, {}, { ...SMALL, worthwhile: 0, matrixFrom: 3, workAtOnce: 300 }),
  },
  centroid: {
    'a tree that is rebuilt': (x) => linkCentroid(x, {}, { ...SMALL, worthwhile: Infinity }),
    'a plain scan': (x) => linkCentroid(x, {}, { ...SMALL, worthwhile: 0 }),
  },
  ward: {
    'a tree that is rebuilt': (x) => linkWard(x, {}, { ...SMALL, worthwhile: Infinity }),
    'a plain scan': (x) => linkWard(x, {}, { ...SMALL, worthwhile: 0 }),
  },
};

describe.each(LINKAGES)('%s by', (linkage) => {
  const ways = Object.entries(WAYS[linkage]);
  test.each(ways)('%s merges the closest two clusters', async (_, linkBy) => {
    const all = fc.oneof(...Object.values(cases), ...Object.values(hardCases));
    await fc.assert(
      fc.asyncProperty(all, async (x) => {
        expectClosestPairs(linkage, x, await linkBy(x));
      }),
      { numRuns: 60 },
    );
  });
});

describe.each(METHODS)('%s', (method) => {
  test.each([
    [0, 0],
    [1, 0],
    [2, 1],
  ])('of %i rows has %i merges', async (rows, merges) => {
    const { tree } = await link(matrix(new Float32Array(rows * 2), rows, 2), settingsFor(method));
    expect([tree.leaves, tree.left.length, tree.height.length]).toEqual([rows, merges, merges]);
  });

  test.each([Number.NaN, Infinity, -Infinity])('refuses %d', async (value) => {
    const x = matrix(Float32Array.of(1, 2, 3, value, 5, 6), 3, 2);
    await expect(link(x, settingsFor(method))).rejects.toMatchObject({
      code: 'bad-features',
      message: expect.stringContaining('row 2'),
    });
  });

  test('tells how far it is and stops where it is told to', async () => {
    const { x } = semsyn(3300, 5, 0.02);
    const fractions: number[] = [];
    await link(x, settingsFor(method), {
      checkpoint: async (fraction) => void fractions.push(fraction),
    });
    expect(fractions.length).toBeGreaterThan(10);
    expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
    expect(fractions.at(-1)).toBeLessThanOrEqual(1);
    let calls = 0;
    const stopped = link(x, settingsFor(method), {
      checkpoint: async () => {
        if (++calls === 8) throw new Error('enough');
      },
    });
    await expect(stopped).rejects.toThrow('enough');
    expect(calls).toBe(8);
  });
});

const FLOW: Record<Linkage, (dA: number, dB: number, dAB: number, sizes: Sizes) => number> = {
  single: (dA, dB) => Math.min(dA, dB),
  complete: (dA, dB) => Math.max(dA, dB),
  centroid: (dA, dB, dAB, { a, b }) => (a * dA + b * dB - (a * b * dAB) / (a + b)) / (a + b),
  ward: (dA, dB, dAB, { a, b, c }) => ((a + c) * dA + (b + c) * dB - c * dAB) / (a + b + c),
};

interface Sizes {
  readonly a: number;
  readonly b: number;
  readonly c: number;
}

/** Lance and Williams on the full matrix of squared distances: labels at `k`. */
function cutByMatrix(linkage: Linkage, x: Matrix, k: number): Int32Array {
  const n = x.rows;
  const d = new Float64Array(n * n).fill(Infinity);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      d[i * n + j] = euclidean(rowOf(x, i), rowOf(x, j)) ** 2;
      d[j * n + i] = d[i * n + j];
    }
  }
  const sizes = new Int32Array(n).fill(1);
  const labels = Int32Array.from({ length: n }, (_, i) => i);
  const nearest = new Int32Array(n);
  const search = (i: number) => {
    nearest[i] = i;
    for (let j = 0; j < n; j++) if (d[i * n + j] < d[i * n + nearest[i]]) nearest[i] = j;
  };
  for (let i = 0; i < n; i++) search(i);
  for (let left = n; left > k; left--) {
    let a = 0;
    for (let i = 0; i < n; i++) if (d[i * n + nearest[i]] < d[a * n + nearest[a]]) a = i;
    const b = nearest[a];
    for (let c = 0; c < n; c++) {
      if (sizes[c] === 0 || c === a || c === b) continue;
      const flow = { a: sizes[a], b: sizes[b], c: sizes[c] };
      d[a * n + c] = FLOW[linkage](d[a * n + c], d[b * n + c], d[a * n + b], flow);
      d[c * n + a] = d[a * n + c];
    }
    for (let c = 0; c < n; c++) {
      d[b * n + c] = Infinity;
      d[c * n + b] = Infinity;
    }
    sizes[a] += sizes[b];
    sizes[b] = 0;
    for (let i = 0; i < n; i++) if (labels[i] === b) labels[i] = a;
    for (let c = 0; c < n; c++) {
      if (sizes[c] === 0) continue;
      if (c === a || nearest[c] === a || nearest[c] === b) search(c);
      else if (d[c * n + a] < d[c * n + nearest[c]]) nearest[c] = a;
    }
  }
  return labels;
}

function numberedByAppearance(labels: Int32Array): number[] {
  const seen = new Map<number, number>();
  return Array.from(labels, (label) => {
    if (!seen.has(label)) seen.set(label, seen.size);
    return seen.get(label)!;
  });
}

test.each(LINKAGES)(
  '%s of more rows than one tree serves is that of the matrix',
  async (linkage) => {
    const { x } = semsyn(3300, 5, 0.02);
    const { tree } = await link(x, settingsFor(linkage));
    const expected = numberedByAppearance(cutByMatrix(linkage, x, 100));
    expect(cutTree(tree, 100).join()).toBe(expected.join());
  },
);
