import { AppError } from '../core/app-error.ts';
import type { JobKind } from '../state/jobs.ts';
import { FEWEST_PICTURES } from '../state/pipeline.ts';
import { rowClasses } from '../state/selectors.ts';
import type { Services } from '../state/services.ts';
import type { AppStore } from '../state/store.ts';
import { followJobs } from './follow-jobs.ts';
import { labelsSentence } from './given-labels.ts';
import type { AnalysisHost } from './host.ts';
import {
  failIfProblem,
  type ImportedInput,
  importFeatures,
  importFolder,
  problemOf,
} from './import-input.ts';
import { measureExtras } from './measure-extras.ts';
import { OutputFolder } from './output-folder.ts';
import { type DecodeText, readFeatureFile, readLabels, readRecipe } from './read-input.ts';
import { writePictures, writeResults, writeScales } from './write-results.ts';

export interface AnalysisRequest {
  readonly files: {
    /** Empty where features are given. */
    readonly folder: readonly File[];
    readonly features: File | undefined;
    readonly recipe: File | undefined;
    readonly labels: File | undefined;
  };
  /** Paths in the folder that are no input: what an earlier run left there. */
  readonly leftOut: readonly string[];
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
  readonly decodeText: DecodeText;
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

async function analyse(
  request: AnalysisRequest,
  { store, services, host, decodeText }: AnalysisContext,
) {
  const startedAt = Date.now();
  const { files, seed, input, versions } = request;
  const durations = followJobs(store, host);
  const folder = new OutputFolder(host);
  const recipe = await readRecipe(files.recipe, seed, decodeText);
  const labels = files.labels && (await readLabels(files.labels, decodeText));
  const features = files.features && (await readFeatureFile(files.features, decodeText));

  await store.getState().createProject('Analysis');
  failIfProblem(store);
  store.getState().useRecipe(recipe);
  const imported = features
    ? await importFeatures(store, features, labels)
    : await importFolder(store, { files: files.folder, leftOut: request.leftOut }, labels);
  failIfProblem(store);
  refuseTooFew(imported);
  tellOfInput(store, imported);
  await host.begin();
  await writePictures(folder, imported.rows);

  if (!features) {
    await store.getState().readScales();
    await settled(store, 'scales');
    await writeScales(folder, store.getState());
  }
  const { runAll, runFromFeatures } = store.getState();
  await (features ? runFromFeatures() : runAll());
  if (!problemOf(store)) await measureExtras(store);
  tellOfScores(store);
  const run = { startedAt, input, versions, durations, ...imported };
  await writeResults({ folder, services, state: store.getState(), run });
  failIfProblem(store);
}

/** Before anything is written; a subset of the recipe may still leave too few. */
function refuseTooFew({ rows }: ImportedInput): void {
  const count = rows.filter(({ error }) => error === undefined).length;
  if (count >= FEWEST_PICTURES) return;
  throw new AppError(
    'too-few-pictures',
    `Clustering needs at least ${FEWEST_PICTURES} pictures, and here ${count === 1 ? 'is 1' : `are ${count}`}; add some.`,
  );
}

/** What a person may not expect of the input. */
function tellOfInput(store: AppStore, { hasHeader, labels }: ImportedInput): void {
  const tell = (text: string) => store.getState().notify('information', text);
  if (hasHeader) tell('The first line of the features file was taken for the columns’ titles.');
  if (labels) tell(labelsSentence(labels));
}

/** Why there are no scores, where there are none. */
function tellOfScores(store: AppStore): void {
  const state = store.getState();
  if (Object.keys(state.trees).length === 0) return;
  const { names } = rowClasses(state, state.features?.pictures ?? []);
  if (names.length >= 2) return;
  const [name] = names;
  const cause = name === undefined ? 'Nothing has a label' : `The only label is ${name}`;
  state.notify(
    'information',
    `${cause}. Agreement needs two labels, so nmi.csv has a header and no rows.`,
  );
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
