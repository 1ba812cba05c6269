import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutTree } from '../cluster/cut-tree.ts';
import type { Tree } from '../cluster/tree.ts';
import { clusterPathsAt } from './cluster-path.ts';

const unnamed = { nameOf: () => undefined };

/** Points 0 and 1 join as node 4, 2 and 3 as 5, all as 6. */
const pairs: Tree = {
  method: 'ward',
  leaves: 4,
  left: Int32Array.of(0, 2, 4),
  right: Int32Array.of(1, 3, 5),
  height: Float64Array.of(1, 2, 3),
  size: Int32Array.of(2, 2, 4),
};

test('from the root to the cluster, with the names that were given', () => {
  const nameOf = (node: number) => (node === 5 ? 'Nanowires, bundled' : undefined);
  const root = { node: 6, name: null };
  const named = { node: 5, name: 'Nanowires, bundled' };
  expect(clusterPathsAt(pairs, 1, { nameOf })).toEqual([[root], [root], [root], [root]]);
  expect(clusterPathsAt(pairs, 3, { nameOf })).toEqual([
    [root, { node: 4, name: null }],
    [root, { node: 4, name: null }],
    [root, named, { node: 2, name: null }],
    [root, named, { node: 3, name: null }],
  ]);
});

test('a single point is its own root', () => {
  const none = new Int32Array(0);
  const tree: Tree = {
    method: 'single',
    leaves: 1,
    left: none,
    right: none,
    height: new Float64Array(0),
    size: none,
  };
  expect(clusterPathsAt(tree, 1, unnamed)).toEqual([[{ node: 0, name: null }]]);
});

test.each([0, 5, 1.5])('%d clusters of four points are refused', (k) => {
  expect(() => clusterPathsAt(pairs, k, unnamed)).toThrow(RangeError);
});

/** A random merge order over `picks.length + 1` points. */
function treeOf(picks: readonly (readonly [number, number])[]): Tree {
  const leaves = picks.length + 1;
  const open = Array.from({ length: leaves }, (_, i) => i);
  const take = (pick: number) => open.splice(pick % open.length, 1)[0];
  const merges = picks.map(([a, b], t) => {
    const merged = [take(a), take(b)];
    open.push(leaves + t);
    return merged;
  });
  return {
    method: 'centroid',
    leaves,
    left: Int32Array.from(merges, ([l]) => l),
    right: Int32Array.from(merges, ([, r]) => r),
    height: new Float64Array(leaves - 1),
    size: new Int32Array(leaves - 1),
  };
}

test('paths end where the cut says, and never turn aside', () => {
  const picks = fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 30 });
  fc.assert(
    fc.property(picks, fc.nat(), (given, seed) => {
      const tree = treeOf(given);
      const k = 1 + (seed % tree.leaves);
      const paths = clusterPathsAt(tree, k, unnamed);
      const labels = cutTree(tree, k);
      const ends = paths.map((path) => path[path.length - 1].node);
      expect(new Set(ends).size).toBe(k);
      for (let i = 0; i < tree.leaves; i++) {
        expect(ends[i] === ends[0]).toBe(labels[i] === labels[0]);
        for (let s = 1; s < paths[i].length; s++) {
          const parent = paths[i][s - 1].node - tree.leaves;
          expect([tree.left[parent], tree.right[parent]]).toContain(paths[i][s].node);
        }
      }
    }),
  );
});

/** Points join the cluster of all before them, one by one. */
function chainOf(leaves: number): Tree {
  const merges = Array.from({ length: leaves - 1 }, (_, t) => t);
  return {
    method: 'single',
    leaves,
    left: Int32Array.from(merges, (t) => (t === 0 ? 0 : leaves + t - 1)),
    right: Int32Array.from(merges, (t) => t + 1),
    height: Float64Array.from(merges),
    size: Int32Array.from(merges, (t) => t + 2),
  };
}

test('of a long path its ends are listed, and what has a name or is chosen', () => {
  const tree = chainOf(101);
  const root = 200;
  const stepsFrom = (first: number, count: number) =>
    Array.from({ length: count }, (_, i) => ({ node: first - i, name: null }));
  const named = { node: root - 30, name: 'a name' };
  const chosen = { node: root - 60, name: null };
  const paths = clusterPathsAt(tree, 100, {
    nameOf: (node) => (node === named.node ? named.name : undefined),
    chosen: new Set([chosen.node, 100]),
  });
  expect(paths[0]).toEqual([...stepsFrom(root, 16), named, chosen, ...stepsFrom(116, 16)]);
  expect(paths[1]).toBe(paths[0]);
  expect(paths[100]).toEqual([...stepsFrom(root, 1), { node: 100, name: null }]);
  expect(paths[70]).toEqual([...stepsFrom(root, 30), named, { node: 70, name: null }]);
  expect(paths[69]?.map(({ node }) => node)).not.toContain(root - 16);
});

test('a chain of 20,000 points has short paths at every one of its cuts', () => {
  const tree = chainOf(20_000);
  const named = new Map([[30_000, 'half']]);
  for (const k of [33, 500, 20_000]) {
    const paths = clusterPathsAt(tree, k, { nameOf: (node) => named.get(node) });
    expect(new Set(paths).size).toBe(k);
    expect(paths.reduce((most, path) => Math.max(most, path.length), 0)).toBeLessThanOrEqual(33);
    expect(paths[0].map(({ name }) => name).includes('half')).toBe(k === 20_000);
    expect(new Set(paths.map((path) => path[path.length - 1].node)).size).toBe(k);
  }
});
