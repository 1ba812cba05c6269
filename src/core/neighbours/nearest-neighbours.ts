import type { Matrix } from '../arrays/matrix.ts';
import { partOf } from '../loop-hooks.ts';
import type { Neighbours } from './neighbours.ts';
import { requireFinite } from './require-finite.ts';
import type { SearchHooks } from './search-hooks.ts';
import { nearestAmong, openSearchSpace } from './search-space.ts';

export interface NearestNeighbours {
  readonly neighbours: Neighbours;
  /** How they were found, and why if it was the slow way, in words for a person. */
  readonly search: string;
}

/**
 * The `k` nearest other rows of each row, exactly; equal rows are neighbours at distance 0. Where there
 * are fewer than `k` others, `k` of the result is their number.
 *
 * @throws {AppError} `bad-features` if a value is not finite.
 */
export async function nearestNeighbours(
  x: Matrix,
  k: number,
  hooks: SearchHooks,
): Promise<NearestNeighbours> {
  if (!(Number.isInteger(k) && k >= 0)) throw new RangeError(`${k} neighbours`);
  const nearest = Math.min(k, Math.max(0, x.rows - 1));
  if (nearest === 0) {
    const neighbours = { k: 0, indices: new Int32Array(0), distances: new Float64Array(0) };
    return { neighbours, search: 'nothing to search' };
  }
  await requireFinite(x, partOf(hooks, 0, 0.02));
  const space = await openSearchSpace(x, partOf(hooks, 0.02, 0.2));
  const all = Int32Array.from({ length: x.rows }, (_, i) => i);
  const { table, search } = await nearestAmong(space, all, nearest, partOf(hooks, 0.2, 1));
  const distances = table.squares.map(Math.sqrt);
  return { neighbours: { k: nearest, indices: table.indices, distances }, search };
}
