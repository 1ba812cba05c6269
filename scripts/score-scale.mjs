import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { openAnalysisPage } from './analyse/browser.mjs';
import { ensureBuilt } from './build.mjs';
import { ensureChromium } from './ensure-chromium.mjs';
import { ensureInstalled } from './install.mjs';

const HELP = `Reads the scales of pictures and counts what is right.

  npm run score:scale -- <truth.csv> <folder> [--pixels-only] [--each]

<truth.csv> has the columns file (relative to the folder), vendor, scale_value, scale_unit, bar_pixels and
pixel_size_nm_in_metadata; an empty cell is not known. The true pixel size is that of the metadata, else the
label over the bar's length. The last column counts the pictures read to within 1 % of the metadata's.

  --pixels-only   leaves out the run in which metadata is used
  --each          lists every picture`;

/**
 * @typedef {import('../src/core/scale/score-readings.ts').ScaleScore} ScaleScore
 * @typedef {import('../src/core/scale/score-readings.ts').ScaleTruth} ScaleTruth
 * @typedef {import('../src/core/scale/scale-reading.ts').ScaleReading} ScaleReading
 * @typedef {{ truth: ScaleTruth, reading: ScaleReading | undefined, seconds: number, problem?: string }} Timed
 * @typedef {{
 *   all: ScaleScore,
 *   byVendor: { vendor: string, score: ScaleScore }[],
 *   results: Timed[],
 *   missing: string[],
 *   seconds: number,
 *   workers: number,
 * }} Scored
 */

const COLUMNS = [
  'pictures',
  'label right',
  'wrong',
  'abstained',
  'size 2 %',
  '5 %',
  'wrong',
  'abstained',
  'invented',
  'tag 1 %',
];

/** @param {string} name @param {ScaleScore} score */
function lineOf(name, { label, pixelSize, tagged, invented, pictures }) {
  const cells = [
    pictures,
    label.right,
    label.wrong,
    label.abstained,
    pixelSize.within2,
    pixelSize.within2 + pixelSize.within5,
    pixelSize.wrong,
    pixelSize.abstained,
    invented,
    tagged.pictures > 0 ? `${tagged.within1}/${tagged.pictures}` : '–',
  ];
  const padded = cells.map((cell, i) => String(cell).padStart((COLUMNS[i] ?? '').length));
  return `${name.padEnd(20)}  ${padded.join('  ')}`;
}

/** @param {number} part @param {number} whole */
function percent(part, whole) {
  return whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`;
}

/** @param {readonly number[]} values */
function median(values) {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
}

/** @param {string} title @param {Scored} scored @param {boolean} each */
function print(title, { all, byVendor, results, missing, seconds, workers }, each) {
  console.log(`\n${title}`);
  console.log(`${''.padEnd(20)}  ${COLUMNS.join('  ')}`);
  for (const { vendor, score } of byVendor) console.log(lineOf(vendor, score));
  console.log(lineOf('all', all));
  const { label, pixelSize, tagged } = all;
  const labels = label.right + label.wrong + label.abstained;
  const { within2, within5, wrong, abstained } = pixelSize;
  const sizes = within2 + within5 + wrong + abstained;
  console.log(
    `label right ${percent(label.right, labels)}, wrong ${percent(label.wrong, labels)}; ` +
      `pixel size within 2 % ${percent(within2, sizes)}, within 5 % ${percent(within2 + within5, sizes)}, ` +
      `wrong ${percent(wrong, sizes)}`,
  );
  console.log(
    `within 1 % of the microscope's own pixel size, where the file tells it: ` +
      `${percent(tagged.within1, tagged.pictures)} of ${tagged.pictures}`,
  );
  const times = results.map((result) => result.seconds);
  console.log(
    `median ${median(times).toFixed(2)} s a picture; ${results.length} pictures in ${seconds.toFixed(1)} s by ${workers} workers`,
  );
  for (const { truth, problem } of results) if (problem) console.log(`${truth.file}: ${problem}`);
  if (missing.length > 0)
    console.log(`${missing.length} files of the table are not in the folder.`);
  if (each) for (const result of results) console.log(detailOf(result));
}

/** @param {Timed} result */
function detailOf({ truth, reading, seconds }) {
  const label = reading?.label ? `${reading.label.value} ${reading.label.unit}` : '–';
  return [
    truth.file,
    `true ${truth.labelNm ?? '–'} nm, ${truth.pixelSizeNm?.toPrecision(4) ?? '–'} nm/px`,
    `read ${label}, ${reading?.pixelSizeNm?.toPrecision(4) ?? '–'} nm/px`,
    reading ? `${reading.source} ${reading.confidence}` : 'abstained',
    `${seconds.toFixed(2)} s`,
  ].join(' | ');
}

async function run() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      'pixels-only': { type: 'boolean' },
      each: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  const base = process.env.INIT_CWD ?? process.cwd();
  const [truth, folder] = positionals.map((path) => resolve(base, path));
  if (values.help || !truth || !folder) {
    console.log(HELP);
    return values.help ? 0 : 2;
  }
  for (const path of [truth, folder]) {
    if (await stat(path).catch(() => undefined)) continue;
    console.error(`There is no ${path}.`);
    return 2;
  }
  const problem = (await ensureInstalled()) ?? (await ensureBuilt()) ?? (await ensureChromium());
  if (problem) throw new Error(problem);
  const { page, crashed, close } = await openAnalysisPage(undefined, 'score-scale.html');
  try {
    await page.setInputFiles('#truth', truth);
    await page.setInputFiles('#folder', folder);
    const score = (/** @type {'in-file' | undefined} */ told) =>
      Promise.race([
        page.evaluate((request) => /** @type {any} */ (globalThis).semscapeScoreScale(request), {
          told,
        }),
        crashed,
      ]);
    print('Metadata hidden', /** @type {Scored} */ (await score(undefined)), values.each === true);
    if (!values['pixels-only']) {
      print('Metadata used', /** @type {Scored} */ (await score('in-file')), values.each === true);
    }
  } finally {
    await close();
  }
  return 0;
}

process.exit(
  await run().catch((error) => {
    console.error(error instanceof Error ? error.message : String(error));
    return 1;
  }),
);
