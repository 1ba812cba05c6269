import { createHash } from 'node:crypto';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { claimFolder, inTurn } from './analyse/claim.mjs';
import { HELP, readOptions, UnusableInput } from './analyse/options.mjs';
import { progressPrinter } from './analyse/progress.mjs';
import { clearResults, resultsWithin, resultWriter } from './analyse/results.mjs';
import { ensureBuilt } from './build.mjs';
import { ensureChromium } from './ensure-chromium.mjs';
import { ensureInstalled } from './install.mjs';
import { ROOT } from './run-command.mjs';

/**
 * @typedef {import('./analyse/options.mjs').Options} Options
 * @typedef {import('../src/headless/run-analysis.ts').AnalysisOutcome} AnalysisOutcome
 * @typedef {AnalysisOutcome | { readonly kind: 'stopped', readonly message: string }} Outcome
 * @typedef {Awaited<ReturnType<typeof import('./analyse/browser.mjs').openAnalysisPage>>} AnalysisPage
 */

const EXIT_CODES = { done: 0, failed: 1, unusable: 2, stopped: 130 };

/** Of this project's folder and this person. */
const PREPARING = join(
  tmpdir(),
  `semscape-prepares-${createHash('sha256').update(`${userInfo().uid} ${ROOT}`).digest('hex').slice(0, 16)}`,
);

async function prepare() {
  const problem = await inTurn(
    PREPARING,
    async () => (await ensureInstalled()) ?? (await ensureBuilt()) ?? (await ensureChromium()),
  );
  if (problem) throw new Error(problem);
}

/**
 * Gives the page what it calls. Playwright dies where a page is closed meanwhile.
 * @param {AnalysisPage} analysis
 * @param {string} out
 * @param {ReturnType<typeof resultWriter>} results
 */
async function lendHost({ page }, out, results) {
  const { report, note } = progressPrinter(process.stderr);
  await page.exposeFunction('semscapeBegin', () => clearResults(out));
  await page.exposeFunction('semscapeWrite', results.write);
  await page.exposeFunction('semscapeFinish', results.finish);
  await page.exposeFunction('semscapeReport', report);
  await page.exposeFunction('semscapeNote', note);
}

/**
 * @param {AnalysisPage} analysis
 * @param {Options} options
 * @returns {Promise<AnalysisOutcome>}
 */
async function drive({ page, version }, options) {
  const { input, inputAsGiven, kind, out, recipe, labels, seed } = options;
  await page.setInputFiles(`#${kind}`, input);
  if (recipe) await page.setInputFiles('#recipe', recipe);
  if (labels) await page.setInputFiles('#labels', labels);
  const versions = { node: process.versions.node, chromium: version };
  const leftOut = kind === 'folder' ? await resultsWithin(out, input) : [];
  return page.evaluate((request) => /** @type {any} */ (globalThis).semscapeAnalyse(request), {
    seed,
    leftOut,
    input: inputAsGiven,
    versions,
  });
}

/** @param {Options} options @returns {Promise<Outcome>} */
async function analyse(options) {
  await prepare();
  const stopped = untilStopped(options.out);
  const giveBack = await claimFolder(options.out);
  try {
    return await analyseAlone(options, stopped);
  } finally {
    await giveBack();
  }
}

/**
 * @param {Options} options
 * @param {Promise<Outcome>} stopped
 * @returns {Promise<Outcome>}
 */
async function analyseAlone(options, stopped) {
  const results = resultWriter(options.out);
  const { openAnalysisPage } = await import('./analyse/browser.mjs');
  const analysis = await openAnalysisPage(options.backend);
  try {
    await lendHost(analysis, options.out, results);
    const driven = drive(analysis, options);
    driven.catch(() => {});
    return await Promise.race([driven, analysis.crashed, stopped]);
  } finally {
    await analysis.close();
    await results.discard();
  }
}

/** @param {string} out @returns {Promise<Outcome>} */
function untilStopped(out) {
  const message = `Stopped before its end. Where there is no run.json in ${out}, its results are not all.`;
  return new Promise((settle) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
      process.once(signal, () => settle({ kind: 'stopped', message }));
    }
  });
}

/** @returns {Promise<Outcome>} */
async function run() {
  try {
    const options = await readOptions(process.argv.slice(2));
    if (options !== 'help') return await analyse(options);
    console.log(HELP);
    return { kind: 'done' };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { kind: error instanceof UnusableInput ? 'unusable' : 'failed', message };
  }
}

const outcome = await run();
if ('message' in outcome) console.error(outcome.message);
process.exit(EXIT_CODES[outcome.kind]);
