import { Aims } from './aims.mjs';
import { openTask } from './chromium.mjs';
import {
  requireDecision,
  requireDimension,
  requirePeaks,
  requireTree,
} from './clustering-checks.mjs';
import { findPeers } from './peers.mjs';
import { writePoints } from './points-file.mjs';
import { round, writeLine } from './report.mjs';
import { runInTurn, summaryOf, writeComparison } from './side-by-side.mjs';

const METHODS = ['single', 'complete', 'centroid', 'ward', 'density-peaks'];
const CUTS = [2, 5, 10, 20, 50, 70, 100, 150, 200, 300, 500, 1000, 2000, 5000];
const FRACTIONS = [0.9, 0.7, 0.5];
/** Share of far-out points, as in the reference values. */
const OUTLIERS = { '10-d': 0.003, '1001-d': 0.04 };

const PAPER_ROWS = 52682;
/** At the paper's size: the peer's processor seconds over ours, our megabytes, our seconds for everything. */
/** @type {Readonly<Record<string, number>>} */
const TIMES = { single: 1, complete: 5, centroid: 3, ward: 3, '2-NN 1001-d': 10 };
/** @type {Readonly<Record<string, number>>} */
const MEGABYTES = { complete: 400 };
const ALL_SECONDS = 60;

/** @typedef {'10-d' | '1001-d'} Space */
/** @typedef {{ file: string, rows: number, cols: number, remove: () => Promise<void> }} Points */
/** @typedef {{ origin: string, points: Points, repeats: number,
 *   peers: import('./peers.mjs').Peers, aims: Aims }} Plan */
/** @typedef {ReturnType<typeof writeComparison>} Comparison */

/** @param {string} task @param {number} rows */
const aimOf = (task, rows) => (rows === PAPER_ROWS ? TIMES[task] : undefined);

/** @param {Aims} aims @param {string} task @param {number} n @param {Comparison} comparison */
function holdAgainst(aims, task, n, { timesOursCpu, peakMb }) {
  const atLeast = aimOf(task, n);
  if (atLeast !== undefined && timesOursCpu !== undefined) {
    aims.requireAtLeast({ task, n, what: 'timesOursCpu' }, { is: timesOursCpu, atLeast });
  }
  const below = n === PAPER_ROWS ? MEGABYTES[task] : undefined;
  if (below !== undefined && peakMb !== undefined) {
    aims.requireBelow({ task, n, what: 'peakMb' }, { is: peakMb, below });
  }
}

/**
 * A worker of its own with the points in it.
 * @param {string} origin @param {number} rows @param {Space} space
 */
async function openPoints(origin, rows, space) {
  const page = await openTask(origin, 'clustering');
  const { value } = await page.call('prepare', { rows, space, outliers: OUTLIERS[space] });
  return { page, size: value };
}

/** @param {string} origin @param {number} rows @param {Space} space @returns {Promise<Points>} */
async function pointsFile(origin, rows, space) {
  const { page, size } = await openPoints(origin, rows, space);
  try {
    return await writePoints(page, size);
  } finally {
    await page.close();
  }
}

/** @param {string} method @param {Plan} plan @returns {Promise<number>} processor seconds of tree and scores */
async function benchMethod(method, { origin, points, repeats, peers, aims }) {
  const { rows } = points;
  const { page } = await openPoints(origin, rows, '10-d');
  const cuts = CUTS.filter((k) => k <= rows);
  try {
    const run = () => page.call('link', { method });
    const outcome = await runInTurn({ task: method, points, repeats, cuts, peers, run });
    const scored = [];
    for (let r = 0; r < repeats; r++) scored.push(await page.call('score'));
    const { value } = await page.call('facts', { cuts });
    const checked =
      method === 'density-peaks'
        ? await requireDecision(value, rows)
        : await requireTree(method, value, { rows, peer: outcome.theirs[0]?.value });
    const comparison = writeComparison(outcome, { checked }, aimOf(method, rows));
    holdAgainst(aims, method, rows, comparison);
    const score = summaryOf(scored);
    writeLine({ task: `${method}: scores at every k`, n: rows, engine: 'semscape', ...score });
    if (method === 'density-peaks' && rows === PAPER_ROWS) await requirePeaks(page, cuts);
    return comparison.cpuSeconds + score.cpu.min;
  } finally {
    await page.close();
  }
}

/** @param {Space} space @param {Plan} plan */
async function benchDimension(space, { origin, points, repeats, peers, aims }) {
  const { rows } = points;
  const { page } = await openPoints(origin, rows, space);
  try {
    const run = () => page.call('dimension', { fractions: FRACTIONS });
    const task = `2-NN ${space}`;
    const outcome = await runInTurn({ task, points, repeats, cuts: [], peers, run });
    const { dimension, search } = outcome.ours[0].value;
    const peer = outcome.theirs[0]?.value;
    const checked = await requireDimension(dimension, { rows, space, peer });
    const facts = { checked, search, dimension };
    holdAgainst(aims, task, rows, writeComparison(outcome, facts, aimOf(task, rows)));
  } finally {
    await page.close();
  }
}

/** @param {{ origin: string, quick: boolean }} run */
export async function benchClustering({ origin, quick }) {
  const peers = await findPeers();
  const aims = new Aims();
  for (const rows of quick ? [5000] : [5000, 20000, 52682]) {
    const repeats = rows > 20000 ? 2 : 3;
    const points = await pointsFile(origin, rows, '10-d');
    let seconds = 0;
    for (const method of METHODS) {
      seconds += await benchMethod(method, { origin, points, repeats, peers, aims });
    }
    if (rows === PAPER_ROWS) {
      const of = { task: 'all five methods', n: rows, what: 'cpu' };
      aims.requireBelow(of, { is: seconds, below: ALL_SECONDS });
    }
    writeLine({
      task: 'all five methods with their scores',
      n: rows,
      engine: 'semscape',
      cpu: { min: round(seconds) },
      ...(rows === PAPER_ROWS && { aim: ALL_SECONDS }),
    });
    await benchDimension('10-d', { origin, points, repeats, peers, aims });
    await points.remove();
    const features = await pointsFile(origin, rows, '1001-d');
    await benchDimension('1001-d', { origin, points: features, repeats: 1, peers, aims });
    await features.remove();
  }
  aims.close('clustering');
}
