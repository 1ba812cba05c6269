import type { Matrix } from '../arrays/matrix.ts';
import { type LoopHooks, partOf } from '../loop-hooks.ts';
import { requireFinite } from '../neighbours/require-finite.ts';
import { type CentroidMethod, mergeCentroids } from './merge-centroids.ts';
import type { Tree } from './tree.ts';
import { blankTree, treeFromEdges } from './tree-from-edges.ts';
import { WideClusterSearch, WideClusters, type WideUse } from './wide-clusters.ts';
import { openWideRows } from './wide-rows.ts';
import { spanWide } from './wide-single.ts';
import { WorkMeter } from './work-meter.ts';

/** Share of the whole time that the projection takes, about. */
const OPENING = 0.02;

/**
 * As `linkSingle`, without a copy of the rows.
 * @throws {AppError} 'bad-features' if a value is not finite.
 */
export async function linkSingleWide(x: Matrix, hooks: LoopHooks = {}): Promise<Tree> {
  await requireFinite(x, partOf(hooks, 0, 0));
  if (x.rows < 2) return blankTree('single', x.rows);
  const rows = await openWideRows(x, partOf(hooks, 0, OPENING));
  const edges = await spanWide(rows, new WorkMeter(partOf(hooks, OPENING, 1)));
  return treeFromEdges('single', edges, 'by-height');
}

/**
 * As `linkCentroid`, with the centroids of merged clusters for the only copies.
 * @throws {AppError} 'bad-features' if a value is not finite.
 */
export function linkCentroidWide(
  x: Matrix,
  hooks: LoopHooks = {},
  use: Partial<WideUse> = {},
): Promise<Tree> {
  return linkBy('centroid', x, hooks, use);
}

/**
 * As `linkWard`, with the centroids of merged clusters for the only copies.
 * @throws {AppError} 'bad-features' if a value is not finite.
 */
export function linkWardWide(
  x: Matrix,
  hooks: LoopHooks = {},
  use: Partial<WideUse> = {},
): Promise<Tree> {
  return linkBy('ward', x, hooks, use);
}

async function linkBy(
  method: CentroidMethod,
  x: Matrix,
  hooks: LoopHooks,
  use: Partial<WideUse>,
): Promise<Tree> {
  await requireFinite(x, partOf(hooks, 0, 0));
  if (x.rows < 2) return blankTree(method, x.rows);
  const rows = await openWideRows(x, partOf(hooks, 0, OPENING));
  const meter = new WorkMeter(partOf(hooks, OPENING, 1));
  const clusters = new WideClusters(rows, use);
  const search = new WideClusterSearch(clusters, method, { ...use, meter });
  return mergeCentroids(method, { clusters, search, meter });
}
