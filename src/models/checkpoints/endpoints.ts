import type { Endpoint } from '../../core/network/checkpoint.ts';
import type { Architecture } from '../networks/layers.ts';
import { POOL } from '../networks/run-blocks.ts';
import { gridsOf } from '../networks/shapes.ts';

/** The blocks of a network that have a name in the paper's world, and its global pool, as a person may choose them. */
export function endpointsOf(
  architecture: Architecture,
  recommended: readonly string[],
): readonly Endpoint[] {
  const grids = gridsOf(architecture, architecture.inputSide);
  const blocks = architecture.blocks.flatMap(({ name, alias }) => {
    const grid = grids.get(name);
    if (!alias || !grid) return [];
    const { channels, side } = grid;
    return [{ name: alias, channels, gridSide: side, recommended: recommended.includes(alias) }];
  });
  const channels = blocks.at(-1)?.channels ?? 0;
  const pool = { name: POOL, channels, gridSide: 1, recommended: recommended.includes(POOL) };
  return [...blocks, pool];
}
