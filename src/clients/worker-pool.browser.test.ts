import { afterEach, expect, test } from 'vitest';
import { WorkerPool } from './worker-pool.ts';

interface Stubborn {
  hang(): Promise<void>;
  crash(): Promise<void>;
  ping(): Promise<string>;
}

let spawned = 0;
let pool: WorkerPool<Stubborn>;

function makePool(size: number): WorkerPool<Stubborn> {
  spawned = 0;
  pool = new WorkerPool<Stubborn>(() => {
    spawned++;
    return new Worker(new URL('./stubborn.test-worker.ts', import.meta.url), { type: 'module' });
  }, size);
  return pool;
}

afterEach(() => pool.dispose());

const forever = () => new AbortController().signal;

test('starts only as many workers as are busy at once', async () => {
  const p = makePool(3);
  for (let i = 0; i < 4; i++) {
    expect(await p.call((api) => api.ping(), { signal: forever() })).toBe('pong');
  }
  expect(spawned).toBe(1);
  const many = Array.from({ length: 20 }, () => p.call((api) => api.ping(), { signal: forever() }));
  expect(await Promise.all(many)).toEqual(Array(20).fill('pong'));
  expect(spawned).toBe(3);
});

test('a call that waits its turn can be cancelled, and the queue goes on', async () => {
  const p = makePool(1);
  const hanging = new AbortController();
  const waiting = new AbortController();
  const hung = p.call((api) => api.hang(), { signal: hanging.signal });
  const cancelled = p.call((api) => api.ping(), { signal: waiting.signal });
  const patient = p.call((api) => api.ping(), { signal: forever() });
  waiting.abort();
  await expect(cancelled).rejects.toMatchObject({ name: 'AbortError' });
  hanging.abort();
  await expect(hung).rejects.toMatchObject({ name: 'AbortError' });
  expect(await patient).toBe('pong');
});

test('a crash costs the call under way alone', async () => {
  const p = makePool(1);
  const crash = p.call((api) => api.crash(), { signal: forever() });
  const after = p.call((api) => api.ping(), { signal: forever() });
  await expect(crash).rejects.toMatchObject({ code: 'worker-lost' });
  expect(await after).toBe('pong');
});
