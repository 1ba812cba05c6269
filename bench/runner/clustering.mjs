import { openTask } from './chromium.mjs';
import { requireDecision, requireDimension, requireTree } from './clustering-checks.mjs';
import { findPeers } from './peers.mjs';
import { writePoints } from './points-file.mjs';
import { round, writeLine } from './report.mjs';
import { runInTurn, summaryOf, writeComparison } from './side-by-side.mjs';

const METHODS = ['single', 'complete', 'centroid', 'ward', 'density-peaks'];
const CUTS = [2, 5, 10, 20, 50, 70, 100, 150, 200, 300, 500, 1000, 2000, 5000];
const FRACTIONS = [0.9, 0.7, 0.5];
/** Share of far-out points, as in the reference values. */
const OUTLIERS = { '10-d': 0.003, '1001-d': 0.04 };

/** @typedef {'10-d' | '1001-d'} Space */
/** @typedef {{ file: string, rows: number, cols: number, remove: () => Promise<void> }} Points */
/** @typedef {{ origin: string, points: Points, repeats: number, peers: import('./peers.mjs').Peers }} Plan */

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
async function benchMethod(method, { origin, points, repeats, peers }) {
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
    const seconds = writeComparison(outcome, { checked });
    const score = summaryOf(scored);
    writeLine({ task: `${method}: scores at every k`, n: rows, engine: 'semscape', ...score });
    return seconds + score.cpu.min;
  } finally {
    await page.close();
  }
}

/** @param {Space} space @param {Plan} plan */
async function benchDimension(space, { origin, points, repeats, peers }) {
  const { rows } = points;
  const { page } = await openPoints(origin, rows, space);
  try {
    const run = () => page.call('dimension', { fractions: FRACTIONS });
    const task = `2-NN ${space}`;
    const outcome = await runInTurn({ task, points, repeats, cuts: [], peers, run });
    const { dimension, search } = outcome.ours[0].value;
    const peer = outcome.theirs[0]?.value;
    const checked = await requireDimension(dimension, { rows, space, peer });
    writeComparison(outcome, { checked, search, dimension });
  } finally {
    await page.close();
  }
}

/** @param {{ origin: string, quick: boolean }} run */
export async function benchClustering({ origin, quick }) {
  const peers = await findPeers();
  for (const rows of quick ? [5000] : [5000, 20000, 52682]) {
    const repeats = rows > 20000 ? 2 : 3;
    const points = await pointsFile(origin, rows, '10-d');
    let seconds = 0;
    for (const method of METHODS) {
      seconds += await benchMethod(method, { origin, points, repeats, peers });
    }
    writeLine({
      task: 'all five methods with their scores',
      n: rows,
      engine: 'semscape',
      cpu: { min: round(seconds) },
    });
    await benchDimension('10-d', { origin, points, repeats, peers });
    await points.remove();
    const features = await pointsFile(origin, rows, '1001-d');
    await benchDimension('1001-d', { origin, points: features, repeats: 1, peers });
    await features.remove();
  }
}
