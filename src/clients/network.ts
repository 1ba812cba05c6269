import { type Remote, transfer } from 'comlink';
import type { Matrix } from '../core/arrays/matrix.ts';
import type { Plate } from '../core/dataset/picture.ts';
import type { Model, ModelAbout } from '../core/network/model.ts';
import type { RunForecast, TrainedEpoch } from '../core/training/training-run.ts';
import type { CheckpointExport } from '../protocol/checkpoints.ts';
import { closeJob, createJob, type Job } from '../protocol/job.ts';
import { move } from '../protocol/move.ts';
import type {
  AutoencoderRun,
  AutoencoderSettings,
  Backend,
  BackendName,
  Checkpoint,
  EmbedSettings,
  ModelInput,
  NetworkApi,
} from '../protocol/network.ts';
import type { TrainingTask } from '../protocol/training.ts';
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

  /** The features' buffer is detached, or overwritten where it is shared. */
  trainAutoencoder(
    features: Matrix,
    settings: AutoencoderSettings,
    options: CallOptions,
  ): Promise<AutoencoderRun> {
    return this.#whenBooted(
      (api, job) => api.trainAutoencoder(move(features), settings, job),
      options,
    );
  }

  /** The task's buffers and the port are detached. A worker that ran out of memory is replaced. */
  trainNetwork(
    task: TrainingTask,
    feed: MessagePort,
    options: CallOptions,
  ): Promise<readonly TrainedEpoch[]> {
    return this.#replacedWhenFull(
      this.#whenBooted(
        (api, job) => api.trainNetwork(move(task), transfer(feed, [feed]), job),
        options,
      ),
    );
  }

  /** As for `trainNetwork`. */
  predictRun(task: TrainingTask, feed: MessagePort, options: CallOptions): Promise<RunForecast> {
    return this.#replacedWhenFull(
      this.#whenBooted(
        (api, job) => api.predictRun(move(task), transfer(feed, [feed]), job),
        options,
      ),
    );
  }

  /** The model's buffers are detached. */
  holdModel(model: Model, options: CallOptions): Promise<void> {
    return this.#whenBooted((api, job) => api.holdModel(move(model), job), options);
  }

  /** The plates' buffers are detached. */
  classify(plates: readonly Plate[], input: ModelInput, options: CallOptions): Promise<Matrix> {
    return this.#whenBooted((api, job) => api.classify(move(plates), input, job), options);
  }

  /** The plate's buffer is detached. */
  explain(plate: Plate, input: ModelInput, label: number, options: CallOptions): Promise<Matrix> {
    return this.#whenBooted((api, job) => api.explain(move(plate), input, label, job), options);
  }

  /** The model's buffers are detached. */
  exportModel(
    model: Model,
    about: ModelAbout,
    format: CheckpointExport,
    options: CallOptions,
  ): Promise<readonly File[]> {
    return this.#link.call((api, job) => api.exportModel(move(model), about, format, job), options);
  }

  dispose(): void {
    this.#link.dispose();
  }

  /** WebAssembly's memory doesn't shrink, and is in no certain state after it was full. */
  async #replacedWhenFull<T>(call: Promise<T>): Promise<T> {
    try {
      return await call;
    } catch (error) {
      if ((error as { readonly code?: unknown }).code === 'out-of-memory') this.#link.dispose();
      throw error;
    }
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
