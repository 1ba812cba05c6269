import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutTree } from '../cluster/cut-tree.ts';
import type { Tree } from '../cluster/tree.ts';
import { clusterPathsAt } from './cluster-path.ts';

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
  expect(clusterPathsAt(pairs, 1, nameOf)).toEqual([[root], [root], [root], [root]]);
  expect(clusterPathsAt(pairs, 3, nameOf)).toEqual([
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
  expect(clusterPathsAt(tree, 1, () => undefined)).toEqual([[{ node: 0, name: null }]]);
});

test.each([0, 5, 1.5])('%d clusters of four points are refused', (k) => {
  expect(() => clusterPathsAt(pairs, k, () => undefined)).toThrow(RangeError);
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
      const paths = clusterPathsAt(tree, k, () => undefined);
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
