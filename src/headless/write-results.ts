import { classDimensionCsv } from '../core/export/class-dimension-csv.ts';
import { writeCsv } from '../core/export/csv.ts';
import { dimensionCsv } from '../core/export/dimension-csv.ts';
import { mapCsv } from '../core/export/map-csv.ts';
import { scalesCsv } from '../core/export/scales-csv.ts';
import type { AppState } from '../state/app-state.ts';
import { currentMap } from '../state/map.ts';
import { pictureById, presentPictures, scaleOf } from '../state/selectors.ts';
import type { Services } from '../state/services.ts';
import { subsetOf } from '../state/subset.ts';
import { drawFigures } from './draw-figures.ts';
import type { OutputFolder } from './output-folder.ts';
import { type PictureRow, pictureCells } from './picture-rows.ts';
import { type RunFacts, runRecord } from './run-record.ts';
import { writeClusterings } from './write-clusterings.ts';

interface Results {
  readonly folder: OutputFolder;
  readonly services: Services;
  readonly state: AppState;
  readonly run: RunFacts;
}

export function writePictures(folder: OutputFolder, rows: readonly PictureRow[]): Promise<void> {
  return folder.text('pictures.csv', writeCsv(pictureCells(rows)));
}

export function writeScales(folder: OutputFolder, state: AppState): Promise<void> {
  const { scales } = state.decided;
  const rows = presentPictures(state).map((record) => ({
    file: record.path,
    scale: scaleOf(record, scales),
  }));
  return folder.text('scales.csv', scalesCsv(rows));
}

/** Writes every result that there is; what is missing was not reached. */
export async function writeResults({ folder, services, state, run }: Results): Promise<void> {
  await writeMatrices(folder, services, state);
  await writeTables(folder, state, run.rows);
  if (state.records.length > 0) await folder.json('subset.json', subsetOf(state, { by: 'all' }));
  for (const [name, svg] of drawFigures(state)) await folder.text(`figures/${name}.svg`, svg);
  await folder.json('run.json', runRecord(state, run));
}

async function writeMatrices(
  folder: OutputFolder,
  { storage }: Services,
  { features, codes }: AppState,
): Promise<void> {
  if (features) {
    const { key, rows, channels } = features;
    const shape = { rows: rows.length, cols: channels };
    const { signal } = new AbortController();
    await folder.matrix('features.npy', shape, async (start, end) => {
      const block = await storage.features(key, rows.slice(start, end), { signal });
      return block.data;
    });
  }
  if (codes) {
    const { data, cols } = codes.matrix;
    await folder.matrix('codes.npy', codes.matrix, (start, end) =>
      data.subarray(start * cols, end * cols),
    );
  }
}

async function writeTables(
  folder: OutputFolder,
  state: AppState,
  rows: readonly PictureRow[],
): Promise<void> {
  const { dimension, dimensionPerClass, distances } = state;
  const stages = [
    { stage: 'features', series: dimension.before },
    { stage: 'codes', series: dimension.after },
  ].flatMap(({ stage, series }) => (series ? [{ stage, series }] : []));
  if (stages.length > 0) await folder.text('dimension.csv', dimensionCsv(stages));
  if (dimensionPerClass) {
    const { names, dimensions } = dimensionPerClass;
    await folder.text('dimension-by-class.csv', classDimensionCsv(names, dimensions));
  }
  if (distances) await folder.json('distances.json', correlations(state));
  const files = clusteredFiles(state, rows);
  await writeClusterings(folder, state, files);
  const map = currentMap(state, 'umap');
  if (map) await folder.text('map.csv', mapCsv(files, map.positions));
}

/** In the order of the tree's leaves and the map's points, which are the working subset's pictures or the rows of the features file. */
function clusteredFiles(state: AppState, rows: readonly PictureRow[]): readonly string[] {
  if (state.records.length === 0) return rows.map(({ file }) => file);
  const byId = pictureById(state);
  return (state.features?.pictures ?? []).map((id) => byId.get(id)?.path ?? id);
}

/** Of the sampled distances with the discrete distance of the labels; null without two categories. */
function correlations({ distances, recipe }: AppState) {
  const of = (compared: NonNullable<typeof distances>['after']) => ({
    correlation: compared?.mantel?.r ?? null,
    p: compared?.mantel?.p ?? null,
  });
  return {
    sample: distances?.pictures.length ?? 0,
    categories: distances?.classNames.length ?? 0,
    permutations: recipe.distances.permutations,
    seed: recipe.distances.seed,
    before: of(distances?.before),
    after: of(distances?.after),
  };
}
