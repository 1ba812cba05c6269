import type { Remote } from 'comlink';
import type { Job } from '../protocol/job.ts';
import { type CallOptions, WorkerLink } from './worker-link.ts';

interface Waiting<Api> {
  readonly give: (link: WorkerLink<Api>) => void;
  readonly refuse: (reason: unknown) => void;
}

/**
 * Equal workers that share one queue: a call goes to an idle worker, else waits its turn. A worker is
 * started when a call first needs it, so that little work starts few.
 */
export class WorkerPool<Api> {
  readonly size: number;
  readonly #links: readonly WorkerLink<Api>[];
  readonly #idle: WorkerLink<Api>[];
  readonly #waiting = new Set<Waiting<Api>>();

  constructor(spawn: () => Worker, size: number) {
    if (!(size >= 1)) throw new RangeError(`a pool needs at least one worker, not ${size}`);
    this.size = size;
    this.#links = Array.from({ length: size }, () => new WorkerLink<Api>(spawn));
    this.#idle = this.#links.toReversed();
  }

  async call<T>(run: (api: Remote<Api>, job: Job) => Promise<T>, options: CallOptions): Promise<T> {
    const link = await this.#take(options.signal);
    try {
      return await link.call(run, options);
    } finally {
      this.#putBack(link);
    }
  }

  /** Ends the workers; calls under way and calls waiting are rejected. */
  dispose(): void {
    const reason = new DOMException('The workers were shut down', 'AbortError');
    for (const waiting of this.#waiting) waiting.refuse(reason);
    this.#waiting.clear();
    for (const link of this.#links) link.dispose();
  }

  #take(signal: AbortSignal): Promise<WorkerLink<Api>> {
    signal.throwIfAborted();
    const idle = this.#idle.pop();
    if (idle) return Promise.resolve(idle);
    return new Promise((resolve, reject) => {
      const onAbort = () => {
        this.#waiting.delete(waiting);
        reject(signal.reason);
      };
      const waiting: Waiting<Api> = {
        give: (link) => {
          signal.removeEventListener('abort', onAbort);
          resolve(link);
        },
        refuse: reject,
      };
      this.#waiting.add(waiting);
      signal.addEventListener('abort', onAbort, { once: true });
    });
  }

  #putBack(link: WorkerLink<Api>): void {
    const [next] = this.#waiting;
    if (!next) {
      this.#idle.push(link);
      return;
    }
    this.#waiting.delete(next);
    next.give(link);
  }
}
