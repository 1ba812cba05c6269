import { AppError } from '../core/app-error.ts';
import type { PictureId } from '../core/dataset/picture.ts';
import type { Notice } from '../state/jobs.ts';
import { labelOf } from '../state/selectors.ts';
import type { AppStore } from '../state/store.ts';
import { giveLabels, type LabelsFile, type LabelsRecord } from './given-labels.ts';
import { type PictureRow, pictureRows } from './picture-rows.ts';
import { type FeatureFile, folderSources } from './read-input.ts';

export interface ImportedInput {
  readonly rows: readonly PictureRow[];
  /** Of a features file. */
  readonly hasHeader: boolean | undefined;
  /** Undefined where no labels file was named. */
  readonly labels: LabelsRecord | undefined;
}

/**
 * A folder of pictures, as the page imports it; the labels of a named file go before its own.
 * @throws {AppError} where no file is a picture, or no label fits one.
 */
export async function importFolder(
  store: AppStore,
  { files, leftOut }: { readonly files: readonly File[]; readonly leftOut: readonly string[] },
  labelsFile: LabelsFile | undefined,
): Promise<ImportedInput> {
  await store.getState().importFiles(folderSources(files, leftOut));
  failIfProblem(store);
  const { records, problems, setLabels } = store.getState();
  if (records.length === 0) refuseFolder(pictureRows({ records, problems, labelOf: () => '' }));
  const given = labelsFile && (await giveLabels(labelsFile, records));
  if (given) await setLabels([...given.labels.keys()], [...given.labels.values()]);
  const { labels } = store.getState().decided;
  const rows = pictureRows({
    records,
    problems,
    labelOf: (record) => labelOf(record, labels)?.name,
  });
  return { rows, hasHeader: undefined, labels: given?.record };
}

/**
 * The rows of a features file, and the labels of a named file before its own.
 * @throws {AppError} where no label fits a row.
 */
export async function importFeatures(
  store: AppStore,
  { features, sha256, labels: own, names, hasHeader }: FeatureFile,
  labelsFile: LabelsFile | undefined,
): Promise<ImportedInput> {
  const places = own.map((_, row) => ({
    id: String(row) as PictureId,
    path: names?.[row] ?? String(row),
    otherPaths: [],
  }));
  const given = labelsFile && (await giveLabels(labelsFile, places));
  const labels = places.map(({ id }, row) => given?.labels.get(id) ?? own[row]);
  await store.getState().importFeatures({ features, sha256, labels });
  const rows = places.map(({ path }, row) => ({ file: path, label: labels[row] }));
  return { rows, hasHeader, labels: given?.record };
}

function refuseFolder([first]: readonly PictureRow[]): never {
  const reason = first ? ` ${first.file}: ${first.error}` : '';
  throw new AppError('not-a-picture', `The folder holds no picture that can be read.${reason}`);
}

/** Actions turn their failures into notices. */
export function problemOf(store: AppStore): Notice | undefined {
  return store.getState().notices.find(({ tone }) => tone === 'problem');
}

/** Without the page, the first problem is the end. */
export function failIfProblem(store: AppStore): void {
  const problem = problemOf(store);
  if (problem) throw Object.assign(new Error(problem.text), { code: problem.code });
}
