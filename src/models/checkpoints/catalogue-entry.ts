import type { Checkpoint } from '../../core/network/checkpoint.ts';
import type { InputForm, VariableSource } from '../networks/fold.ts';
import type { InferenceNetwork } from '../networks/inference-network.ts';
import type { Architecture, AveragePoolRule } from '../networks/layers.ts';

/** A checkpoint's variables, and how the network they belong to has to be built. */
export interface OpenCheckpoint {
  readonly architecture: Architecture;
  readonly source: VariableSource;
  readonly averagePool: AveragePoolRule;
  readonly input: InputForm;
}

/** A checkpoint that can be chosen, and how it is put on the current backend. */
export interface CatalogueEntry {
  readonly checkpoint: Checkpoint;
  /** Pixels; below it the network's last grids would be empty. */
  readonly smallestSide: number;
  /** The caller disposes of the network. */
  load(signal: AbortSignal): Promise<InferenceNetwork>;
  /** To train from, or to build the network in another way. */
  open(signal: AbortSignal): Promise<OpenCheckpoint>;
}
