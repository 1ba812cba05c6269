import { AppError } from '../core/app-error.ts';
import { folderLabel } from '../core/dataset/folder-label.ts';
import type { JobKind } from '../state/jobs.ts';
import { labelOf } from '../state/selectors.ts';
import type { Services } from '../state/services.ts';
import type { AppStore } from '../state/store.ts';
import { followJobs } from './follow-jobs.ts';
import type { AnalysisHost } from './host.ts';
import { labelMatcher } from './match-labels.ts';
import { OutputFolder } from './output-folder.ts';
import { type PictureRow, pictureRows } from './picture-rows.ts';
import { folderSources, readFeatureFile, readLabels, readRecipe } from './read-input.ts';
import { writePictures, writeResults, writeScales } from './write-results.ts';

export interface AnalysisRequest {
  readonly files: {
    /** Empty where features are given. */
    readonly folder: readonly File[];
    readonly features: File | undefined;
    readonly recipe: File | undefined;
    readonly labels: File | undefined;
  };
  readonly seed: number | undefined;
  /** As given by the person, for the record. */
  readonly input: string;
  /** Of what the page runs in, by name. */
  readonly versions: Readonly<Record<string, string>>;
}

export interface AnalysisContext {
  readonly store: AppStore;
  readonly services: Services;
  readonly host: AnalysisHost;
}

export type AnalysisOutcome =
  | { readonly kind: 'done' }
  /** What came in can't be worked with; `message` says what to do. */
  | { readonly kind: 'unusable'; readonly message: string }
  | { readonly kind: 'failed'; readonly message: string };

/** Codes of failures that lie in what was asked for, not in this program. */
const UNUSABLE: ReadonlySet<string> = new Set([
  'bad-features',
  'bad-labels',
  'bad-recipe',
  'bad-checkpoint',
  'not-a-picture',
  'too-few-pictures',
  'no-backend',
]);

/** Drives the store through the whole way, as a person would the page, and writes all that comes of it. */
export async function runAnalysis(
  request: AnalysisRequest,
  context: AnalysisContext,
): Promise<AnalysisOutcome> {
  try {
    await analyse(request, context);
    return { kind: 'done' };
  } catch (error) {
    const { message, code } = error as { readonly message?: string; readonly code?: string };
    const kind = code !== undefined && UNUSABLE.has(code) ? 'unusable' : 'failed';
    return { kind, message: message ?? String(error) };
  }
}

async function analyse(request: AnalysisRequest, { store, services, host }: AnalysisContext) {
  const startedAt = Date.now();
  const { files, seed, input, versions } = request;
  const durations = followJobs(store, host);
  const folder = new OutputFolder(host);
  const recipe = await readRecipe(files.recipe, seed);
  const labels = files.labels && (await readLabels(files.labels));
  const match = labels && labelMatcher(labels);

  await store.getState().createProject('Analysis');
  failIfProblem(store);
  store.getState().useRecipe(recipe);
  const rows = files.features
    ? await importFeatures(store, files.features, match)
    : await importFolder(store, files.folder, match);
  await writePictures(folder, rows);
  failIfProblem(store);
  if (labels && !rows.some(({ file, error }) => error === undefined && match?.(file))) {
    throw new AppError('bad-labels', 'No line of the labels file names any of these files.');
  }
  if (!files.features && rows.every(({ error }) => error !== undefined)) refuseFolder(rows);

  if (!files.features) {
    await store.getState().readScales();
    await settled(store, 'scales');
    await writeScales(folder, store.getState());
  }
  const { runAll, runFromFeatures } = store.getState();
  await (files.features ? runFromFeatures() : runAll());
  if (store.getState().codes) await store.getState().layOutMap('umap');
  const run = { startedAt, input, versions, durations, rows };
  await writeResults({ folder, services, state: store.getState(), run });
  failIfProblem(store);
}

/** Resolves once no job of that kind runs: reading scales starts by itself after an import. */
function settled(store: AppStore, kind: JobKind): Promise<void> {
  const isDone = () => store.getState().jobs.every((job) => job.kind !== kind);
  if (isDone()) return Promise.resolve();
  return new Promise((resolve) => {
    const stop = store.subscribe(() => {
      if (!isDone()) return;
      stop();
      resolve();
    });
  });
}

function refuseFolder(rows: readonly PictureRow[]): never {
  const [first] = rows;
  const reason = first ? ` ${first.file}: ${first.error}` : '';
  throw new AppError('not-a-picture', `The folder holds no picture that can be read.${reason}`);
}

type Match = ReturnType<typeof labelMatcher> | undefined;

async function importFolder(
  store: AppStore,
  files: readonly File[],
  match: Match,
): Promise<readonly PictureRow[]> {
  const own = (path: string) => (match?.(path) ? undefined : folderLabel(path));
  await store.getState().importFiles(folderSources(files), match && { labelOf: own });
  const { records, problems, setLabel } = store.getState();
  const given = records.map(({ path }) => match?.(path)?.label);
  for (const label of new Set(given)) {
    const labelled = records.filter((_, i) => given[i] === label).map(({ id }) => id);
    if (label !== undefined) await setLabel(labelled, label);
  }
  const { labels } = store.getState().decided;
  return pictureRows({ records, problems, labelOf: (record) => labelOf(record, labels)?.name });
}

async function importFeatures(
  store: AppStore,
  file: File,
  match: Match,
): Promise<readonly PictureRow[]> {
  const { features, sha256, labels: own, names } = await readFeatureFile(file);
  const rows = own.map((label, row) => {
    const name = names?.[row] ?? String(row);
    const matched = match?.(name);
    return { file: name, label: matched ? matched.label : label };
  });
  const labels = rows.map(({ label }) => label);
  await store.getState().importFeatures({ features, sha256, labels });
  return rows;
}

/** Actions turn their failures into notices; without the page, the first one is the end. */
function failIfProblem(store: AppStore): void {
  const problem = store.getState().notices.find(({ tone }) => tone === 'problem');
  if (problem) throw Object.assign(new Error(problem.text), { code: problem.code });
}
