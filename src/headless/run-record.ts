import { SEMSCAPE_VERSION, TENSORFLOW_VERSION } from '../core/version.ts';
import type { AppState } from '../state/app-state.ts';
import { resampleSize } from '../state/stability.ts';
import type { StageDuration } from './follow-jobs.ts';
import type { LabelsRecord } from './given-labels.ts';
import type { PictureRow } from './picture-rows.ts';

export interface RunFacts {
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly input: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly durations: readonly StageDuration[];
  readonly rows: readonly PictureRow[];
  /** Of a features file. */
  readonly hasHeader: boolean | undefined;
  /** Undefined where no labels file was named. */
  readonly labels: LabelsRecord | undefined;
}

/** All that is needed to make the same results again, and how long it took. */
export function runRecord(state: AppState, run: RunFacts) {
  const { recipe, backend, features, codes, trees, stability } = state;
  const { dimension, autoencoder, distances, clustering, scores } = recipe;
  const leftOut = run.rows.filter(({ error }) => error !== undefined).length;
  return {
    input: run.input,
    files: run.rows.length,
    leftOut,
    pictures: run.rows.length - leftOut,
    /** Whether a features file's first line was taken for titles; null for a folder. */
    header: run.hasHeader ?? null,
    labels: run.labels ?? null,
    startedAt: new Date(run.startedAt).toISOString(),
    seconds: (Date.now() - run.startedAt) / 1000,
    versions: { semscape: SEMSCAPE_VERSION, tensorflow: TENSORFLOW_VERSION, ...run.versions },
    recipe,
    /** What `auto` came to; null where the codes are the features themselves. */
    autoencoder: codes?.settings ?? null,
    codes: codes ? { rows: codes.matrix.rows, cols: codes.matrix.cols } : null,
    cutoffDistance: trees['density-peaks']?.decision?.cutoff ?? null,
    /** Pictures in each resample of stability; null where it was not measured. */
    resample:
      Object.keys(stability).length > 0 && codes ? resampleSize(state, codes.matrix.rows) : null,
    checkpoint: features?.checkpoint ?? null,
    /** Null where no network was needed. */
    backend: backend ?? null,
    seeds: {
      shared: recipe.seed,
      dimension: dimension.seed,
      autoencoder: autoencoder.seed,
      distances: distances.seed,
      clustering: clustering.seed,
      scores: scores.seed,
    },
    durations: run.durations,
    /** What ended the run before its end; null where nothing did. */
    problem: state.notices.find(({ tone }) => tone === 'problem')?.text ?? null,
    notices: state.notices.map(({ text }) => text),
  };
}
