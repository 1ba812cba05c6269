import * as Comlink from 'comlink';

export interface Progress {
  readonly stage: string;
  /** In `[0, 1]`, or undefined while the total is unknown. */
  readonly fraction?: number;
  /** A partial result that can be cloned, where the verb's documentation promises one. */
  readonly detail?: unknown;
}

/** What a long-running worker call receives besides its data. */
export interface Job {
  readonly signal: AbortSignal;
  report(progress: Progress): void;
}

type JobMessage =
  | { readonly kind: 'abort' }
  | { readonly kind: 'progress'; readonly progress: Progress };

const jobMarker = Symbol('job');
/** What ends the channel of a job that crossed. */
const channels = new WeakMap<Job, () => void>();

export function createJob(signal: AbortSignal, report: (p: Progress) => void = () => {}): Job {
  return { signal, report, [jobMarker]: true } as Job;
}

/** Ends the job's channel; the far side's later reports go nowhere. */
export function closeJob(job: Job): void {
  channels.get(job)?.();
  channels.delete(job);
}

/** Lets a Job cross a Comlink boundary: one MessagePort carries aborts in and progress out. */
export function registerTransferHandlers(): void {
  Comlink.transferHandlers.set('job', {
    canHandle: (v): v is Job => typeof v === 'object' && v !== null && jobMarker in v,
    serialize(job: Job) {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = (e: MessageEvent<JobMessage>) => {
        if (e.data.kind === 'progress') job.report(e.data.progress);
      };
      const abort = () => port1.postMessage({ kind: 'abort' } satisfies JobMessage);
      if (job.signal.aborted) abort();
      else job.signal.addEventListener('abort', abort, { once: true });
      channels.set(job, () => {
        job.signal.removeEventListener('abort', abort);
        port1.close();
      });
      return [port2, [port2]];
    },
    deserialize(port: MessagePort): Job {
      const controller = new AbortController();
      port.onmessage = (e: MessageEvent<JobMessage>) => {
        if (e.data.kind === 'abort') controller.abort(new DOMException('Cancelled', 'AbortError'));
      };
      return createJob(controller.signal, (progress) =>
        port.postMessage({ kind: 'progress', progress } satisfies JobMessage),
      );
    },
  });

  // Comlink keeps only name, message and stack of a thrown error.
  const base = Comlink.transferHandlers.get('throw')!;
  Comlink.transferHandlers.set('throw', {
    canHandle: base.canHandle,
    serialize(thrown: unknown) {
      const [wire, transfer] = base.serialize(thrown);
      const code = (thrown as { value?: { code?: unknown } }).value?.code;
      const w = wire as { isError: boolean; value: Record<string, unknown> };
      if (w.isError && typeof code === 'string') Object.assign(w.value, { code });
      return [w, transfer];
    },
    deserialize: base.deserialize,
  });
}

/** A macrotask turn, so that queued aborts are seen; `setTimeout` would be clamped to 4 ms. */
export function yieldToEventLoop(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

/** A checkpoint for core loops: yields at most every `budgetMs`, reports, and throws once aborted. */
export function checkpointFor(
  job: Job,
  stage: string,
  budgetMs = 16,
): (fraction: number) => Promise<void> {
  let last = performance.now();
  return async (fraction) => {
    const now = performance.now();
    if (now - last < budgetMs) return;
    last = now;
    job.report({ stage, fraction });
    await yieldToEventLoop();
    job.signal.throwIfAborted();
  };
}
