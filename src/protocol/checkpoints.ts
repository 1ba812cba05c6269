import type { Checkpoint } from '../core/network/checkpoint.ts';
import type { CheckpointOffer } from '../core/network/checkpoint-offer.ts';
import type { Job } from './job.ts';

export type { CheckpointOffer } from '../core/network/checkpoint-offer.ts';

/** 'tfjs' is a LayersModel: a .json that names its .weights.bin. */
export type CheckpointExport = 'safetensors' | 'tfjs';

/** A checkpoint kept in this browser, whatever the project. */
export interface KeptCheckpoint {
  readonly checkpoint: Checkpoint;
  readonly bytes: number;
}

/** Checkpoints of this browser: adding, downloading, exporting, removing. The network worker reads what is kept here. */
export interface CheckpointsApi {
  kept(job: Job): Promise<readonly KeptCheckpoint[]>;
  /** What can be downloaded and isn't kept yet. */
  offers(job: Job): Promise<readonly CheckpointOffer[]>;
  /** One file, or a model.json with its shards. Rejects with `bad-checkpoint` in a sentence that names the tensor. */
  add(files: readonly File[], job: Job): Promise<Checkpoint>;
  /** Fetches from the offer's site, going on from what is there of it; nothing else here goes to the network. */
  download(offerId: string, job: Job): Promise<Checkpoint>;
  export(id: string, format: CheckpointExport, job: Job): Promise<readonly File[]>;
  /** Frees the disk of a checkpoint, or of what is there of an offer. */
  remove(id: string, job: Job): Promise<void>;
}
