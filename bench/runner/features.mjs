import { openTask } from './chromium.mjs';
import { lowest, median, round, writeLine } from './report.mjs';

const ENGINES = [
  { engine: 'semscape', task: 'features-semscape', batch: 1 },
  { engine: 'tf.layers', task: 'features-layers', batch: 1 },
  { engine: 'onnxruntime-web', task: 'features-onnx', batch: 1 },
];
const ENDPOINTS = ['mixed2', 'mixed10'];
const SAME = 1e-3;

/** @typedef {Awaited<ReturnType<typeof openTask>>} Task */
/** @typedef {{ engine: string, batch: number, page: Task }} Runner */

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
  for (const { engine, batch, page } of runners) {
    const { value } = await page.call('features', { endpoint, pictures: 2, batch });
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
  for (const { engine, task, batch } of ENGINES) {
    const page = await openTask(origin, task);
    runners.push({ engine, batch, page });
    const { value } = await page.call('prepare', { threads, endpoints: ENDPOINTS });
    if (value.threads !== threads) {
      throw new Error(`${engine} runs on ${value.threads} threads, not ${threads}`);
    }
  }
  return runners;
}

/**
 * @param {readonly Runner[]} runners
 * @param {{ endpoint: string, pictures: number, repeats: number, threads: number }} plan
 */
async function timeEndpoint(runners, { endpoint, pictures, repeats, threads }) {
  await requireSameFeatures(runners, endpoint);
  /** @type {import('./chromium.mjs').Measured[][]} */
  const taken = runners.map(() => []);
  for (let r = 0; r < repeats; r++) {
    for (const [i, { page, batch }] of runners.entries()) {
      taken[i].push(await page.call('features', { endpoint, pictures, batch }));
    }
  }
  const [own] = taken;
  for (const [i, { engine }] of runners.entries()) {
    const wall = taken[i].map(({ wallSeconds }) => wallSeconds);
    const cpu = taken[i].map(({ cpuSeconds }) => cpuSeconds);
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
      timesOursWall: round(lowest(wall) / lowest(own.map((m) => m.wallSeconds))),
      timesOursCpu: round(lowest(cpu) / lowest(own.map((m) => m.cpuSeconds))),
    });
  }
}

/** @param {{ origin: string, quick: boolean }} run */
export async function benchFeatures({ origin, quick }) {
  const [pictures, repeats] = quick ? [2, 3] : [4, 9];
  for (const threads of [1, 2]) {
    const runners = await startAll(origin, threads);
    try {
      for (const endpoint of ENDPOINTS) {
        await timeEndpoint(runners, { endpoint, pictures, repeats, threads });
      }
    } finally {
      for (const { page } of runners) await page.close();
    }
  }
}
