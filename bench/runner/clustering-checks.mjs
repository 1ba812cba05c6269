import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
const PAPER_ROWS = 52682;
/** Relative, as where the reference values were made. */
const HEIGHTS = 1e-6;
const SCORES = 1e-9;
const DIMENSIONS = 1e-5;
const DECISIONS = 1e-8;
/** Our cutoff distance comes from another sample than the reference's. */
const PEAK_SCORES = 0.03;
const CUTOFFS = 0.02;

/** @param {string} path @returns {Promise<any>} */
const readJson = async (path) => JSON.parse(await readFile(join(ROOT, path), 'utf8'));

/** @param {string} name */
const readReference = (name) => readJson(`src/core/reference/${name}.json`);

/** @param {string} what @param {number} actual @param {number} expected @param {number} tolerance relative */
function requireClose(what, actual, expected, tolerance) {
  if (Math.abs(actual - expected) <= tolerance * Math.abs(expected)) return;
  throw new Error(`wrong answer: ${what} is ${actual}, not ${expected}`);
}

/**
 * Fast but wrong is a failure: heights, scores and whole partitions against fastcluster's, from the files at the
 * paper's size and from the run beside it.
 * @param {string} method
 * @param {any} found the `facts` of the clustering task
 * @param {{ rows: number, peer: any }} given the peer's answer, where it ran
 * @returns {Promise<string>} what was compared
 */
export async function requireTree(method, found, { rows, peer }) {
  const compared = [];
  if (rows === PAPER_ROWS) {
    const { heights, k: cuts } = await readReference(`big_t0.003_${method}`);
    requireClose(`${method}: sum of heights`, found.heights.sum, heights.sum, HEIGHTS);
    for (const [i, height] of heights.top50_sorted.entries()) {
      requireClose(`${method}: height ${i}`, found.heights.highest[i], height, HEIGHTS);
    }
    for (const [k, { nmi_labelled, labels_sha256_canon_u2 }] of Object.entries(cuts)) {
      requireClose(`${method}: NMI at ${k}`, found.cuts[k].nmi, nmi_labelled, SCORES);
      requireSame(method, k, found.cuts[k].sha256, labels_sha256_canon_u2);
    }
    compared.push('reference file');
  }
  if (peer) {
    requireClose(`${method}: sum of heights`, found.heights.sum, peer.heightSum, HEIGHTS);
    for (const [k, sha256] of Object.entries(peer.cuts)) {
      requireSame(method, k, found.cuts[k].sha256, sha256);
    }
    compared.push('peer');
  }
  return compared.join(' and ') || 'nothing';
}

/** @param {string} method @param {string} k @param {string} actual @param {unknown} expected */
function requireSame(method, k, actual, expected) {
  if (actual !== expected)
    throw new Error(`wrong answer: ${method} cut into ${k} is another partition`);
}

/**
 * Densities and nearest denser points against their definition; at the paper's size the scores too.
 * @param {any} found
 * @param {number} rows
 */
export async function requireDecision(found, rows) {
  if (!(found.decisionError < DECISIONS)) {
    throw new Error(`wrong answer: density peaks are off by ${found.decisionError}`);
  }
  if (rows !== PAPER_ROWS) return 'definition';
  const { dc, by_gamma } = await readReference('big_t0.003_dp');
  requireClose('cutoff distance', found.cutoff, dc, CUTOFFS);
  for (const [k, { nmi_labelled }] of Object.entries(by_gamma.k)) {
    const difference = Math.abs(found.cuts[k].nmi - nmi_labelled);
    if (difference > PEAK_SCORES)
      throw new Error(`wrong answer: NMI at ${k} is off by ${difference}`);
  }
  return 'definition and reference file';
}

/** The references of density peaks, which name their own cutoff. */
const PEAKS = ['big_t0.003_dp', 'big_t0.003_dp_pct0.1'];
const RULES = /** @type {const} */ ([
  ['gamma', 'by_gamma'],
  ['longest-link', 'by_delta'],
]);

/**
 * Densities, distances, centres and partitions at the cutoffs of the reference files, both ways of ranking.
 * @param {Awaited<ReturnType<typeof import('./chromium.mjs').openTask>>} page
 * @param {readonly number[]} cuts
 */
export async function requirePeaks(page, cuts) {
  for (const name of PEAKS) {
    const expected = await readReference(name);
    const { value: found } = await page.call('decide', { cutoff: expected.dc });
    if (found.rho.argmax !== expected.rho.argmax)
      throw new Error(`wrong answer: densest of ${name}`);
    for (const side of /** @type {const} */ (['rho', 'delta'])) {
      const what = `${name}: ${side}`;
      requireClose(`${what}, sum`, found[side].sum, expected[side].sum, DECISIONS);
      requireClose(`${what}, most`, found[side].max, expected[side].max, DECISIONS);
      for (const [i, v] of expected[side].every1000.entries()) {
        if (v !== null) requireClose(`${what} ${1000 * i}`, found[side].every1000[i], v, DECISIONS);
      }
    }
    for (const [parentRule, key] of RULES) {
      const { centres_top50, k } = expected[key];
      requireSame(`${name} ${key}`, 'centres', found.centres[key].join(), centres_top50.join());
      await page.call('rank', { parentRule });
      await page.call('score');
      const { value } = await page.call('facts', { cuts });
      for (const [cut, { nmi_labelled, labels_sha256_canon_u2 }] of Object.entries(k)) {
        requireClose(`${name}: NMI at ${cut}`, value.cuts[cut].nmi, nmi_labelled, SCORES);
        requireSame(`${name} ${key}`, cut, value.cuts[cut].sha256, labels_sha256_canon_u2);
      }
    }
  }
}

/**
 * @param {readonly number[]} found
 * @param {{ rows: number, space: string, peer: any }} given
 */
export async function requireDimension(found, { rows, space, peer }) {
  const compared = [];
  const known = (await readJson('bench/reference/dimensions.json'))[space]?.[rows];
  for (const [source, expected] of [
    ['reference file', known],
    ['peer', peer?.dimension],
  ]) {
    if (!expected) continue;
    for (const [i, d] of expected.entries()) {
      requireClose(`2-NN ${space}, dimension ${i}`, found[i], d, DIMENSIONS);
    }
    compared.push(source);
  }
  return compared.join(' and ') || 'nothing';
}
