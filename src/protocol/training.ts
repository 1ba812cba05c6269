import { expose, type Remote, wrap } from 'comlink';
import type { Matrix } from '../core/arrays/matrix.ts';
import type { Plate } from '../core/dataset/picture.ts';
import type { ModelBase, NamedVariables } from '../core/network/model.ts';
import type { TrainedEpoch } from '../core/training/training-run.ts';
import type { TrainingSettings } from '../core/training/training-settings.ts';
import { move } from './move.ts';

/** Where a run stood after its last epoch; buffers are transferred. */
export interface StoredRunState {
  readonly variables: NamedVariables;
  readonly optimiserSteps: number;
  /** As the optimiser names its memories. */
  readonly optimiser: Readonly<Record<string, Float32Array<ArrayBuffer>>>;
}

/** All that a run needs but its plates; the lists have one entry a picture. Buffers are transferred. */
export interface TrainingTask {
  readonly settings: TrainingSettings;
  readonly base: ModelBase;
  /** Of the runs that this one starts from, over the base. */
  readonly variables: NamedVariables;
  /** Whether the classifier is drawn anew from the seed, as it always is where it has other outputs. */
  readonly isHeadFresh: boolean;
  readonly classes: number;
  readonly labels: Int32Array<ArrayBuffer>;
  /** One of `PART`. */
  readonly parts: Uint8Array<ArrayBuffer>;
  readonly microBatch: number;
  /** Pooled features of the pictures, where nothing but the classifier trains: plates are then not asked for. */
  readonly features: Matrix | undefined;
  readonly resume:
    | { readonly epochs: readonly TrainedEpoch[]; readonly state: StoredRunState }
    | undefined;
}

/** An epoch that is over. */
export interface EpochResult {
  readonly epoch: TrainedEpoch;
  readonly isBest: boolean;
  readonly state: StoredRunState;
  /** `[rows, classes]`, in the order of the pictures. */
  readonly validationLogits: Matrix;
  readonly testLogits: Matrix;
}

/** What the page gives a run while it lasts. Both may reject, which ends the run. */
export interface TrainingFeed {
  /** Plates at places in the list of pictures. */
  plates(places: Int32Array<ArrayBuffer>): Promise<readonly Plate[]>;
  /** Keeps an epoch on disk; the next begins when it has resolved. */
  keep(result: EpochResult): Promise<void>;
}

/** A port for the worker, which is fed until `close`. */
export function serveFeed(feed: TrainingFeed): { readonly port: MessagePort; close(): void } {
  const { port1, port2 } = new MessageChannel();
  const served: TrainingFeed = {
    plates: async (places) => move(await feed.plates(places)),
    keep: (result) => feed.keep(result),
  };
  expose(served, port1);
  return { port: port2, close: () => port1.close() };
}

/** The worker's end. The buffers of what is kept are detached. */
export function connectFeed(port: MessagePort): TrainingFeed {
  const remote: Remote<TrainingFeed> = wrap<TrainingFeed>(port);
  return {
    plates: (places) => remote.plates(places),
    keep: (result) => remote.keep(move(result)),
  };
}
