import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { openTask } from './chromium.mjs';
import { findNativePrograms, runNative } from './native-import.mjs';
import { lowest, round, writeLine } from './report.mjs';
import { summaryOf } from './side-by-side.mjs';

/** Pictures of real microscopes, where a checkout has them beside it. */
const REAL = join(import.meta.dirname, '../../../shared/data/sem');
const PICTURE = /\.(tiff?|png|jpe?g)$/i;
const TASK = 'import';

/** @typedef {Awaited<ReturnType<typeof openTask>>} Page */
/** @typedef {import('./side-by-side.mjs').Timed} Timed */

/** Every so-many-th real picture, so that all folders are in it. @param {number} count */
async function realPictures(count) {
  const all = await readdir(REAL, { recursive: true }).catch(() => []);
  const pictures = all.filter((name) => PICTURE.test(name)).sort();
  const step = Math.max(1, pictures.length / count);
  const chosen = Array.from({ length: Math.min(count, pictures.length) }, (_, i) => i);
  return chosen.map((i) => join(REAL, pictures[Math.floor(i * step)] ?? ''));
}

/** The page's files on disk, under names that the programs can't clash on. @param {Page} page @param {number} count @param {string} folder */
async function writeFiles(page, count, folder) {
  const files = [];
  for (let index = 0; index < count; index++) {
    const { value } = await page.call('file', { index });
    const file = join(folder, `${index}${extname(value.name)}`);
    await writeFile(file, Buffer.from(value.base64, 'base64'));
    files.push(file);
  }
  return files;
}

/** @param {readonly Timed[]} runs @param {number} pictures */
const ratesOf = (runs, pictures) => ({
  ...summaryOf(runs),
  perWallSecond: round(pictures / lowest(runs.map(({ wallSeconds }) => wallSeconds))),
  perCpuSecond: round(pictures / lowest(runs.map(({ cpuSeconds }) => cpuSeconds))),
});

/** @param {Page} page @param {number} count */
async function readOnce(page, count) {
  const run = await page.call('read');
  const { pictures, reasons } = run.value;
  if (pictures !== count) throw new Error(`${count - pictures} not read: ${reasons.join(' ')}`);
  return run;
}

/**
 * Pictures a second of the imaging workers, which take stripe, plate, thumbnail, preview and hash of each, beside
 * programs that only decode, shrink and write one JPEG, in as many processes.
 * @param {{ origin: string, quick: boolean }} run
 */
export async function benchImport({ origin, quick }) {
  const [samples, reals, repeats] = quick ? [12, 6, 2] : [60, 30, 4];
  const programs = await findNativePrograms();
  const folder = await mkdtemp(join(tmpdir(), 'semscape-import-'));
  const page = await openTask(origin, TASK);
  try {
    const { workers } = (await page.call('prepare', { samples })).value;
    const real = await realPictures(reals);
    for (const file of real) {
      const base64 = (await readFile(file)).toString('base64');
      await page.call('add', { name: file.slice(REAL.length + 1), base64 });
    }
    const count = samples + real.length;
    const files = await writeFiles(page, count, folder);
    await readOnce(page, count);
    /** @type {Timed[]} */
    const ours = [];
    /** @type {Awaited<ReturnType<typeof runNative>>[][]} */
    const theirs = programs.map(() => []);
    for (let r = 0; r < repeats; r++) {
      ours.push(await readOnce(page, count));
      for (const [i, program] of programs.entries()) {
        theirs[i]?.push(await runNative(program, files, { folder, processes: workers }));
      }
    }
    const size = { task: TASK, n: count };
    const mix = { samples, real: real.length || 'absent (../shared/data/sem)' };
    const own = ratesOf(ours, count);
    writeLine({ ...size, engine: 'semscape', workers, ...mix, ...own });
    for (const [i, { engine }] of programs.entries()) {
      const runs = theirs[i] ?? [];
      const pictures = runs[0]?.pictures ?? 0;
      const rates = ratesOf(runs, count);
      writeLine({
        ...size,
        engine,
        processes: workers,
        written: pictures,
        ...rates,
        timesOursWall: round(rates.wall.min / own.wall.min),
        timesOursCpu: round(rates.cpu.min / own.cpu.min),
      });
    }
    if (programs.length === 0) {
      writeLine({ ...size, engine: 'peer', skipped: 'neither vipsthumbnail nor mogrify is here' });
    }
  } finally {
    await page.close();
    await rm(folder, { recursive: true });
  }
}
