import { transfer } from 'comlink';
import { AppError } from '../src/core/app-error.ts';
import type { Matrix } from '../src/core/arrays/matrix.ts';
import type { Plate } from '../src/core/dataset/picture.ts';
import type { Model, ModelAbout } from '../src/core/network/model.ts';
import { trainAutoencoder } from '../src/models/autoencoder/train-autoencoder.ts';
import type { StartedBackend } from '../src/models/backends/start-backend.ts';
import type { CatalogueEntry, OpenCheckpoint } from '../src/models/checkpoints/catalogue-entry.ts';
import { embedPlates } from '../src/models/features/embed-plates.ts';
import type { InferenceNetwork } from '../src/models/networks/inference-network.ts';
import type { Architecture } from '../src/models/networks/layers.ts';
import type { CheckpointExport } from '../src/protocol/checkpoints.ts';
import { checkpointFor, type Job } from '../src/protocol/job.ts';
import { move } from '../src/protocol/move.ts';
import type {
  AutoencoderSettings,
  BackendName,
  EmbedSettings,
  ModelInput,
  NetworkApi,
} from '../src/protocol/network.ts';
import { connectFeed, type TrainingTask } from '../src/protocol/training.ts';
import { exportModel } from './export-model.ts';
import { HeldModel } from './held-model.ts';
import { openBase } from './open-base.ts';
import { probeTraining, runTraining } from './run-training.ts';
import { whenAborted } from './when-aborted.ts';

type Wanted = BackendName | 'auto';

export interface NetworkDeps {
  readonly start: (wanted: Wanted, isGraphicsLost: boolean) => Promise<StartedBackend>;
  readonly catalogue: readonly CatalogueEntry[];
  /** Brings the catalogue up to what is kept in this browser now. */
  readonly refreshCatalogue?: () => Promise<void>;
  /** Those that can be trained from scratch. */
  readonly architectures: readonly Architecture[];
}

export function createNetworkApi(deps: NetworkDeps): NetworkApi {
  return new NetworkSession(deps);
}

/** Pictures of 299 px in one batch: on WASM more bring nothing and make a cancel wait. */
const BATCH_AT_299: Readonly<Record<BackendName, number>> = { webgpu: 16, wasm: 2, cpu: 1 };

function batchSizeFor(backend: BackendName, side: number): number {
  return Math.max(1, Math.round(BATCH_AT_299[backend] * (299 / side) ** 2));
}

interface Running {
  readonly wanted: Wanted;
  readonly started: StartedBackend;
}

/** One backend, the networks on it, and one job at a time. */
class NetworkSession implements NetworkApi {
  readonly #deps: NetworkDeps;
  readonly #networks = new Map<string, InferenceNetwork>();
  #model: HeldModel | undefined;
  #running: Running | undefined;
  #isGraphicsLost = false;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(deps: NetworkDeps) {
    this.#deps = deps;
  }

  boot(wanted: Wanted, job: Job) {
    return this.#inTurn(job, async () => (await this.#start(wanted)).backend);
  }

  async checkpoints() {
    await this.#deps.refreshCatalogue?.();
    return this.#deps.catalogue.map(({ checkpoint }) => checkpoint);
  }

  embed(plates: readonly Plate[], settings: EmbedSettings, job: Job) {
    return this.#inTurn(job, () =>
      this.#survivingLoss(job, async ({ backend }) => {
        const entry = this.#entry(settings);
        const network = await this.#network(entry, job.signal);
        const rows = await embedPlates(network, plates, {
          endpoint: settings.endpoint,
          channels: channelsAt(entry, settings.endpoint),
          side: settings.inputSide,
          fit: settings.fit,
          nmPerPixel: settings.nmPerPixel,
          batchSize: batchSizeFor(backend.name, settings.inputSide),
          checkpoint: checkpointFor(job, 'features'),
        });
        return transfer(rows, [rows.data.buffer]);
      }),
    );
  }

  trainAutoencoder(features: Matrix, settings: AutoencoderSettings, job: Job) {
    return this.#inTurn(job, async () => {
      await this.#current();
      const run = await trainAutoencoder(features, settings, {
        checkpoint: checkpointFor(job, 'autoencoder'),
        onEpoch: (detail) =>
          job.report({ stage: 'autoencoder', fraction: detail.epoch / settings.epochs, detail }),
      });
      return transfer(run, [run.codes.data.buffer]);
    });
  }

  trainNetwork(task: TrainingTask, feed: MessagePort, job: Job) {
    return this.#inTurn(job, () =>
      this.#untilLost(() =>
        runTraining(task, { source: this.#base(task, job), feed: connectFeed(feed), job }),
      ),
    );
  }

  predictRun(task: TrainingTask, feed: MessagePort, job: Job) {
    return this.#inTurn(job, () =>
      this.#untilLost(({ backend }) =>
        probeTraining(task, {
          source: this.#base(task, job),
          feed: connectFeed(feed),
          job,
          backend: backend.name,
        }),
      ),
    );
  }

  holdModel(model: Model, job: Job) {
    return this.#inTurn(job, async () => {
      this.#model?.release();
      this.#model = new HeldModel(await this.#base(model, job), model.classes);
    });
  }

  classify(plates: readonly Plate[], input: ModelInput, job: Job) {
    return this.#inTurn(job, () =>
      this.#survivingLoss(job, async ({ backend }) => {
        const batchSize = batchSizeFor(backend.name, input.inputSide);
        const checkpoint = checkpointFor(job, 'classes');
        return move(await this.#held().classify(plates, { ...input, batchSize, checkpoint }));
      }),
    );
  }

  explain(plate: Plate, input: ModelInput, label: number, job: Job) {
    return this.#inTurn(job, () =>
      this.#survivingLoss(job, async () => move(await this.#held().explain(plate, input, label))),
    );
  }

  async exportModel(model: Model, about: ModelAbout, format: CheckpointExport, job: Job) {
    await this.#deps.refreshCatalogue?.();
    const opened = await this.#base(model, job);
    return exportModel(opened, { classes: model.classes, about }, format);
  }

  #held(): HeldModel {
    if (this.#model) return this.#model;
    throw new AppError('bad-checkpoint', 'No model is held any more. Choose the run again.');
  }

  #base({ base, variables }: Pick<Model, 'base' | 'variables'>, job: Job): Promise<OpenCheckpoint> {
    return openBase(base, variables, { ...this.#deps, signal: job.signal });
  }

  /** A lost graphics device ends what can't begin again here. */
  async #untilLost<T>(run: (started: StartedBackend) => Promise<T>): Promise<T> {
    const started = await this.#current();
    const lost = started.lost?.then(() => {
      this.#isGraphicsLost = true;
      this.#forget();
      throw new AppError('device-lost', 'The graphics device was lost. Resume on another backend.');
    });
    return Promise.race([run(started), ...(lost ? [lost] : [])]);
  }

  /** Waits for the job before; one that is cancelled while it waits leaves at once. */
  #inTurn<T>(job: Job, run: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(() => {
      job.signal.throwIfAborted();
      return run();
    });
    this.#turn = turn.catch(() => {});
    return Promise.race([turn, whenAborted(job.signal, this.#turn)]);
  }

  #current(): Promise<StartedBackend> {
    return this.#start(this.#running?.wanted ?? 'auto');
  }

  async #start(wanted: Wanted): Promise<StartedBackend> {
    if (this.#running?.wanted === wanted) return this.#running.started;
    this.#forget();
    const started = await this.#deps.start(wanted, this.#isGraphicsLost);
    this.#running = { wanted, started };
    return started;
  }

  #forget(): void {
    for (const network of this.#networks.values()) network.dispose();
    this.#networks.clear();
    this.#model?.release();
    this.#running = undefined;
  }

  /** A lost graphics device takes its networks along; with 'auto' the same work is done on the next backend. */
  async #survivingLoss<T>(job: Job, run: (started: StartedBackend) => Promise<T>): Promise<T> {
    const started = await this.#current();
    const wanted = this.#running?.wanted ?? 'auto';
    const loss = started.lost?.then(() => 'lost' as const);
    const outcome = await Promise.race([
      run(started).then(
        (value) => ({ value }),
        (cause: unknown) => ({ cause }),
      ),
      ...(loss ? [loss] : []),
    ]);
    if (outcome !== 'lost' && 'value' in outcome) return outcome.value;
    const isLost = outcome === 'lost' || (loss && (await isSettled(loss)));
    if (!isLost) throw outcome.cause;
    this.#isGraphicsLost = true;
    this.#forget();
    job.signal.throwIfAborted();
    if (wanted !== 'auto') {
      throw new AppError(
        'device-lost',
        'The graphics device was lost. Choose another backend, or automatic, and run this again.',
      );
    }
    return run(await this.#start('auto'));
  }

  #entry({ checkpointId, inputSide, endpoint }: EmbedSettings): CatalogueEntry {
    const entry = this.#deps.catalogue.find(({ checkpoint }) => checkpoint.id === checkpointId);
    if (!entry) {
      throw new AppError(
        'bad-checkpoint',
        `There is no checkpoint "${checkpointId}"; choose another.`,
      );
    }
    if (inputSide < entry.smallestSide) {
      throw new AppError(
        'bad-recipe',
        `${entry.checkpoint.network} needs pictures of at least ${entry.smallestSide} px; ${inputSide} px were asked for.`,
      );
    }
    channelsAt(entry, endpoint);
    return entry;
  }

  async #network(entry: CatalogueEntry, signal: AbortSignal): Promise<InferenceNetwork> {
    const { id } = entry.checkpoint;
    const network = this.#networks.get(id) ?? (await entry.load(signal));
    this.#networks.set(id, network);
    return network;
  }
}

function channelsAt({ checkpoint }: CatalogueEntry, endpoint: string): number {
  const found = checkpoint.endpoints.find(({ name }) => name === endpoint);
  if (found) return found.channels;
  const names = checkpoint.endpoints.map(({ name }) => name).join(', ');
  throw new AppError(
    'bad-recipe',
    `${checkpoint.title} has no endpoint "${endpoint}"; it has ${names}.`,
  );
}

async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  return Promise.race([promise.then(() => true), Promise.resolve(false)]);
}
