import { type Remote, transfer } from 'comlink';
import type { Matrix } from '../core/arrays/matrix.ts';
import type { Plate } from '../core/dataset/picture.ts';
import { closeJob, createJob, type Job } from '../protocol/job.ts';
import type {
  AutoencoderRun,
  AutoencoderSettings,
  Backend,
  BackendName,
  Checkpoint,
  EmbedSettings,
  NetworkApi,
} from '../protocol/network.ts';
import { type CallOptions, WorkerLink } from './worker-link.ts';

const spawnNetworkWorker = () =>
  new Worker(new URL('../../workers/network.worker.ts', import.meta.url), {
    type: 'module',
    name: 'network',
  });

/**
 * The networks. What each verb does, and how it fails, stands at `NetworkApi`. If the worker had to be
 * replaced, the backend that was asked for last is started again before the next call goes through.
 */
export class NetworkClient {
  readonly #link: WorkerLink<NetworkApi>;
  #wanted: BackendName | 'auto' = 'auto';
  #isBooted = false;

  constructor(spawn: () => Worker = spawnNetworkWorker) {
    this.#link = new WorkerLink<NetworkApi>(() => {
      this.#isBooted = false;
      return spawn();
    });
  }

  boot(wanted: BackendName | 'auto', options: CallOptions): Promise<Backend> {
    this.#wanted = wanted;
    return this.#link.call(async (api, job) => {
      const backend = await api.boot(wanted, job);
      this.#isBooted = true;
      return backend;
    }, options);
  }

  checkpoints(options: CallOptions): Promise<readonly Checkpoint[]> {
    return this.#link.call((api, job) => api.checkpoints(job), options);
  }

  /** The plates' buffers are detached. */
  embed(plates: readonly Plate[], settings: EmbedSettings, options: CallOptions): Promise<Matrix> {
    const buffers = new Set(plates.map(({ data }) => data.buffer));
    return this.#whenBooted(
      (api, job) => api.embed(transfer(plates, [...buffers]), settings, job),
      options,
    );
  }

  /** The features' buffer is detached. */
  trainAutoencoder(
    features: Matrix,
    settings: AutoencoderSettings,
    options: CallOptions,
  ): Promise<AutoencoderRun> {
    return this.#whenBooted(
      (api, job) => api.trainAutoencoder(transfer(features, [features.data.buffer]), settings, job),
      options,
    );
  }

  dispose(): void {
    this.#link.dispose();
  }

  #whenBooted<T>(
    run: (api: Remote<NetworkApi>, job: Job) => Promise<T>,
    options: CallOptions,
  ): Promise<T> {
    return this.#link.call(async (api, job) => {
      if (!this.#isBooted) await this.#bootAgain(api, options.signal);
      return run(api, job);
    }, options);
  }

  /** With a job of its own: one job crosses once. */
  async #bootAgain(api: Remote<NetworkApi>, signal: AbortSignal): Promise<void> {
    const job = createJob(signal);
    try {
      await api.boot(this.#wanted, job);
      this.#isBooted = true;
    } finally {
      closeJob(job);
    }
  }
}
