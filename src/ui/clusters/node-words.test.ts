import { expect, test } from 'vitest';
import type { Tree } from '../../core/cluster/tree.ts';
import { nodeWords } from './node-words.ts';

const tree: Tree = {
  method: 'ward',
  leaves: 3,
  left: Int32Array.of(0, 2),
  right: Int32Array.of(1, 3),
  height: Float64Array.of(0.5, 57.03),
  size: Int32Array.of(2, 3),
};

test('a branch is told by its pictures and where it joins', () => {
  expect(nodeWords(tree, { id: 4, size: 3, name: undefined, rank: 0 })).toEqual({
    heading: 'Branch of 3 pictures',
    height: 'Joined at 57.0 code units',
    spoken: 'Branch, joined at 57.0 code units, 3 pictures',
  });
});

test('a cluster of the cut has its number, or the name it was given', () => {
  expect(nodeWords(tree, { id: 3, size: 2, name: undefined, rank: 2 }).heading).toBe(
    'Cluster 2, 2 pictures',
  );
  expect(nodeWords(tree, { id: 3, size: 2, name: 'Cells', rank: 2 }).spoken).toBe(
    'Cells, joined at 0.500 code units, 2 pictures',
  );
});

test('a single picture joins nothing', () => {
  expect(nodeWords(tree, { id: 1, size: 1, name: undefined, rank: 0 })).toEqual({
    heading: 'Branch of 1 picture',
    height: undefined,
    spoken: 'Branch, 1 picture',
  });
});

test('density peaks join at a gamma', () => {
  const peaks: Tree = { ...tree, method: 'density-peaks' };
  expect(nodeWords(peaks, { id: 4, size: 3, name: undefined, rank: 0 }).height).toBe(
    'Joined at γ = 57.0',
  );
});
