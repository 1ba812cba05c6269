import { sortInRuns } from '../arrays/sort-in-runs.ts';
import type { LoopHooks } from '../loop-hooks.ts';
import { type Neighbours, nearNeighbours, quartersOf } from './near-neighbours.ts';

/** More differing bits are two pictures; the cost grows steeply with it. */
const MOST_DISTANCE = 15;
const ROWS_A_CHECKPOINT = 512;
const PICTURES_A_CHECKPOINT = 2 ** 14;

/**
 * Groups of pictures whose perceptual hashes differ in at most `maxDistance` of 64 bits from the group's
 * representative, which comes first in its group: the member with most neighbours, so that likeness is not chained from
 * picture to picture. Members by index, groups of two and more, in the order of their representatives. A picture without
 * a hash is in none.
 *
 * Two hashes that differ in at most d bits differ in at most d / 4 of one of their four quarters: only pictures with
 * such a quarter in common are compared (multi-index hashing, Norouzi et al. 2012).
 * @throws {RangeError} for a distance outside 0 … 15 or a hash that is not 16 hexadecimal digits.
 */
export async function nearDuplicateGroups(
  hashes: readonly (string | undefined)[],
  maxDistance: number,
  hooks: LoopHooks = {},
): Promise<readonly (readonly number[])[]> {
  if (!Number.isInteger(maxDistance) || maxDistance < 0 || maxDistance > MOST_DISTANCE) {
    throw new RangeError(`a distance of ${maxDistance} is none of 0 … ${MOST_DISTANCE}`);
  }
  const looks = await looksOf(hashes, hooks);
  const quarters = await quartersOf(
    looks.map(({ hash }) => hash),
    hooks,
  );
  const neighbours = await nearNeighbours(quarters, maxDistance, hooks);
  return groupsOf(looks, neighbours, hooks);
}

/** Pictures of the same hash: ten thousand blank frames are one look, not fifty million pairs. */
interface Look {
  readonly hash: string;
  /** Ascending. */
  readonly pictures: number[];
}

/** In the order of their first pictures. */
async function looksOf(
  hashes: readonly (string | undefined)[],
  { checkpoint }: LoopHooks,
): Promise<readonly Look[]> {
  const looks = new Map<string, Look>();
  for (const [i, hash] of hashes.entries()) {
    if (i % ROWS_A_CHECKPOINT === 0) await checkpoint?.(0);
    if (hash === undefined) continue;
    const known = looks.get(hash);
    if (known) known.pictures.push(i);
    else looks.set(hash, { hash, pictures: [i] });
  }
  return [...looks.values()];
}

/** Takes pictures from the one with most neighbours, each with those of its neighbours that no group has yet. */
async function groupsOf(
  looks: readonly Look[],
  { from, of }: Neighbours,
  hooks: LoopHooks,
): Promise<readonly (readonly number[])[]> {
  const counts = new Int32Array(looks.length);
  for (const [row, { pictures }] of looks.entries()) {
    if (row % ROWS_A_CHECKPOINT === 0) await hooks.checkpoint?.(1);
    counts[row] = pictures.length - 1;
    for (let at = from[row]; at < from[row + 1]; at++) counts[row] += looks[of[at]].pictures.length;
  }
  const near = [...looks.keys()].filter((row) => counts[row] > 0);
  const order = await sortInRuns(near, (a, b) => counts[b] - counts[a] || a - b, hooks);
  const isTaken = new Uint8Array(looks.length);
  const groups: number[][] = [];
  let met = 0;
  for (const row of order) {
    if (isTaken[row]) continue;
    met += counts[row];
    if (met > PICTURES_A_CHECKPOINT) {
      met = 0;
      await hooks.checkpoint?.(1);
    }
    isTaken[row] = 1;
    const free = of.subarray(from[row], from[row + 1]).filter((other) => !isTaken[other]);
    for (const other of free) isTaken[other] = 1;
    const [first, ...twins] = looks[row].pictures;
    const others = [...twins, ...[...free].flatMap((other) => looks[other].pictures)];
    if (others.length > 0) groups.push([first, ...others.sort((a, b) => a - b)]);
  }
  return sortInRuns(groups, (a, b) => a[0] - b[0], hooks);
}
