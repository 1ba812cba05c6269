import { expect, test } from 'vitest';
import { matrix } from '../arrays/matrix.ts';
import { packRows, paddedWidth } from '../neighbours/squared-distances.ts';
import { createRandom } from '../random/random.ts';
import { semsyn } from '../reference/semsyn.ts';
import { linkSingle } from './link-single.ts';
import { spanByPrim } from './span-by-prim.ts';
import { treeFromEdges } from './tree-from-edges.ts';
import { WorkMeter } from './work-meter.ts';

const uniform = (rows: number, cols: number) => {
  const random = createRandom(3);
  return matrix(Float32Array.from({ length: rows * cols }, random.next), rows, cols);
};

test.each([
  ['clustered rows, where the tree prunes', semsyn(1500, 2, 0.02).x],
  ['rows of many dimensions, where it does not', uniform(300, 60)],
])('gives the spanning tree that single linkage has, on %s', async (_, x) => {
  const edges = await spanByPrim(packRows(x), paddedWidth(x.cols), new WorkMeter({}));
  expect(treeFromEdges('single', edges, 'by-height')).toEqual(
    await linkSingle(x, {}, { plainUpTo: 0 }),
  );
});
