import * as tf from '@tensorflow/tfjs-core';

/** A folder, ending in `/`, or the place of each binary. */
export type WasmPaths = string | Readonly<Record<string, string>>;

export interface StartedWasm {
  readonly simd: boolean;
  /** As the backend says, not as wished. */
  readonly threads: number;
}

/** More are not in TensorFlow.js's pool. */
const MOST_THREADS = 8;

/**
 * The backend takes at most half of `navigator.hardwareConcurrency` as its threads, whatever it is told:
 * while it starts, it is shown twice of what is wanted.
 */
async function withConcurrency<T>(cores: number, run: () => Promise<T>): Promise<T> {
  if (typeof navigator === 'undefined') return run();
  Object.defineProperty(navigator, 'hardwareConcurrency', { value: cores, configurable: true });
  try {
    return await run();
  } finally {
    Reflect.deleteProperty(navigator, 'hardwareConcurrency');
  }
}

/** A thread's script that is refused or lost leaves the backend waiting for it without end. */
const PATIENCE_MS = 15_000;

const PRIORITY = 2;

function inTime(starting: Promise<boolean>): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLong = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), PATIENCE_MS);
  });
  return Promise.race([starting, tooLong]).finally(() => clearTimeout(timer));
}

/** Makes the next start begin anew; what a lost start still brings is dropped. */
function forget(): void {
  const factory = tf.findBackendFactory('wasm');
  if (!factory) return;
  tf.removeBackend('wasm');
  tf.registerBackend('wasm', factory, PRIORITY);
}

async function attempt(threads: number): Promise<boolean> {
  const start = () => inTime(tf.setBackend('wasm').catch(() => false));
  const isStarted = await withConcurrency(2 * threads, start);
  if (!isStarted) forget();
  return isStarted;
}

/**
 * Makes WASM the current backend; undefined where WebAssembly can't be started. A start that fails is
 * tried again, at last without threads: one thread is still far faster than plain JavaScript.
 */
export async function startWasm(
  paths: WasmPaths,
  threads = globalThis.navigator?.hardwareConcurrency ?? 1,
): Promise<StartedWasm | undefined> {
  const wasm = await import('@tensorflow/tfjs-backend-wasm');
  const wanted = Math.max(1, Math.min(threads, MOST_THREADS));
  if (!tf.findBackend('wasm')) {
    wasm.setWasmPaths(paths);
    wasm.setThreadsCount(wanted);
    // The binary for threads starts its whole pool, however few are wanted.
    if (wanted === 1) tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  }
  let isStarted = (await attempt(wanted)) || (await attempt(wanted));
  if (!isStarted) {
    tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
    isStarted = await attempt(1);
  }
  if (!isStarted) return undefined;
  const simd = Boolean(await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT'));
  return { simd, threads: Math.max(1, wasm.getThreadsCount()) };
}
