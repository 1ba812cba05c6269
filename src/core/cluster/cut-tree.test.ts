import { expect, test } from 'vitest';
import { semsyn } from '../reference/semsyn.ts';
import { clustersAt, cutTree } from './cut-tree.ts';
import { linkCentroid } from './link-centroids.ts';
import type { Tree } from './tree.ts';

/** 0 and 3 first, then 1 and 2, then the pairs, then 4; the third merge is lower than the second. */
const TREE: Tree = {
  method: 'centroid',
  leaves: 5,
  left: Int32Array.of(0, 1, 5, 4),
  right: Int32Array.of(3, 2, 6, 7),
  height: Float64Array.of(1, 3, 2, 4),
  size: Int32Array.of(2, 2, 4, 5),
};

test.each([
  [5, [0, 1, 2, 3, 4]],
  [4, [0, 1, 2, 0, 3]],
  [3, [0, 1, 1, 0, 2]],
  [2, [0, 0, 0, 0, 1]],
  [1, [0, 0, 0, 0, 0]],
])('%i clusters, in merge order', (k, labels) => {
  expect([...cutTree(TREE, k)]).toEqual(labels);
});

test('clusters go by their node, the biggest first', () => {
  expect(clustersAt(TREE, 3)).toEqual([
    { node: 5, members: Int32Array.of(0, 3) },
    { node: 6, members: Int32Array.of(1, 2) },
    { node: 4, members: Int32Array.of(4) },
  ]);
});

test.each([0, 6, 1.5, -1, Number.NaN])('%d clusters of five points cannot be', (k) => {
  expect(() => cutTree(TREE, k)).toThrow(RangeError);
});

test('a tree without points has the empty cut', () => {
  const none = new Int32Array(0);
  const tree = { ...TREE, leaves: 0, left: none, right: none, size: none };
  expect(cutTree(tree, 0)).toHaveLength(0);
  expect(clustersAt(tree, 0)).toEqual([]);
});

test('cuts are nested, of exactly k clusters, where heights fall', async () => {
  const tree = await linkCentroid(semsyn(400, 6, 0.04).x);
  expect(tree.height.some((h, t) => h < tree.height[t - 1])).toBe(true);
  let finer = cutTree(tree, 400);
  for (let k = 399; k > 0; k--) {
    const labels = cutTree(tree, k);
    expect(new Set(labels).size).toBe(k);
    expect(new Set(finer.map((label, i) => label * 400 + labels[i])).size).toBe(k + 1);
    expect(
      clustersAt(tree, k).map(({ members }) => new Set(members.map((i) => labels[i])).size),
    ).toEqual(new Array(k).fill(1));
    finer = labels;
  }
});
