import { expect, test } from 'vitest';
import { leavesUnder } from './leaves-under.ts';
import type { Tree } from './tree.ts';

const tree: Tree = {
  method: 'ward',
  leaves: 4,
  left: Int32Array.of(2, 0, 4),
  right: Int32Array.of(1, 3, 5),
  height: Float64Array.of(1, 2, 3),
  size: Int32Array.of(2, 2, 4),
};

test.each([
  [0, [0]],
  [4, [1, 2]],
  [5, [0, 3]],
  [6, [0, 1, 2, 3]],
])('node %i', (node, points) => {
  expect([...leavesUnder(tree, node)]).toEqual(points);
});

test.each([-1, 7, 1.5])('there is no node %d', (node) => {
  expect(() => leavesUnder(tree, node)).toThrow(RangeError);
});
