import type { Tree } from '../cluster/tree.ts';
import { type CsvCell, writeCsv } from './csv.ts';

/**
 * Columns `left,right,height,size`, one merge a line in merge order, scipy's numbering: ids below the number
 * of leaves are rows of the features, the merge on data line `t` (from 0) makes node `leaves + t`.
 */
export function treeCsv(tree: Tree): string {
  return writeCsv(treeRows(tree));
}

function* treeRows({ left, right, height, size }: Tree): Generator<readonly CsvCell[]> {
  yield ['left', 'right', 'height', 'size'];
  for (let t = 0; t < left.length; t++) yield [left[t], right[t], height[t], size[t]];
}
