import type { Companion } from '../core/dataset/companion.ts';
import type { KnownPicture, Plate, Rectangle } from '../core/dataset/picture.ts';
import type { FileStamp, ImagingApi, ReadOutcome, SampleFile } from '../protocol/imaging.ts';
import type { CallOptions } from './worker-link.ts';
import { WorkerPool } from './worker-pool.ts';

const MOST_WORKERS = 8;

const spawnImagingWorker = () =>
  new Worker(new URL('../../workers/imaging.worker.ts', import.meta.url), {
    type: 'module',
    name: 'imaging',
  });

/** Reads pictures, and makes sample ones, in as many workers as the machine has cores, up to eight. */
export class ImagingClient {
  readonly #pool: WorkerPool<ImagingApi>;

  constructor(spawn: () => Worker = spawnImagingWorker, workers = navigator.hardwareConcurrency) {
    this.#pool = new WorkerPool(spawn, Math.min(MOST_WORKERS, Math.max(1, workers || 1)));
  }

  /** As `ImagingApi.read`; a file that kills its worker is a problem like any other. */
  async read(file: File, path: string, options: CallOptions): Promise<ReadOutcome> {
    try {
      return await this.#pool.call<ReadOutcome>(
        async (api, job) => api.read(file, path, job),
        options,
      );
    } catch (error) {
      if (!isWorkerLost(error)) throw error;
      const reason =
        'Reading the file stopped its decoder: it is damaged or too large. Export it again as an uncompressed TIFF or a PNG.';
      return { kind: 'problem', problem: { path, code: 'worker-lost', reason } };
    }
  }

  cut(file: File, of: KnownPicture, crop: Rectangle, options: CallOptions): Promise<Plate> {
    const { id, page, contrast } = of;
    const known = { id, contrast, ...(page && { page }) };
    return this.#pool.call((api, job) => api.cut(file, known, crop, job), options);
  }

  companion(file: File, path: string, options: CallOptions): Promise<Companion | undefined> {
    return this.#pool.call<Companion | undefined>(
      async (api, job) => api.companion(file, path, job),
      options,
    );
  }

  stamp(file: File, options: CallOptions): Promise<FileStamp> {
    return this.#pool.call((api, job) => api.stamp(file, job), options);
  }

  sample(index: number, seed: number, options: CallOptions): Promise<SampleFile> {
    return this.#pool.call((api, job) => api.sample(index, seed, job), options);
  }

  dispose(): void {
    this.#pool.dispose();
  }
}

function isWorkerLost(error: unknown): boolean {
  return error instanceof Error && (error as { code?: unknown }).code === 'worker-lost';
}
