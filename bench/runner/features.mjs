import { Aims } from './aims.mjs';
import { openTask } from './chromium.mjs';
import { lowest, median, round, writeLine } from './report.mjs';

const ENGINES = [
  { engine: 'semscape', task: 'features-semscape' },
  { engine: 'tf.layers', task: 'features-layers' },
  { engine: 'onnxruntime-web', task: 'features-onnx' },
];
/** Pictures that the peers are given at once; ours chooses for itself. */
const PEERS_BATCH = 1;
/** The peer's time over ours is meant to be at least this: by the clock with more than one thread. */
const AIM = 1.1;
const ENDPOINTS = ['mixed2', 'mixed10'];
const SAME = 1e-3;

/** @typedef {Awaited<ReturnType<typeof openTask>>} Task */
/** @typedef {{ engine: string, page: Task }} Runner */

/** @param {readonly number[]} a @param {readonly number[]} b */
function largestDifference(a, b) {
  if (a.length !== b.length) return Number.POSITIVE_INFINITY;
  const scale = Math.max(...a.map(Math.abs));
  return Math.max(...a.map((v, i) => Math.abs(v - b[i]) / scale));
}

/** @param {readonly Runner[]} runners @param {string} endpoint */
async function requireSameFeatures(runners, endpoint) {
  /** @type {readonly number[] | undefined} */
  let ours;
  for (const { engine, page } of runners) {
    const { value } = await page.call('features', { endpoint, pictures: 2, batch: PEERS_BATCH });
    ours ??= value;
    const difference = largestDifference(ours ?? [], value);
    if (!(difference < SAME)) {
      throw new Error(`${engine} gives other features at ${endpoint}: ${difference}`);
    }
  }
}

/** @param {string} origin @param {number} threads */
async function startAll(origin, threads) {
  /** @type {Runner[]} */
  const runners = [];
  for (const { engine, task } of ENGINES) {
    const page = await openTask(origin, task);
    runners.push({ engine, page });
    const { value } = await page.call('prepare', { threads, endpoints: ENDPOINTS });
    if (value.threads !== threads) {
      throw new Error(`${engine} runs on ${value.threads} threads, not ${threads}`);
    }
  }
  return runners;
}

/**
 * @param {readonly Runner[]} runners
 * @param {{ endpoint: string, pictures: number, repeats: number, threads: number, aims: Aims }} plan
 */
async function timeEndpoint(runners, { endpoint, pictures, repeats, threads, aims }) {
  await requireSameFeatures(runners, endpoint);
  /** @type {import('./chromium.mjs').Measured[][]} */
  const taken = runners.map(() => []);
  for (let r = 0; r < repeats; r++) {
    for (const [i, { page }] of runners.entries()) {
      taken[i].push(await page.call('features', { endpoint, pictures, batch: PEERS_BATCH }));
    }
  }
  const [own] = taken;
  for (const [i, { engine }] of runners.entries()) {
    const wall = taken[i].map(({ wallSeconds }) => wallSeconds);
    const cpu = taken[i].map(({ cpuSeconds }) => cpuSeconds);
    const times = {
      timesOursWall: round(lowest(wall) / lowest(own.map((m) => m.wallSeconds))),
      timesOursCpu: round(lowest(cpu) / lowest(own.map((m) => m.cpuSeconds))),
    };
    const what = threads > 1 ? 'timesOursWall' : 'timesOursCpu';
    const isPeer = i > 0;
    if (isPeer) {
      const task = `features ${endpoint}, ${threads} threads, ${engine}`;
      aims.requireAtLeast({ task, n: pictures, what }, { is: times[what], atLeast: AIM });
    }
    writeLine({
      task: `features ${endpoint}`,
      n: pictures,
      threads,
      engine,
      wall: { min: round(lowest(wall)), median: round(median(wall)) },
      cpu: { min: round(lowest(cpu)), median: round(median(cpu)) },
      perWallSecond: round(pictures / lowest(wall)),
      perCpuSecond: round(pictures / lowest(cpu)),
      residentMb: round(Math.max(...taken[i].map(({ residentMb }) => residentMb ?? Number.NaN))),
      ...times,
      ...(isPeer && { aim: AIM, aimFor: what }),
    });
  }
}

/** @param {{ origin: string, quick: boolean }} run */
export async function benchFeatures({ origin, quick }) {
  const [pictures, repeats] = quick ? [2, 3] : [4, 9];
  const aims = new Aims();
  for (const threads of [1, 2]) {
    const runners = await startAll(origin, threads);
    try {
      for (const endpoint of ENDPOINTS) {
        await timeEndpoint(runners, { endpoint, pictures, repeats, threads, aims });
      }
    } finally {
      for (const { page } of runners) await page.close();
    }
  }
  aims.close('features');
}
