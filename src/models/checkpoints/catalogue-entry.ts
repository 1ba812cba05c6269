import type { Checkpoint } from '../../core/network/checkpoint.ts';
import type { InferenceNetwork } from '../networks/inference-network.ts';

/** A checkpoint that can be chosen, and how it is put on the current backend. */
export interface CatalogueEntry {
  readonly checkpoint: Checkpoint;
  /** Pixels; below it the network's last grids would be empty. */
  readonly smallestSide: number;
  /** The caller disposes of the network. */
  load(signal: AbortSignal): Promise<InferenceNetwork>;
}
