import type { Checkpoint } from '../core/network/checkpoint.ts';
import type { CheckpointOffer } from '../core/network/checkpoint-offer.ts';
import type { CheckpointExport, CheckpointsApi, KeptCheckpoint } from '../protocol/checkpoints.ts';
import { type CallOptions, WorkerLink } from './worker-link.ts';

const spawnCheckpointsWorker = () =>
  new Worker(new URL('../../workers/checkpoints.worker.ts', import.meta.url), {
    type: 'module',
    name: 'checkpoints',
  });

/** Checkpoints of this browser. What each verb does, and how it fails, stands at `CheckpointsApi`. */
export class CheckpointsClient {
  readonly #link: WorkerLink<CheckpointsApi>;

  constructor(spawn: () => Worker = spawnCheckpointsWorker) {
    this.#link = new WorkerLink<CheckpointsApi>(spawn);
  }

  kept(options: CallOptions): Promise<readonly KeptCheckpoint[]> {
    return this.#link.call((api, job) => api.kept(job), options);
  }

  offers(options: CallOptions): Promise<readonly CheckpointOffer[]> {
    return this.#link.call((api, job) => api.offers(job), options);
  }

  add(files: readonly File[], options: CallOptions): Promise<Checkpoint> {
    return this.#link.call((api, job) => api.add(files, job), options);
  }

  download(offerId: string, options: CallOptions): Promise<Checkpoint> {
    return this.#link.call((api, job) => api.download(offerId, job), options);
  }

  export(id: string, format: CheckpointExport, options: CallOptions): Promise<readonly File[]> {
    return this.#link.call((api, job) => api.export(id, format, job), options);
  }

  remove(id: string, options: CallOptions): Promise<void> {
    return this.#link.call((api, job) => api.remove(id, job), options);
  }

  dispose(): void {
    this.#link.dispose();
  }
}
