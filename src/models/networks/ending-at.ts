import type { Architecture } from './layers.ts';
import { depthOf } from './run-blocks.ts';

/**
 * The network up to `endpoint`, a block's name or alias: its pooling and classifier stand there and the blocks above are
 * left out. At the end, `pool`, it stays as it is.
 * @throws {RangeError} when there is no such endpoint.
 */
export function endingAt(architecture: Architecture, endpoint: string): Architecture {
  const blocks = architecture.blocks.slice(0, depthOf(architecture, endpoint));
  const last = blocks.at(-1);
  if (!last || blocks.length === architecture.blocks.length) return architecture;
  return { ...architecture, blocks, endsAt: last.name };
}
