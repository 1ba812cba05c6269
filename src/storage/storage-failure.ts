import { AppError } from '../core/app-error.ts';

/** What the browser's refusals mean to a person; anything that is no refusal comes back as it is. */
export function storageFailure(cause: unknown): unknown {
  if (!(cause instanceof DOMException) || cause.name === 'DataCloneError') return cause;
  switch (cause.name) {
    case 'QuotaExceededError':
      return storageFull(cause);
    case 'VersionError':
      return new AppError(
        'storage-newer',
        'Your projects were last opened with a newer Semscape. Nothing was changed: open that newer version to go on with them.',
        { cause },
      );
    case 'SecurityError':
    case 'NotAllowedError':
      return new AppError(
        'storage-unavailable',
        'The browser does not let this page keep files. Allow site data for this address, or leave private browsing, then reload.',
        { cause },
      );
    default:
      return new AppError(
        'storage-unavailable',
        `The project could not be read or written (${cause.name}: ${cause.message}). Reload the page to go on from what was saved.`,
        { cause },
      );
  }
}

/** No room is left for what is to be written. */
export function storageFull(cause?: unknown): AppError {
  return new AppError(
    'storage-full',
    "The browser's storage for this page is full. All that was saved is kept: free disk space or remove a project that is no longer needed, then go on.",
    { cause },
  );
}

/** What a change of the log was made on is not what is on the disk. */
export function outOfTurn(): AppError {
  return new AppError(
    'out-of-turn',
    'Something that was decided before could not be saved, so this was not saved either. Decide it again.',
  );
}

/** The project is open in another tab, and what was asked for would change it. */
export function readOnly(): AppError {
  return new AppError(
    'project-locked',
    'This project is open in another tab, so that it can only be looked at here. Go on there, or close that tab and try again.',
  );
}
