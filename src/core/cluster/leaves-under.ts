import type { Tree } from './tree.ts';

/**
 * The points under a node of a tree, ascending; a point is under itself.
 * @throws {RangeError} if the tree has no such node.
 */
export function leavesUnder({ leaves, left, right }: Tree, node: number): Int32Array<ArrayBuffer> {
  if (!Number.isInteger(node) || node < 0 || node >= leaves + left.length) {
    throw new RangeError(`a tree of ${leaves} points has no node ${node}`);
  }
  const found: number[] = [];
  const open = [node];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next < leaves) found.push(next);
    else open.push(left[next - leaves], right[next - leaves]);
  }
  return Int32Array.from(found).sort();
}
