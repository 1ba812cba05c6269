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
}

async function startWebGpu(): Promise<boolean> {
  await import('@tensorflow/tfjs-backend-webgpu');
  return tf.setBackend('webgpu').catch(() => false);
}

async function startCpu(): Promise<Backend> {
  await import('@tensorflow/tfjs-backend-cpu');
  await tf.setBackend('cpu');
  return { name: 'cpu', threads: 1, reason: '' };
}

async function tryWasm(deps: BackendDeps): Promise<Backend | undefined> {
  const started = await startWasm(deps.wasmPaths, deps.threads).catch(() => undefined);
  if (!started) return undefined;
  const { simd, threads } = started;
  const width = simd ? 'WebAssembly with SIMD' : 'WebAssembly without SIMD';
  const why =
    threads === 1 && !deps.isCrossOriginIsolated
      ? ' (more need a page that is served cross-origin isolated)'
      : '';
  const reason = `${width} on ${threads} ${threads === 1 ? 'thread' : 'threads'}${why}`;
  return { name: 'wasm', threads, reason };
}

function withoutGraphics(graphics: Graphics): string {
  switch (graphics.kind) {
    case 'none':
      return 'this browser offers no WebGPU adapter';
    case 'software':
      return `the only WebGPU adapter, ${graphics.name}, is emulated in software and slower`;
    case 'hardware':
      return `WebGPU did not start on ${graphics.name}`;
  }
}

async function startWanted(wanted: BackendName, deps: BackendDeps): Promise<Backend> {
  if (wanted === 'webgpu') {
    const graphics = await findGraphics(deps.gpu);
    if (graphics.kind !== 'none' && (await startWebGpu())) {
      const kind = graphics.kind === 'software' ? ', emulated in software' : '';
      const reason = `WebGPU on ${graphics.name}${kind}, as asked for.`;
      return { name: 'webgpu', threads: 1, reason };
    }
    throw new AppError(
      'no-backend',
      `WebGPU was asked for, but ${withoutGraphics(graphics)}. Choose another backend, or automatic.`,
    );
  }
  if (wanted === 'cpu') return { ...(await startCpu()), reason: 'Plain JavaScript, as asked for.' };
  const wasm = await tryWasm(deps);
  if (wasm) return { ...wasm, reason: `${wasm.reason}, as asked for.` };
  throw new AppError(
    'no-backend',
    'WebAssembly was asked for, but it did not start. Choose another backend, or automatic.',
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
): Promise<Backend> {
  if (wanted !== 'auto') return startWanted(wanted, deps);
  const graphics = await findGraphics(deps.gpu);
  if (graphics.kind === 'hardware' && (await startWebGpu())) {
    return { name: 'webgpu', threads: 1, reason: `WebGPU on ${graphics.name}, the fastest here.` };
  }
  const without = withoutGraphics(graphics);
  const wasm = await tryWasm(deps);
  if (wasm) return { ...wasm, reason: `${wasm.reason}: ${without}.` };
  const reason = `Plain JavaScript, slowly: ${without}, and WebAssembly did not start.`;
  return { ...(await startCpu()), reason };
}
