import { afterEach, expect, test } from 'vitest';
import { sharedMatrix } from '../core/arrays/shared-matrix.ts';
import { createRandom } from '../core/random/random.ts';
import { AnalysisClient } from './analysis.ts';

/** So many rows that nobody waits for the end. */
const ENDLESS = 40_000;

let client: AnalysisClient;
function open(workers: number): AnalysisClient {
  client = new AnalysisClient(undefined, workers);
  return client;
}
afterEach(() => client.dispose());

function noise(rows: number, cols: number) {
  const random = createRandom(1);
  const data = Float32Array.from({ length: rows * cols }, () => random.normal());
  return { data, rows, cols };
}
const forever = () => new AbortController().signal;

test('two calls run at once, each with its own progress', async () => {
  const analysis = open(2);
  const both = new Set<number>();
  const aborts = [new AbortController(), new AbortController()];
  const calls = aborts.map(({ signal }, i) =>
    analysis.nearest(noise(ENDLESS, 80), 2, {
      signal,
      onProgress: () => {
        both.add(i);
        if (both.size === 2) for (const abort of aborts) abort.abort();
      },
    }),
  );
  const outcomes = await Promise.allSettled(calls);
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(both.size).toBe(2);
});

test('a running call stops when cancelled, and its worker serves the next', async () => {
  const analysis = open(1);
  const cancelMs = async () => {
    const abort = new AbortController();
    let abortedAt = 0;
    const running = analysis.nearest(noise(20_000, 80), 2, {
      signal: abort.signal,
      onProgress: () => {
        abortedAt ||= performance.now();
        abort.abort();
      },
    });
    await expect(running).rejects.toMatchObject({ name: 'AbortError' });
    return performance.now() - abortedAt;
  };
  // A worker that doesn't listen is replaced after 2 s; on a busy machine a moment must be free to hear it sooner.
  await expect.poll(cancelMs).toBeLessThan(300);
  const x = { data: Float32Array.of(0, 1, 3, 7), rows: 4, cols: 1 };
  const nearest = await analysis.nearest(x, 1, { signal: forever() });
  expect([...nearest.indices]).toEqual([1, 0, 1, 2]);
  expect(x.data).toHaveLength(4);
});

test('workers see one matrix at once, and leave it as it is', async () => {
  const analysis = open(2);
  const { data, rows, cols } = noise(300, 4);
  const x = sharedMatrix(rows, cols);
  x.data.set(data);
  const settings = { cutoffShare: 0.02, parentRule: 'gamma', seed: 1 } as const;
  const methods = ['ward', 'density-peaks', 'ward'] as const;
  const linked = await Promise.all(
    methods.map((method) => analysis.link(x, { ...settings, method }, { signal: forever() })),
  );
  expect(linked[2]).toEqual(linked[0]);
  expect(linked.map(({ tree }) => tree.method)).toEqual(methods);
  expect(x.data).toEqual(data);
});

test('a waiting call keeps its arrays when it is cancelled', async () => {
  const analysis = open(1);
  const [first, second] = [new AbortController(), new AbortController()];
  const running = analysis.nearest(noise(ENDLESS, 80), 2, { signal: first.signal });
  const x = noise(10, 2);
  const waiting = analysis.nearest(x, 1, { signal: second.signal });
  second.abort();
  await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
  expect(x.data).toHaveLength(20);
  first.abort();
  await expect(running).rejects.toMatchObject({ name: 'AbortError' });
});

test('much work without structure is done by a backend that is started for it', async () => {
  const settings = { fractions: [0.9], halvings: 0, repeats: 0, seed: 1 };
  const call = open(1).intrinsicDimension(noise(4000, 512), settings, { signal: forever() });
  const { search } = await call;
  expect(search).toMatch(/^every pair compared on WebAssembly, \d threads?: a trial showed/);
});
