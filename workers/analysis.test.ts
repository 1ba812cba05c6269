import { expose, wrap } from 'comlink';
import { afterEach, expect, test } from 'vitest';
import type { Matrix } from '../src/core/arrays/matrix.ts';
import { createRandom } from '../src/core/random/random.ts';
import { semsyn } from '../src/core/reference/semsyn.ts';
import type { AnalysisApi, LinkSettings } from '../src/protocol/analysis.ts';
import {
  createJob,
  type Job,
  type Progress,
  registerTransferHandlers,
} from '../src/protocol/job.ts';
import { move } from '../src/protocol/move.ts';
import { createAnalysisApi } from './analysis.ts';

registerTransferHandlers();

const open: MessagePort[] = [];
function connect() {
  const { port1, port2 } = new MessageChannel();
  open.push(port1, port2);
  expose(createAnalysisApi(), port1);
  return wrap<AnalysisApi>(port2);
}
afterEach(() => {
  for (const port of open.splice(0)) port.close();
});

const untilDone = () => createJob(new AbortController().signal);
const ward: LinkSettings = { method: 'ward', cutoffShare: 0.02, parentRule: 'gamma', seed: 1 };
const dimensionSettings = { fractions: [0.9, 0.5], halvings: 2, repeats: 2, seed: 1 };
const stabilitySettings = { ...ward, ks: [2, 3], resamples: 2, share: 0.8 };
const fresh = () => {
  const { x, y } = semsyn(120, 1, 0.003);
  return { x, labels: y };
};

test('every verb answers over a message port', async () => {
  const api = connect();
  const dimension = await api.intrinsicDimension(fresh().x, dimensionSettings, untilDone());
  expect(dimension.points.map(({ sample }) => sample)).toEqual([120, 60, 30]);
  const perClass = await api.dimensionPerClass(fresh().x, fresh().labels, [0.9], untilDone());
  expect(perClass.classes.length).toBeGreaterThan(0);
  const compared = await api.compareDistances(
    fresh().x,
    fresh().labels,
    { permutations: 9, seed: 1 },
    untilDone(),
  );
  expect(compared.distances).toHaveLength(7140);
  expect(compared.mantel?.r).toBeGreaterThan(0.3);
  const { tree, decision } = await api.link(fresh().x, ward, untilDone());
  expect(tree.left).toHaveLength(119);
  expect(decision).toBeUndefined();
  const curve = await api.score(tree, fresh().labels, untilDone());
  expect(curve.nmi[9]).toBeGreaterThan(0.5);
  const reference = await api.scenarios(fresh().labels, { seeds: 3, seed: 1 }, untilDone());
  expect(reference.good[0]).toBe(1);
  const nearest = await api.nearest(fresh().x, 3, untilDone());
  expect(nearest.indices).toHaveLength(360);
  const steady = await api.stability(fresh().x, stabilitySettings, untilDone());
  expect([...steady.k]).toEqual([2, 3]);
});

test('one class has no correlation', async () => {
  const settings = { permutations: 9, seed: 1 };
  const labels = new Int32Array(120);
  const compared = await connect().compareDistances(fresh().x, labels, settings, untilDone());
  expect(compared.mantel).toBeUndefined();
});

test('each sample size of the dimension is reported when it is finished', async () => {
  const reports: Progress[] = [];
  const job = createJob(new AbortController().signal, (progress) => reports.push(progress));
  const { points } = await connect().intrinsicDimension(fresh().x, dimensionSettings, job);
  await expect
    .poll(() => reports.flatMap(({ detail }) => (detail ? [detail] : [])))
    .toEqual(points.toReversed());
});

test('a map is shown while it settles, from the plane of PCA on', async () => {
  const seen: Float32Array[] = [];
  const job = createJob(new AbortController().signal, ({ detail }) => {
    if (detail) seen.push(detail as Float32Array);
  });
  const api = connect();
  const map = await api.layOutMap(fresh().x, { kind: 'umap', neighbours: 15, seed: 1 }, job);
  expect(map.positions).toHaveLength(240);
  await expect.poll(() => seen.length).toBeGreaterThan(0);
  const settings = { kind: 'pca', neighbours: 15, seed: 1 } as const;
  const plane = await api.layOutMap(fresh().x, settings, untilDone());
  const scale = 10 / Math.max(...plane.positions.map(Math.abs));
  plane.positions.forEach((v, i) => {
    expect(seen[0]?.[i]).toBeCloseTo(v * scale, 2);
  });
});

test('moved arrays are detached on this side', async () => {
  const { x } = fresh();
  await connect().nearest(move(x), 1, untilDone());
  expect(x.data).toHaveLength(0);
});

test('a bad value and missing labels keep their code and sentence', async () => {
  const api = connect();
  const x: Matrix = { data: Float32Array.of(1, Number.NaN), rows: 2, cols: 1 };
  await expect(api.nearest(x, 1, untilDone())).rejects.toMatchObject({ code: 'bad-features' });
  await expect(api.link(x, ward, untilDone())).rejects.toMatchObject({ code: 'bad-features' });
  const unlabelled = new Int32Array(3).fill(-1);
  await expect(api.scenarios(unlabelled, { seeds: 1, seed: 1 }, untilDone())).rejects.toMatchObject(
    {
      code: 'bad-labels',
      message: expect.stringContaining('Label some pictures'),
    },
  );
});

/** Of all threads of this process, its compiler's and its collector's among them; a cancel is promised in 100. */
const MOST_AFTER_ABORT_MS = 500;
const processorMs = () => process.cpuUsage().user / 1000;

const noise = (rows: number, cols: number): Matrix => {
  const random = createRandom(1);
  const data = Float32Array.from({ length: rows * cols }, () => random.normal());
  return { data, rows, cols };
};
const long: Record<string, (api: ReturnType<typeof connect>, job: Job) => Promise<unknown>> = {
  'the dimension of clustered data': (api, job) =>
    api.intrinsicDimension(semsyn(20_000, 1, 0.003).x, { ...dimensionSettings, repeats: 9 }, job),
  'all pairs of noise': (api, job) => api.nearest(noise(6000, 80), 2, job),
  'many permutations': (api, job) => {
    const { x, y } = semsyn(400, 1, 0.003);
    return api.compareDistances(x, y, { permutations: 100_000, seed: 1 }, job);
  },
  'a big tree': (api, job) => api.link(semsyn(20_000, 1, 0.003).x, ward, job),
  'a big map': (api, job) =>
    api.layOutMap(semsyn(20_000, 1, 0.003).x, { kind: 'umap', neighbours: 15, seed: 1 }, job),
  'many scenarios': (api, job) =>
    api.scenarios(semsyn(20_000, 1, 0.003).y, { seeds: 200, seed: 1 }, job),
};

test.each(Object.keys(long))(
  '%s: reports progress, and stops soon after an abort',
  async (name) => {
    const abort = new AbortController();
    let abortedAt = 0;
    const job = createJob(abort.signal, ({ fraction = 0 }) => {
      expect(fraction).toBeLessThanOrEqual(1);
      if (abort.signal.aborted) return;
      abortedAt = processorMs();
      abort.abort();
    });
    await expect(long[name]?.(connect(), job)).rejects.toMatchObject({ name: 'AbortError' });
    expect(abortedAt).toBeGreaterThan(0);
    expect(processorMs() - abortedAt).toBeLessThan(MOST_AFTER_ABORT_MS);
  },
);
