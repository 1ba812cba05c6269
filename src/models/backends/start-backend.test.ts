import { expect, test } from 'vitest';
import { startBackend } from './start-backend.ts';

const DEPS = {
  wasmPaths: 'node_modules/@tensorflow/tfjs-backend-wasm/dist/',
  gpu: undefined,
  isCrossOriginIsolated: false,
};
const software = { info: { vendor: 'google', architecture: 'swiftshader' } };

test('without a graphics adapter WASM is taken, and the reason says why and how', async () => {
  expect((await startBackend('auto', DEPS)).backend).toEqual({
    name: 'wasm',
    threads: 1,
    reason:
      'WebAssembly with SIMD on 1 thread (more need a page that is served cross-origin isolated): this browser offers no WebGPU adapter.',
  });
});

test('a software adapter is left alone, and so is one that was lost', async () => {
  const gpu = { requestAdapter: async () => software };
  const isolated = { ...DEPS, isCrossOriginIsolated: true };
  const beside = await startBackend('auto', { ...isolated, gpu });
  expect(beside.backend.reason).toBe(
    'WebAssembly with SIMD on 1 thread: the only WebGPU adapter, google swiftshader, is emulated in software and slower.',
  );
  const after = await startBackend('auto', { ...isolated, gpu, isGraphicsLost: true });
  expect(after.backend.reason).toMatch(/: the graphics device was lost\.$/);
});

test('what was asked for by name is started or refused, not replaced', async () => {
  expect((await startBackend('cpu', DEPS)).backend.name).toBe('cpu');
  await expect(startBackend('webgpu', DEPS)).rejects.toMatchObject({
    code: 'no-backend',
    message: expect.stringContaining('no WebGPU adapter'),
  });
});
