import { expect, test } from 'vitest';
import { AppError } from '../core/app-error.ts';
import { createTestStore } from './test-store.ts';

function deferred<T>() {
  let resolve: (value: T) => void = () => {};
  let reject: (reason: unknown) => void = () => {};
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}

test('a job shows while it runs, with its progress, and goes when it is done', async () => {
  const { store } = createTestStore();
  const work = deferred<number>();
  const done = store.getState().runJob('features', 'Taking features', async ({ onProgress }) => {
    onProgress({ stage: '3 of 4', fraction: 1 });
    return work.promise;
  });
  expect(store.getState().jobs).toMatchObject([
    { title: 'Taking features', stage: '3 of 4', fraction: 1 },
  ]);
  work.resolve(7);
  expect(await done).toBe(7);
  expect(store.getState().jobs).toEqual([]);
});

test('a failure becomes a notice with its sentence, and the same one is not shown twice', async () => {
  const { store } = createTestStore();
  const fail = () =>
    store.getState().runJob('codes', 'Training', async () => {
      throw new AppError('training-diverged', 'Choose a lower rate.');
    });
  expect(await fail()).toBeUndefined();
  await fail();
  expect(store.getState().notices.map(({ text }) => text)).toEqual([
    'Training: Choose a lower rate.',
  ]);
});

test('cancelling aborts the signal, and is not shown as a failure', async () => {
  const { store } = createTestStore();
  const done = store.getState().runJob('trees', 'Growing', async ({ signal }) => {
    await new Promise((_, reject) =>
      signal.addEventListener('abort', () => reject(signal.reason), { once: true }),
    );
  });
  const [job] = store.getState().jobs;
  store.getState().cancelJob(job.id);
  await done;
  expect(store.getState().jobs).toEqual([]);
  expect(store.getState().notices).toEqual([]);
});

test('a second job of the same kind takes the place of the first', async () => {
  const { store } = createTestStore();
  const first = deferred<string>();
  const signals: AbortSignal[] = [];
  const run = (work: Promise<string>) =>
    store.getState().runJob('dimension', 'Estimating', async ({ signal }) => {
      signals.push(signal);
      return work;
    });
  const cancelled = run(first.promise);
  const kept = run(Promise.resolve('second'));
  first.resolve('first, too late');
  expect(await cancelled).toBeUndefined();
  expect(await kept).toBe('second');
  expect(signals.map(({ aborted }) => aborted)).toEqual([true, false]);
});

test('what else a failed job started is told to stop', async () => {
  const { store } = createTestStore();
  let signal = new AbortController().signal;
  await store.getState().runJob('trees', 'Growing', async (job) => {
    signal = job.signal;
    throw new AppError('training-diverged', 'Choose a lower rate.');
  });
  expect(signal.aborted).toBe(true);
  expect(store.getState().notices).toHaveLength(1);
});
