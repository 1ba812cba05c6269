import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Plate } from '../core/dataset/picture.ts';
import type { EmbedSettings } from '../protocol/network.ts';
import { NetworkClient } from './network.ts';

const never = { signal: new AbortController().signal };
const SETTINGS: EmbedSettings = {
  checkpointId: 'inception-v3-photographs',
  endpoint: 'mixed2',
  inputSide: 107,
  fit: 'squash',
};

/** Discs of a size of their own on a slope. */
function plate(radius: number): Plate {
  const side = 120;
  const data = Uint8Array.from({ length: side * side }, (_, i) => {
    const [x, y] = [i % side, Math.floor(i / side)];
    const isInside = Math.hypot((x % 40) - 20, (y % 40) - 20) < radius;
    return isInside ? 220 - y : 40 + x / 2;
  });
  return { data, width: side, height: side };
}

const client = new NetworkClient();
afterAll(() => client.dispose());

beforeAll(async () => {
  await client.boot('wasm', never);
});

test('WASM runs with SIMD on all cores of the isolated page, and says so', async () => {
  const cores = Math.min(8, navigator.hardwareConcurrency);
  expect(crossOriginIsolated).toBe(true);
  // Threads that take too long to start are given up: on a busy machine one start of several must find the time.
  const boot = async () => {
    const fresh = new NetworkClient();
    const backend = await fresh.boot('wasm', never);
    fresh.dispose();
    return backend;
  };
  await expect.poll(boot).toMatchObject({
    threads: cores,
    reason: expect.stringMatching(new RegExp(`^WebAssembly with SIMD on ${cores} thread`)),
  });
});

test('the bundled checkpoint tells who it is', async () => {
  const [bundled] = await client.checkpoints(never);
  expect(bundled.title).toBe('Inception-v3, photographs (bundled)');
  expect(bundled.sha256).toMatch(/^[0-9a-f]{64}$/);
  expect(bundled.endpoints.map(({ name }) => name)).toEqual([
    ...Array.from({ length: 11 }, (_, i) => `mixed${i}`),
    'pool',
  ]);
  expect(bundled.endpoints.find(({ name }) => name === 'mixed5')).toEqual({
    name: 'mixed5',
    channels: 768,
    gridSide: 17,
    recommended: true,
  });
});

test('plates become features that tell them apart', async () => {
  const rows = await client.embed([plate(5), plate(5), plate(15)], SETTINGS, never);
  expect([rows.rows, rows.cols]).toEqual([3, 288]);
  const row = (i: number) => rows.data.slice(i * 288, (i + 1) * 288);
  const apart = (a: Float32Array, b: Float32Array) => Math.hypot(...a.map((v, i) => v - b[i]));
  const length = Math.hypot(...row(0));
  expect(apart(row(0), row(1)) / length).toBeLessThan(1e-5);
  expect(apart(row(0), row(2)) / length).toBeGreaterThan(0.05);
});

test('the last block and the pool are the same numbers', async () => {
  const last = await client.embed([plate(9)], { ...SETTINGS, endpoint: 'mixed10' }, never);
  const pool = await client.embed([plate(9)], { ...SETTINGS, endpoint: 'pool' }, never);
  expect(last.cols).toBe(2048);
  expect([...pool.data]).toEqual([...last.data]);
});

test('a cancel mid-way is heard between batches, and the next call is served', async () => {
  const abort = new AbortController();
  const many = Array.from({ length: 400 }, () => plate(7));
  const run = client.embed(many, SETTINGS, {
    signal: abort.signal,
    onProgress: () => abort.abort(),
  });
  await expect(run).rejects.toMatchObject({ name: 'AbortError' });
  expect((await client.embed([plate(3)], SETTINGS, never)).rows).toBe(1);
});

test('WebGPU, asked for by name, gives the features of WASM', async () => {
  const tiny: EmbedSettings = { ...SETTINGS, endpoint: 'mixed0', inputSide: 75 };
  const wanted = await client.embed([plate(9)], tiny, never);
  const graphics = new NetworkClient();
  const backend = await graphics.boot('webgpu', never);
  expect(backend).toMatchObject({
    name: 'webgpu',
    reason: expect.stringContaining('as asked for'),
  });
  const got = await graphics.embed([plate(9)], tiny, never);
  graphics.dispose();
  const size = Math.max(...wanted.data);
  const worst = Math.max(...got.data.map((v, i) => Math.abs(v - wanted.data[i])));
  expect(worst / size).toBeLessThan(1e-3);
});
