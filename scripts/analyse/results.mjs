import { appendFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, isAbsolute, join, relative, sep } from 'node:path';

const METHODS = ['single', 'complete', 'centroid', 'ward', 'density-peaks'];
const FIGURES = [
  'dimension',
  'loss',
  'heatmap-before',
  'heatmap-after',
  'heatmap-discrete',
  'dendrogram',
  'scores',
  'map',
  'decision-graph',
  ...METHODS.map((method) => `stability-${method}`),
];
const RESULTS = [
  'pictures.csv',
  'features.npy',
  'codes.npy',
  'dimension.csv',
  'dimension-by-class.csv',
  'scales.csv',
  'distances.json',
  ...METHODS.map((method) => `tree-${method}.csv`),
  'nmi.csv',
  'stability.csv',
  'decision-graph.csv',
  'clusters.csv',
  'map.csv',
  'subset.json',
  'run.json',
  ...FIGURES.map((name) => `figures/${name}.svg`),
];

/** What a result is called until all of it is there. */
const partOf = (/** @type {string} */ path) => `${path}.part`;

/** What may be left of an earlier run. */
const LEFT = [...RESULTS, ...RESULTS.map(partOf)];

/**
 * Whether two paths are one file or folder, whatever links or letters lead to it.
 * @param {string} a
 * @param {string} b
 */
async function isSame(a, b) {
  const [first, second] = await Promise.all(
    [a, b].map((path) => stat(path, { bigint: true }).catch(() => undefined)),
  );
  return first !== undefined && first.dev === second?.dev && first.ino === second.ino;
}

/**
 * The result under `out` that would be written over `file`.
 * @param {string} out
 * @param {string} file
 * @returns {Promise<string | undefined>}
 */
export async function resultOver(out, file) {
  for (const path of RESULTS) if (await isSame(join(out, path), file)) return path;
  return undefined;
}

/**
 * Whether results would come to lie among the pictures of `folder` itself.
 * @param {string} out
 * @param {string} folder
 */
export async function isAmong(out, folder) {
  return (await isSame(out, folder)) || (await isSame(join(out, 'figures'), folder));
}

/**
 * Results as a browser names the files of `folder`, where `out` lies in it; those of an earlier run are no pictures.
 * @param {string} out
 * @param {string} folder
 */
export async function resultsWithin(out, folder) {
  const way = relative(await realpath(folder), await realpath(out));
  if (way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way)) return [];
  return LEFT.map((path) => [basename(folder), ...way.split(sep), path].join('/'));
}

/** Takes away what an earlier run left, so that all that is there afterwards is of one run. */
export async function clearResults(/** @type {string} */ out) {
  await Promise.all(LEFT.map((path) => rm(join(out, path), { force: true })));
}

/**
 * Writes files that come in pieces, and have their names once they are whole.
 * @param {string} out
 */
export function resultWriter(out) {
  /** @type {Set<string>} */
  const begun = new Set();
  /** @type {Promise<unknown>} */
  let written = Promise.resolve();
  return {
    /** @param {string} path @param {string} base64 */
    async write(path, base64) {
      if (!RESULTS.includes(path)) throw new RangeError(`${path} is no result`);
      const write = begun.has(path) ? appendFile : writeFile;
      begun.add(path);
      written = write(join(out, partOf(path)), Buffer.from(base64, 'base64'));
      await written;
    },
    /** @param {string} path */
    async finish(path) {
      await rename(join(out, partOf(path)), join(out, path));
      begun.delete(path);
    },
    /** Takes away what was begun and not finished. */
    async discard() {
      await written.catch(() => {});
      await Promise.all([...begun].map((path) => rm(join(out, partOf(path)), { force: true })));
    },
  };
}
