import type { TrainingRun } from '../core/training/training-run.ts';
import type { BackendName } from '../protocol/network.ts';

/** How a run goes on after it was thrown out. */
export interface NextAttempt {
  readonly microBatch: number;
  /** To be started; undefined to stay on the one that runs. */
  readonly backend: BackendName | 'auto' | undefined;
  /** A sentence for the run's log. */
  readonly note: string;
}

/** Undefined where it would fail again. */
export function nextAttempt(
  code: string | undefined,
  { microBatch, backend }: Pick<TrainingRun, 'microBatch' | 'backend'>,
  wanted: BackendName | 'auto',
): NextAttempt | undefined {
  const smaller = Math.floor(microBatch / 2);
  if (code === 'device-lost') {
    return {
      microBatch,
      backend: wanted === 'webgpu' ? 'wasm' : 'auto',
      note: 'The graphics device was lost: the run went on from its last epoch on another backend.',
    };
  }
  if (code !== 'out-of-memory' && code !== 'worker-lost') return undefined;
  const what = code === 'out-of-memory' ? 'The memory was full' : 'The network worker stopped';
  if (smaller >= 1) {
    return {
      microBatch: smaller,
      backend: undefined,
      note: `${what}: the run went on from its last epoch with ${smaller} pictures at once instead of ${microBatch}.`,
    };
  }
  if (backend.name !== 'webgpu') return undefined;
  return {
    microBatch,
    backend: 'wasm',
    note: `${what} with one picture at once: the run went on from its last epoch on WebAssembly.`,
  };
}
