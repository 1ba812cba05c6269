import { readOnly } from './storage-failure.ts';

export interface LockOptions {
  /** How long another holder may take to let go: a worker that was terminated needs a moment. Undefined for ever. */
  readonly waitMs: number | undefined;
  readonly signal: AbortSignal;
}

/**
 * Takes the project for this thread alone, across all tabs, and gives the function that lets it go. The browser
 * lets go by itself when the thread ends.
 * @throws {AppError} `project-locked` if another tab has it.
 */
export function lockProject(name: string, { waitMs, signal }: LockOptions): Promise<() => void> {
  const timeout = waitMs === undefined ? new AbortController().signal : AbortSignal.timeout(waitMs);
  return new Promise((resolve, reject) => {
    navigator.locks
      .request(
        name,
        { signal: AbortSignal.any([signal, timeout]) },
        () => new Promise<void>((release) => resolve(release)),
      )
      .catch((cause: unknown) => reject(!signal.aborted && timeout.aborted ? readOnly() : cause));
  });
}

/** Runs `run` with the project held, unless some thread has it. */
export async function ifUnlocked(name: string, run: () => Promise<void>): Promise<void> {
  await navigator.locks.request(name, { ifAvailable: true }, (lock) => lock && run());
}
