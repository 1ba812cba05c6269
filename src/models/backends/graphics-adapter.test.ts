import { expect, test } from 'vitest';
import { type AdapterLike, findGraphics } from './graphics-adapter.ts';

const gpuWith = (adapter: AdapterLike | null) => ({ requestAdapter: async () => adapter });

test.each<[string, AdapterLike, string]>([
  ['real', { info: { vendor: 'nvidia', architecture: 'ada' } }, 'nvidia ada'],
  ['real and talkative', { info: { description: 'Apple M2' } }, 'Apple M2'],
  ['real and silent', { info: { vendor: '', description: '' } }, 'an unnamed adapter'],
])('an adapter that is %s is taken', async (_, adapter, name) => {
  expect(await findGraphics(gpuWith(adapter))).toEqual({ kind: 'hardware', name });
});

test.each<[string, AdapterLike]>([
  ['is called SwiftShader', { info: { vendor: 'google', architecture: 'swiftshader' } }],
  ['is called llvmpipe', { info: { description: 'llvmpipe (LLVM 17.0.6, 256 bits)' } }],
  ['is Windows\u2019s basic one', { info: { description: 'Microsoft Basic Render Driver' } }],
  ['says so itself', { info: { vendor: 'x' }, isFallbackAdapter: true }],
  ['says so in its description', { info: { vendor: 'x', isFallbackAdapter: true } }],
])('an adapter that %s is software', async (_, adapter) => {
  expect((await findGraphics(gpuWith(adapter))).kind).toBe('software');
});

test('no WebGPU, no adapter, and a refusal are the same', async () => {
  const refusing = { requestAdapter: () => Promise.reject(new Error('blocklisted')) };
  for (const gpu of [undefined, gpuWith(null), refusing]) {
    expect(await findGraphics(gpu)).toEqual({ kind: 'none' });
  }
});
