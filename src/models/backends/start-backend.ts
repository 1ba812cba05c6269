import * as tf from '@tensorflow/tfjs-core';
import { AppError } from '../../core/app-error.ts';
import type { Backend, BackendName } from '../../core/network/backend.ts';
import { findGraphics, type GpuLike, type Graphics } from './graphics-adapter.ts';
import { startWasm, type WasmPaths } from './start-wasm.ts';

export interface BackendDeps {
  readonly wasmPaths: WasmPaths;
  /** `navigator.gpu`, where there is one. */
  readonly gpu: GpuLike | undefined;
  readonly isCrossOriginIsolated: boolean;
  /** WASM threads wanted; the machine's cores when left out. */
  readonly threads?: number;
  /** Set after a device was lost, so that another backend is taken. */
  readonly isGraphicsLost?: boolean;
}

export interface StartedBackend {
  readonly backend: Backend;
  /** Settles when the graphics device is gone and all on it with it; other backends can't be lost. */
  readonly lost?: Promise<unknown>;
}

type GraphicsState = Graphics | { readonly kind: 'lost' };

async function graphicsOf({ gpu, isGraphicsLost }: BackendDeps): Promise<GraphicsState> {
  return isGraphicsLost ? { kind: 'lost' } : findGraphics(gpu);
}

async function startWebGpu(reason: string): Promise<StartedBackend | undefined> {
  const { WebGPUBackend } = await import('@tensorflow/tfjs-backend-webgpu');
  if (!(await tf.setBackend('webgpu').catch(() => false))) return undefined;
  const started = tf.backend();
  return {
    backend: { name: 'webgpu', threads: 1, reason },
    ...(started instanceof WebGPUBackend ? { lost: started.device.lost } : {}),
  };
}

async function startCpu(reason: string): Promise<StartedBackend> {
  await import('@tensorflow/tfjs-backend-cpu');
  await tf.setBackend('cpu');
  return { backend: { name: 'cpu', threads: 1, reason } };
}

/** `because` ends the sentence that begins with what was started. */
async function tryWasm(deps: BackendDeps, because: string): Promise<StartedBackend | undefined> {
  const started = await startWasm(deps.wasmPaths, deps.threads).catch(() => undefined);
  if (!started) return undefined;
  const { simd, threads } = started;
  const kind = simd ? 'WebAssembly with SIMD' : 'WebAssembly without SIMD';
  const isHeldBack = threads === 1 && !deps.isCrossOriginIsolated;
  const why = isHeldBack ? ' (more need a page that is served cross-origin isolated)' : '';
  const on = `${threads} ${threads === 1 ? 'thread' : 'threads'}`;
  return { backend: { name: 'wasm', threads, reason: `${kind} on ${on}${why}${because}` } };
}

function withoutGraphics(graphics: GraphicsState): string {
  switch (graphics.kind) {
    case 'none':
      return 'this browser offers no WebGPU adapter';
    case 'lost':
      return 'the graphics device was lost';
    case 'software':
      return `the only WebGPU adapter, ${graphics.name}, is emulated in software and slower`;
    case 'hardware':
      return `WebGPU did not start on ${graphics.name}`;
  }
}

async function startWanted(wanted: BackendName, deps: BackendDeps): Promise<StartedBackend> {
  if (wanted === 'cpu') return startCpu('Plain JavaScript, as asked for.');
  if (wanted === 'wasm') {
    const wasm = await tryWasm(deps, ', as asked for.');
    if (wasm) return wasm;
    throw new AppError(
      'no-backend',
      'WebAssembly was asked for, but it did not start. Choose another backend, or automatic.',
    );
  }
  const graphics = await graphicsOf(deps);
  if (graphics.kind === 'hardware' || graphics.kind === 'software') {
    const kind = graphics.kind === 'software' ? ', emulated in software' : '';
    const started = await startWebGpu(`WebGPU on ${graphics.name}${kind}, as asked for.`);
    if (started) return started;
  }
  throw new AppError(
    'no-backend',
    `WebGPU was asked for, but ${withoutGraphics(graphics)}. Choose another backend, or automatic.`,
  );
}

/**
 * Makes the wanted backend TensorFlow.js's current one: WebGPU on a real adapter, else WASM, else plain
 * JavaScript with 'auto'. A software adapter is taken only for an explicit 'webgpu'.
 * @throws {AppError} `no-backend` when one that was asked for by name does not start.
 */
export async function startBackend(
  wanted: BackendName | 'auto',
  deps: BackendDeps,
): Promise<StartedBackend> {
  if (wanted !== 'auto') return startWanted(wanted, deps);
  const graphics = await graphicsOf(deps);
  if (graphics.kind === 'hardware') {
    const started = await startWebGpu(`WebGPU on ${graphics.name}, the fastest here.`);
    if (started) return started;
  }
  const without = withoutGraphics(graphics);
  return (
    (await tryWasm(deps, `: ${without}.`)) ??
    startCpu(`Plain JavaScript, slowly: ${without}, and WebAssembly did not start.`)
  );
}
