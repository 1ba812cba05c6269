import { endingAt } from '../networks/ending-at.ts';
import type { CheckpointRecord } from './checkpoint-record.ts';
import { type KnownNetwork, knownNetwork } from './known-networks.ts';

/**
 * The network that a record is of, without the blocks that training left out.
 * @throws {RangeError} when no network has its name.
 */
export function recordedNetwork({
  network: id,
  endsAt,
}: Pick<CheckpointRecord, 'network' | 'endsAt'>): KnownNetwork {
  const network = knownNetwork(id);
  const { architecture } = network;
  const isBlock = architecture.blocks.some(({ name }) => name === endsAt);
  if (endsAt === undefined || !isBlock) return network;
  return { ...network, architecture: endingAt(architecture, endsAt) };
}
