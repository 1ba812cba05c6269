/** Every way an operation may fail that is nobody's programming mistake. */
export type AppErrorCode =
  | 'unreadable-picture'
  | 'unsupported-format'
  | 'not-a-picture'
  | 'picture-too-large'
  | 'damaged-archive'
  | 'bad-checkpoint'
  | 'bad-features'
  | 'bad-recipe'
  | 'bad-labels'
  | 'bad-project'
  | 'too-few-pictures'
  | 'no-backend'
  | 'device-lost'
  | 'training-diverged'
  | 'out-of-memory'
  | 'storage-full'
  | 'storage-unavailable'
  | 'storage-newer'
  | 'project-locked'
  | 'out-of-turn'
  | 'worker-lost';

/** An expected failure. `message` is a sentence for a person that says what to do. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: AppErrorCode;

  constructor(code: AppErrorCode, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}
