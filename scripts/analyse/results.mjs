import { appendFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

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
];
const RESULTS = [
  'pictures.csv',
  'features.npy',
  'codes.npy',
  'dimension.csv',
  'scales.csv',
  'distances.json',
  ...METHODS.map((method) => `tree-${method}.csv`),
  'nmi.csv',
  'clusters.csv',
  'map.csv',
  'subset.json',
  'run.json',
  ...FIGURES.map((name) => `figures/${name}.svg`),
];

/** Takes away what an earlier run left, so that all that is there afterwards is of one run. */
export async function clearResults(/** @type {string} */ out) {
  await Promise.all(RESULTS.map((path) => rm(join(out, path), { force: true })));
}

/**
 * Writes files that come in pieces.
 * @param {string} out
 * @returns {(path: string, base64: string) => Promise<void>}
 */
export function resultWriter(out) {
  const begun = new Set();
  return async (path, base64) => {
    if (!RESULTS.includes(path)) throw new RangeError(`${path} is no result`);
    const write = begun.has(path) ? appendFile : writeFile;
    begun.add(path);
    await write(join(out, path), Buffer.from(base64, 'base64'));
  };
}
