import type { StateCreator } from 'zustand/vanilla';
import { isAbort } from '../core/is-abort.ts';
import type { Progress } from '../protocol/job.ts';
import type { AppState } from './app-state.ts';

export type JobKind =
  | 'open'
  | 'import'
  | 'features'
  | 'checkpoint'
  | 'dimension'
  | 'codes'
  | 'distances'
  | 'trees'
  | 'scores'
  | 'stability'
  | 'umap'
  | 'pca'
  | 'scales'
  | 'crops'
  | 'similar'
  | 'alike'
  | 'training'
  | 'classify'
  | 'export';

export interface RunningJob {
  readonly id: number;
  readonly kind: JobKind;
  readonly title: string;
  /** What it is doing at the moment, in words; empty while there is nothing to add to the title. */
  readonly stage: string;
  /** In `[0, 1]`, or undefined while the total is unknown. */
  readonly fraction: number | undefined;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
}

/** A sentence for a person about something that happened; stays until it is dismissed. */
export interface Notice {
  readonly id: number;
  readonly tone: 'problem' | 'information';
  readonly text: string;
  /** Of the failure that it tells of, where that has one. */
  readonly code: string | undefined;
}

export interface JobsSlice {
  readonly jobs: readonly RunningJob[];
  readonly notices: readonly Notice[];
  cancelJob(id: number): void;
  cancelAllJobs(): void;
  notify(tone: Notice['tone'], text: string, code?: string): void;
  dismissNotice(id: number): void;
  /**
   * Runs `work` as a job that is shown and can be cancelled. A job of the same kind that is still running is
   * cancelled first. Resolves with undefined when it was cancelled or failed; a failure becomes a notice, and the
   * signal is aborted for what else of the job still runs.
   */
  runJob<T>(
    kind: JobKind,
    title: string,
    work: (context: JobContext) => Promise<T>,
  ): Promise<T | undefined>;
  /** As `runJob`, for work that gives nothing: resolves to whether it finished. */
  runStage(
    kind: JobKind,
    title: string,
    work: (context: JobContext) => Promise<void>,
  ): Promise<boolean>;
}

export interface JobContext {
  readonly signal: AbortSignal;
  onProgress(progress: Progress): void;
}

const REPORT_EVERY_MS = 100;

export function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Errors keep their code, but not their class, when they cross from a worker. */
export function codeOf(error: unknown): string | undefined {
  const { code } = (error ?? {}) as { readonly code?: unknown };
  return typeof code === 'string' ? code : undefined;
}

export const createJobsSlice: StateCreator<AppState, [], [], JobsSlice> = (set, get) => {
  const controllers = new Map<number, AbortController>();
  let lastId = 0;
  const drop = (id: number) => {
    controllers.delete(id);
    set({ jobs: get().jobs.filter((job) => job.id !== id) });
  };
  const report = (id: number) => {
    let last = 0;
    return ({ stage, fraction }: Progress) => {
      const now = performance.now();
      if (now - last < REPORT_EVERY_MS && fraction !== 1) return;
      last = now;
      set({ jobs: get().jobs.map((job) => (job.id === id ? { ...job, stage, fraction } : job)) });
    };
  };
  return {
    jobs: [],
    notices: [],
    cancelJob: (id) => controllers.get(id)?.abort(new DOMException('Cancelled', 'AbortError')),
    cancelAllJobs: () => {
      for (const job of get().jobs) get().cancelJob(job.id);
    },
    notify: (tone, text, code) => {
      const known = get().notices.filter((notice) => notice.text !== text);
      set({ notices: [...known, { id: ++lastId, tone, text, code }] });
    },
    dismissNotice: (id) => set({ notices: get().notices.filter((notice) => notice.id !== id) }),
    runJob: async (kind, title, work) => {
      for (const job of get().jobs) if (job.kind === kind) get().cancelJob(job.id);
      const id = ++lastId;
      const controller = new AbortController();
      controllers.set(id, controller);
      const started = { id, kind, title, stage: '', fraction: undefined, startedAt: Date.now() };
      set({ jobs: [...get().jobs, started] });
      try {
        const result = await work({ signal: controller.signal, onProgress: report(id) });
        controller.signal.throwIfAborted();
        return result;
      } catch (error) {
        if (!isAbort(error)) {
          get().notify('problem', `${title}: ${sentenceOf(error)}`, codeOf(error));
        }
        controller.abort();
        return undefined;
      } finally {
        drop(id);
      }
    },
    runStage: async (kind, title, work) => {
      const finished = await get().runJob(kind, title, async (context) => {
        await work(context);
        return true;
      });
      return finished ?? false;
    },
  };
};
