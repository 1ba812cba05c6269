import type { ScaleReading } from '../core/scale/scale-reading.ts';
import type { ScaleApi, ScalePicture } from '../protocol/scale.ts';
import type { CallOptions } from './worker-link.ts';
import { WorkerPool } from './worker-pool.ts';

/** Each holds its own reader, of about 100 MB. */
const MOST_WORKERS = 4;

const spawnScaleWorker = () =>
  new Worker(new URL('../../workers/scale.worker.ts', import.meta.url), {
    type: 'module',
    name: 'scale',
  });

/** Reads scales in as many workers as the machine has cores, up to four. Each starts another for its reader. */
export class ScaleClient {
  readonly #pool: WorkerPool<ScaleApi>;

  constructor(spawn: () => Worker = spawnScaleWorker, workers = navigator.hardwareConcurrency) {
    this.#pool = new WorkerPool(spawn, Math.min(MOST_WORKERS, Math.max(1, workers || 1)));
  }

  /** How many pictures are read side by side. */
  get workers(): number {
    return this.#pool.size;
  }

  read(picture: ScalePicture, options: CallOptions): Promise<ScaleReading | undefined> {
    return this.#pool.call<ScaleReading | undefined>(
      async (api, job) => api.read(picture, job),
      options,
    );
  }

  dispose(): void {
    this.#pool.dispose();
  }
}
