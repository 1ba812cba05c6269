import type { Matrix } from '../arrays/matrix.ts';
import { partOf } from '../loop-hooks.ts';
import type { Neighbours } from '../neighbours/neighbours.ts';
import { requireFinite } from '../neighbours/require-finite.ts';
import type { SearchHooks } from '../neighbours/search-hooks.ts';
import { nearestAmong, openSearchSpace, type SearchSpace } from '../neighbours/search-space.ts';
import { createRandom } from '../random/random.ts';
import { fuzzyGraph } from './fuzzy-graph.ts';
import { neighboursKept } from './neighbours-kept.ts';
import type { MapSettings, PlaneLayout } from './plane-layout.ts';
import { principalPlane } from './principal-plane.ts';
import { settle } from './settle.ts';

/** With fewer, the plane through them shows all there is. */
const FEWEST_FOR_UMAP = 4;
/** Half the side of the square in which UMAP starts. */
const START_REACH = 10;
/** Parts equal points, which nothing else would. */
const START_NOISE = 1e-4;
const MANY_ROWS = 10_000;

/**
 * Lays the rows of `x` out in the plane. UMAP starts from PCA, which keeps the lie of the land from run to run and the
 * large distances meaningful (Kobak and Linderman 2021).
 * @param onMove UMAP only: called with the positions as they are at first and after each epoch; copy what is to be kept.
 * @throws {AppError} `bad-features` if a value is not finite.
 */
export async function layOutPlane(
  x: Matrix,
  settings: MapSettings,
  hooks: SearchHooks,
  onMove?: (positions: Float32Array<ArrayBuffer>) => void,
): Promise<PlaneLayout> {
  const { kind, neighbours: k, seed } = settings;
  await requireFinite(x, partOf(hooks, 0, 0.01));
  const space = await openSearchSpace(x, partOf(hooks, 0.01, 0.05));
  const plane = await principalPlane(space, partOf(hooks, 0.05, 0.06));
  const isUmap = kind === 'umap' && x.rows >= FEWEST_FOR_UMAP;
  const start = isUmap ? startFrom(plane.positions, seed) : plane.positions;
  if (isUmap) onMove?.(start);
  const nearest = await nearestOfAll(space, k, partOf(hooks, 0.06, isUmap ? 0.12 : 0.5));
  if (isUmap) {
    const graph = await fuzzyGraph(nearest, x.rows, partOf(hooks, 0.12, 0.14));
    const epochs = x.rows > MANY_ROWS ? 200 : 500;
    await settle(graph, start, { epochs, seed }, partOf(hooks, 0.14, 0.96), () => onMove?.(start));
  }
  const judging = partOf(hooks, isUmap ? 0.96 : 0.5, 1);
  return {
    positions: start,
    neighboursKept: await neighboursKept(nearest, start, judging),
    shares: isUmap ? undefined : plane.shares,
  };
}

async function nearestOfAll(
  space: SearchSpace,
  k: number,
  hooks: SearchHooks,
): Promise<Neighbours> {
  const { rows } = space.x;
  const nearest = Math.min(k, Math.max(0, rows - 1));
  if (nearest === 0) return { k: 0, indices: new Int32Array(0), distances: new Float64Array(0) };
  const all = Int32Array.from({ length: rows }, (_, i) => i);
  const { table } = await nearestAmong(space, all, nearest, hooks);
  return { k: nearest, indices: table.indices, distances: table.squares.map(Math.sqrt) };
}

function startFrom(plane: Float32Array<ArrayBuffer>, seed: number): Float32Array<ArrayBuffer> {
  const random = createRandom(seed).fork(1);
  const reach = plane.reduce((most, v) => Math.max(most, Math.abs(v)), 0);
  const scale = reach > 0 ? START_REACH / reach : 0;
  return plane.map((v) => v * scale + START_NOISE * random.normal());
}
