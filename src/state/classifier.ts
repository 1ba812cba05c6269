import { AppError } from '../core/app-error.ts';
import type { Matrix } from '../core/arrays/matrix.ts';
import type { PlateId } from '../core/dataset/plate-id.ts';
import { probabilitiesOf } from '../core/metrics/accuracy.ts';
import type { Model } from '../core/network/model.ts';
import type { ModelInput } from '../protocol/network.ts';
import type { AppState } from './app-state.ts';
import type { JobContext } from './jobs.ts';
import { remember } from './remember.ts';
import { modelOf } from './run-start.ts';
import type { Services } from './services.ts';

/** A network that names categories: a run's best epoch, or a checkpoint that says what its outputs stand for. */
export interface Classifier {
  /** Of the run or the checkpoint. */
  readonly id: string;
  readonly kind: 'run' | 'checkpoint';
  readonly title: string;
  readonly classes: readonly string[];
  readonly temperature: number;
  readonly input: ModelInput;
}

const listed = remember(
  (runs: AppState['runs'], checkpoints: AppState['checkpoints']): readonly Classifier[] => [
    ...runs
      .filter(({ epochs }) => epochs.length > 0)
      .map(({ id, name, classes, temperature, settings: { inputSide, fit } }) => {
        const input = { inputSide, fit };
        return { id, kind: 'run' as const, title: name, classes, temperature, input };
      })
      .reverse(),
    ...checkpoints.flatMap(({ id, title, inputSide, classifier }) => {
      if (!classifier) return [];
      const { classes, temperature, fit } = classifier;
      const input = { inputSide, fit };
      return [{ id, kind: 'checkpoint' as const, title, classes, temperature, input }];
    }),
  ],
);

/** Runs, the latest first, then checkpoints; the same array while nothing changes. */
export function classifiers({ runs, checkpoints }: AppState): readonly Classifier[] {
  return listed(runs, checkpoints);
}

function modelFor(state: AppState, { id, classes }: Classifier, storage: Services['storage']) {
  const run = state.runs.find((one) => one.id === id);
  if (run) return modelOf(state, run, storage);
  const base = { kind: 'checkpoint', id } as const;
  return { base, variables: {}, classes: classes.length } satisfies Model;
}

/**
 * Puts a classifier into the network worker.
 * @throws {AppError} `bad-checkpoint` when it is gone.
 */
export async function holdClassifier(
  id: string,
  { services, job, get }: { services: Services; job: JobContext; get: () => AppState },
): Promise<Classifier> {
  await get().bootNetwork(job);
  const found = classifiers(get()).find((one) => one.id === id);
  if (!found) {
    throw new AppError(
      'bad-checkpoint',
      'This run has no trained epoch, or is gone. Choose another.',
    );
  }
  const model = await modelFor(get(), found, services.storage);
  await services.network.holdModel(model, { signal: job.signal });
  return found;
}

/** `[ids.length, classes]` of the classifier that is held. */
export async function classProbabilities(
  { input, temperature }: Classifier,
  ids: readonly PlateId[],
  { services, job }: { readonly services: Services; readonly job: JobContext },
): Promise<Matrix> {
  const { signal } = job;
  const plates = await services.storage.plates(ids, { signal });
  const logits = await services.network.classify(plates, input, { signal });
  return probabilitiesOf(logits, temperature);
}
