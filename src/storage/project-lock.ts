import { AppError } from '../core/app-error.ts';

export interface LockOptions {
  /** How long another holder may take to let go: a worker that was terminated needs a moment. */
  readonly waitMs: number;
  readonly signal: AbortSignal;
}

/**
 * Takes the project for this thread alone, across all tabs, and gives the function that lets it go. The browser
 * lets go by itself when the thread ends.
 * @throws {AppError} `project-locked` if another tab has it.
 */
export function lockProject(name: string, { waitMs, signal }: LockOptions): Promise<() => void> {
  const timeout = AbortSignal.timeout(waitMs);
  return new Promise((resolve, reject) => {
    navigator.locks
      .request(
        name,
        { signal: AbortSignal.any([signal, timeout]) },
        () => new Promise<void>((release) => resolve(release)),
      )
      .catch((cause: unknown) => reject(!signal.aborted && timeout.aborted ? locked() : cause));
  });
}

function locked(): AppError {
  return new AppError(
    'project-locked',
    'This project is open in another tab. Go on there, or close that tab and try again here.',
  );
}
