import { openTask } from './chromium.mjs';
import { lowest, round, writeLine } from './report.mjs';
import { summaryOf } from './side-by-side.mjs';
import { torchPeer } from './torch.mjs';

const TASK = 'training';
const BATCH = 4;
/** Of the first two losses on two backends or numbers of threads, relative. */
const SAME = 1e-3;

const NETWORKS = [
  { network: 'inception_v3', side: 107, batch: BATCH, aim: 40 },
  { network: 'inception_v4', side: 107, batch: BATCH },
  { network: 'inception_resnet_v2', side: 107, batch: BATCH },
  { network: 'alexnet', side: 224, batch: BATCH },
  { network: 'small_cnn', side: 64, batch: 16, aim: 20 },
];

/** @typedef {{ network: string, side: number, batch: number, aim?: number }} Case `aim`: times the CPU backend */
/** @typedef {import('./chromium.mjs').Measured} Measured */

/** @param {string} origin @param {Case & { backend: string, threads: number }} given */
async function openNetwork(origin, { network, side, batch, backend, threads }) {
  const page = await openTask(origin, TASK);
  const { value } = await page.call('prepare', { backend, threads, network, side, batch });
  if (value.backend === backend && value.threads === threads) return page;
  throw new Error(`${network} runs on ${value.threads} threads of ${value.backend}`);
}

/** @param {string} what @param {number} loss @param {number} wanted */
function requireSame(what, loss, wanted) {
  if (Math.abs(loss - wanted) <= SAME * wanted) return;
  throw new Error(`wrong answer: ${what}: loss ${loss}, not ${wanted}`);
}

/** @param {readonly Measured[]} runs @param {number} per @param {string} unit */
const rates = (runs, per, unit) => ({
  ...summaryOf(runs.map(({ wallSeconds, cpuSeconds }) => ({ wallSeconds, cpuSeconds }))),
  [unit]: round(per / lowest(runs.map(({ wallSeconds }) => wallSeconds))),
});

/**
 * The first step warms up; it is not counted.
 * @param {string} origin @param {Case} one @param {{ threads: number, repeats: number }} how
 */
async function benchWasm(origin, one, { threads, repeats }) {
  const page = await openNetwork(origin, { ...one, backend: 'wasm', threads });
  try {
    const losses = [(await page.call('step')).value];
    /** @type {Measured[]} */
    const steps = [];
    for (let r = 0; r < repeats; r++) steps.push(await page.call('step'));
    losses.push(...steps.map(({ value }) => value));
    const peak = (await page.call('peak')).value;
    const about = { n: one.batch, engine: 'semscape', side: one.side, threads };
    writeLine({
      task: `${one.network} training step`,
      ...about,
      ...rates(steps, 1, 'stepsPerWallSecond'),
      peakTensorMb: round(peak / 1e6),
    });
    await page.call('fold');
    await page.call('infer');
    /** @type {Measured[]} */
    const passes = [];
    for (let r = 0; r < repeats; r++) passes.push(await page.call('infer'));
    if (!passes.every(({ value }) => value)) throw new Error(`${one.network}: not numbers`);
    writeLine({
      task: `${one.network} inference`,
      ...about,
      ...rates(passes, one.batch, 'picturesPerWallSecond'),
    });
    return { losses, steps, passes };
  } finally {
    await page.close();
  }
}

/**
 * One step by TensorFlow.js's own kernels.
 * @param {string} origin @param {Case} one @param {readonly Awaited<ReturnType<typeof benchWasm>>[]} ours on 1 and 2 threads
 */
async function benchCpuBackend(origin, one, ours) {
  const page = await openNetwork(origin, { ...one, backend: 'cpu', threads: 1 });
  try {
    const { value, wallSeconds, cpuSeconds } = await page.call('step');
    requireSame(`${one.network} on the CPU backend`, value, ours[0]?.losses[0]);
    const [wall1, wall2] = ours.map(({ steps }) => lowest(steps.map((m) => m.wallSeconds)));
    const cpu1 = lowest((ours[0]?.steps ?? []).map((m) => m.cpuSeconds));
    writeLine({
      task: `${one.network} training step`,
      n: one.batch,
      engine: 'tf.js CPU backend',
      side: one.side,
      ...summaryOf([{ wallSeconds, cpuSeconds }]),
      checked: 'loss',
      timesOursCpu: round(cpuSeconds / cpu1),
      timesOursWall: {
        '1 thread': round(wallSeconds / wall1),
        '2 threads': round(wallSeconds / wall2),
      },
      aim: one.aim,
    });
  } finally {
    await page.close();
  }
}

/** @param {{ origin: string, quick: boolean }} run */
export async function benchTraining({ origin, quick }) {
  const repeats = quick ? 2 : 5;
  for (const one of NETWORKS) {
    const ours = [];
    for (const threads of [1, 2]) ours.push(await benchWasm(origin, one, { threads, repeats }));
    for (const [i, loss] of (ours[1]?.losses ?? []).slice(0, 2).entries()) {
      requireSame(`${one.network} on 2 threads, step ${i}`, loss, ours[0]?.losses[i]);
    }
    const takesMinutes = one.network === 'inception_v3';
    if (one.aim && !(quick && takesMinutes)) await benchCpuBackend(origin, one, ours);
    await torchPeer(one, ours);
  }
}
