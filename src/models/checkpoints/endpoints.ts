import type { Endpoint } from '../../core/network/checkpoint.ts';
import type { Architecture } from '../networks/layers.ts';
import { POOL } from '../networks/run-blocks.ts';
import { gridsOf } from '../networks/shapes.ts';

/**
 * The blocks of a network as a person may choose them, and its global pool. Where some have a name in the paper's
 * world, those alone and by that name; else all by their own.
 */
export function endpointsOf(
  architecture: Architecture,
  recommended: readonly string[],
): readonly Endpoint[] {
  const grids = gridsOf(architecture, architecture.inputSide);
  const hasAliases = architecture.blocks.some(({ alias }) => alias !== undefined);
  const blocks = architecture.blocks.flatMap(({ name, alias, layer }) => {
    const grid = grids.get(name);
    const shown = hasAliases ? alias : name;
    if (!shown || !grid || layer.kind === 'dropout') return [];
    const { channels, side } = grid;
    return [{ name: shown, channels, gridSide: side, recommended: recommended.includes(shown) }];
  });
  const channels = blocks.at(-1)?.channels ?? 0;
  const pool = { name: POOL, channels, gridSide: 1, recommended: recommended.includes(POOL) };
  return [...blocks, pool];
}
