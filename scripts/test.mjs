import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildPage, ensureBuilt } from './build.mjs';
import { closingLine, countPlaywright, countVitest, settleCounts } from './count-tests.mjs';
import { ensureChromium } from './ensure-chromium.mjs';
import { ensureInstalled } from './install.mjs';
import { runInstalled } from './run-command.mjs';

/**
 * @typedef {import('./count-tests.mjs').Counts} Counts
 * @typedef {{
 *   name: string,
 *   title: string,
 *   run: (report: string) => Promise<number>,
 *   count?: (report: any) => Counts,
 *   browser?: true,
 *   needsBuild?: true,
 * }} Step
 */

/** @param {readonly string[]} projects @returns {(report: string) => Promise<number>} */
const vitest = (projects) => (report) =>
  runInstalled('vitest/vitest.mjs', [
    'run',
    ...projects.flatMap((project) => ['--project', project]),
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ]);

/** @type {readonly Step[]} */
const STEPS = [
  {
    name: 'lint',
    title: 'Biome',
    run: () => runInstalled('@biomejs/biome/bin/biome', ['ci', '.']),
  },
  { name: 'types', title: 'Types', run: () => runInstalled('typescript/bin/tsc', ['-b']) },
  { name: 'dead', title: 'Dead code', run: () => runInstalled('knip/bin/knip.js', []) },
  { name: 'unit', title: 'Unit tests', run: vitest(['unit', 'dom']), count: countVitest },
  {
    name: 'browser',
    title: 'Tests in Chromium',
    run: vitest(['browser']),
    count: countVitest,
    browser: true,
  },
  { name: 'build', title: 'Production build', run: buildPage },
  {
    name: 'e2e',
    title: 'Journeys',
    run: (report) =>
      runInstalled('@playwright/test/cli.js', ['test', '--reporter=list,json'], {
        env: { PLAYWRIGHT_JSON_OUTPUT_NAME: report },
      }),
    count: countPlaywright,
    browser: true,
    needsBuild: true,
  },
];

/** @param {readonly string[]} names @returns {readonly Step[]} */
function choose(names) {
  const stray = names.find((name) => !STEPS.some((step) => step.name === name));
  if (stray !== undefined) {
    console.error(
      `There is no step "${stray}". Steps: ${STEPS.map((step) => step.name).join(', ')}; none named runs all.`,
    );
    process.exit(2);
  }
  return names.length === 0 ? STEPS : STEPS.filter((step) => names.includes(step.name));
}

/**
 * @param {Step} step
 * @param {string} report
 * @returns {Promise<Counts>}
 */
async function runStep({ run, count }, report) {
  const code = await run(report);
  if (!count) return settleCounts(code, undefined, false);
  const counts = await readFile(report, 'utf8').then(
    (text) => count(JSON.parse(text)),
    () => undefined,
  );
  return settleCounts(code, counts, true);
}

/** What must be there before the first step, or what is wrong. */
async function prepare(/** @type {readonly Step[]} */ steps) {
  const problem = await ensureInstalled();
  if (problem) return problem;
  const prebuilt = steps.some((step) => step.needsBuild) && !steps.some((s) => s.name === 'build');
  return prebuilt ? ensureBuilt() : undefined;
}

/**
 * Why a step can't run, and what that counts for.
 * @param {Step} step
 * @param {string | undefined} noChromium
 * @param {boolean} noBuild
 * @returns {{ reason: string, counts: Counts } | undefined}
 */
function obstacleTo({ browser, needsBuild }, noChromium, noBuild) {
  if (browser && noChromium) {
    return { reason: noChromium, counts: { passed: 0, failed: 1, skipped: 0 } };
  }
  if (needsBuild && noBuild) {
    return {
      reason: 'Left out: there is no build.',
      counts: { passed: 0, failed: 0, skipped: 1 },
    };
  }
  return undefined;
}

async function runAll(/** @type {readonly Step[]} */ steps) {
  const reports = await mkdtemp(join(tmpdir(), 'semscape-test-'));
  const noChromium = steps.some((step) => step.browser) ? await ensureChromium() : undefined;
  /** @type {Map<string, { counts: Counts, time: string }>} */
  const outcomes = new Map();
  for (const step of steps) {
    console.log(`\n── ${step.title} ──`);
    const began = performance.now();
    const obstacle = obstacleTo(step, noChromium, outcomes.get('build')?.counts.failed === 1);
    if (obstacle) console.log(obstacle.reason);
    const counts = obstacle?.counts ?? (await runStep(step, join(reports, `${step.name}.json`)));
    const time = `${((performance.now() - began) / 1000).toFixed(1)} s`;
    outcomes.set(step.name, { counts, time });
    console.log(`── ${step.title}: ${closingLine([counts])} in ${time}`);
  }
  await rm(reports, { recursive: true, force: true });
  return outcomes;
}

const steps = choose(process.argv.slice(2));
const problem = await prepare(steps);
if (problem) {
  console.error(`\n${problem}\n`);
  console.log(closingLine([{ passed: 0, failed: 1, skipped: 0 }]));
  process.exit(1);
}
const outcomes = await runAll(steps);
console.log('');
for (const { name, title } of steps) {
  const outcome = outcomes.get(name);
  if (outcome)
    console.log(
      `${title.padEnd(18)} ${outcome.time.padStart(8)}  ${closingLine([outcome.counts])}`,
    );
}
const all = [...outcomes.values()].map(({ counts }) => counts);
console.log(`\n${closingLine(all)}`);
process.exit(all.some(({ failed }) => failed > 0) ? 1 : 0);
